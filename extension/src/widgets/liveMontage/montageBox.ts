import {
  type LiveMontageState,
  placeOfTile,
  positionKinds,
  type TileState,
} from "../../../../src/messages/liveMontage/liveMontageState.js";

/** The part of the plane that a montage is drawn on, in pixels: nm from the middle of the montage = origin + pixel * pixelNm. */
export interface MontageBox {
  readonly pixelNm: number;
  /** The upper left corner of the first pixel. */
  readonly originXNm: number;
  readonly originYNm: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels a side of what is drawn, at most: more would show nothing more on a screen, and make each new tile slow. */
const mostSide = 2048;

/**
 * Pixels of a tile per pixel that is drawn: a power of two, so that a montage that grows a little does not ask for all tiles again.
 */
export function binFor({ tiles, tileWidthPx, tileHeightPx, pixelNm }: LiveMontageState): number {
  const { widthNm, heightNm } = extent(tiles, tileWidthPx * pixelNm, tileHeightPx * pixelNm);
  const times = Math.max(widthNm, heightNm) / pixelNm / mostSide;
  return 2 ** Math.max(0, Math.ceil(Math.log2(times)));
}

/** All places of all tiles, with a margin in which tiles may be found: it grows in steps, so that the picture stays where it is. */
export function montageBox(state: LiveMontageState, bin: number): MontageBox {
  const { tiles, tileWidthPx, tileHeightPx } = state;
  const pixelNm = state.pixelNm * bin;
  const [tileWidthNm, tileHeightNm] = [tileWidthPx * state.pixelNm, tileHeightPx * state.pixelNm];
  const step = Math.max(tileWidthNm, tileHeightNm) / 4;
  const { leftNm, topNm, widthNm, heightNm } = extent(tiles, tileWidthNm, tileHeightNm);
  const [left, top] = [Math.floor(leftNm / step - 0.3) * step, Math.floor(topNm / step - 0.3) * step];
  const [right, bottom] = [
    Math.ceil((leftNm + widthNm) / step + 0.3) * step,
    Math.ceil((topNm + heightNm) / step + 0.3) * step,
  ];
  return {
    pixelNm,
    originXNm: left,
    originYNm: top,
    width: Math.max(1, Math.round((right - left) / pixelNm)),
    height: Math.max(1, Math.round((bottom - top) / pixelNm)),
  };
}

function extent(tiles: readonly TileState[], tileWidthNm: number, tileHeightNm: number) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const tile of tiles) {
    for (const kind of positionKinds) {
      const place = placeOfTile(tile, kind);
      if (!place) continue;
      [left, right] = [Math.min(left, place.xNm), Math.max(right, place.xNm)];
      [top, bottom] = [Math.min(top, place.yNm), Math.max(bottom, place.yNm)];
    }
  }
  return {
    leftNm: left - tileWidthNm / 2,
    topNm: top - tileHeightNm / 2,
    widthNm: right - left + tileWidthNm,
    heightNm: bottom - top + tileHeightNm,
  };
}

/** A place of the montage in pixels of the box, from the upper left corner of the first. */
export function inBox(
  box: MontageBox,
  place: { readonly xNm: number; readonly yNm: number },
): readonly [x: number, y: number] {
  return [(place.xNm - box.originXNm) / box.pixelNm, (place.yNm - box.originYNm) / box.pixelNm];
}

/** The place in the montage of a point of the box. */
export function placeInBox(box: MontageBox, x: number, y: number): { readonly xNm: number; readonly yNm: number } {
  return { xNm: box.originXNm + x * box.pixelNm, yNm: box.originYNm + y * box.pixelNm };
}
