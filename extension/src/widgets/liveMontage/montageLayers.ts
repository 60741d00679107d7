import {
  type LiveMontageState,
  type PositionKind,
  placeOfTile,
  shownPlace,
  type TileState,
} from "../../../../src/messages/liveMontage/liveMontageState.js";
import { ink, type Layer, type LayerSurface, onScreen } from "../../canvas/layer.js";
import { type Mask, maskLayer } from "../../canvas/maskLayer.js";
import { inBox, type MontageBox } from "./montageBox.js";
import type { TileClassMap } from "./tileStore.js";

/** A montage, and where it is drawn. */
interface Drawn {
  readonly state: LiveMontageState;
  readonly box: MontageBox;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Outlines of tiles that are to come (dashed), the one that is being taken (thick) and those that could not be taken (crossed). */
export function outlinesLayer({ state, box }: Drawn): Layer {
  const open = state.tiles.filter(({ status }) => status !== "taken");
  return {
    draw(surface) {
      for (const tile of open) {
        const at = rectangleOf(surface, { state, box }, tile);
        const path = new Path2D();
        path.rect(at.x, at.y, at.width, at.height);
        if (tile.status === "failed") {
          path.moveTo(at.x, at.y);
          path.lineTo(at.x + at.width, at.y + at.height);
          path.moveTo(at.x + at.width, at.y);
          path.lineTo(at.x, at.y + at.height);
        }
        const isNow = tile.status === "moving" || tile.status === "taking";
        strokeTwice(surface, path, isNow ? 3 : 1, tile.status === "planned" ? [5, 4] : []);
        writeText(surface, signOf(tile), at.x + at.width / 2, at.y + at.height / 2, at.width / 8);
      }
    },
  };
}

function signOf({ index, status }: TileState): string {
  if (status === "moving") return "→";
  if (status === "taking") return "●";
  return status === "failed" ? "" : String(index + 1);
}

/** How much longer than true arrows are drawn, so that the longest is about a quarter of a tile. */
export function arrowScale(tiles: readonly TileState[], tileNm: number): number {
  const longest = Math.max(0, ...tiles.map((tile) => lengthOf(differenceOf(tile))));
  return [20, 10, 5, 2].find((times) => longest * times <= tileNm / 4) ?? 1;
}

/** An arrow in each tile, from where it was to be to where it is; longer than true by a factor that is written beside it. */
export function arrowsLayer({ state, box }: Drawn): Layer {
  const tileNm = Math.min(state.tileWidthPx, state.tileHeightPx) * state.pixelNm;
  const times = arrowScale(state.tiles, tileNm);
  return {
    draw(surface) {
      for (const tile of state.tiles) {
        const difference = differenceOf(tile);
        if (!difference) continue;
        const [startX, startY] = inBox(box, { xNm: tile.commandedXNm, yNm: tile.commandedYNm });
        const [fromX, fromY] = onScreen(surface.view, startX, startY);
        const scale = (times * surface.view.scale) / box.pixelNm;
        strokeTwice(
          surface,
          arrow(fromX, fromY, difference.xNm * scale, difference.yNm * scale, surface.density),
          1.5,
          [],
        );
      }
    },
  };
}

/** From where a tile was to be to where it is, as well as it is known. */
function differenceOf(tile: TileState): { readonly xNm: number; readonly yNm: number } | undefined {
  const place = placeOfTile(tile, "measured") ?? placeOfTile(tile, "reported");
  return place && { xNm: place.xNm - tile.commandedXNm, yNm: place.yNm - tile.commandedYNm };
}

function lengthOf(difference: { readonly xNm: number; readonly yNm: number } | undefined): number {
  return difference ? Math.hypot(difference.xNm, difference.yNm) : 0;
}

/** The dose of each tile: a veil, which is twice as thick where two overlap, and the number. */
export function doseLayer(drawn: Drawn): Layer {
  return {
    draw(surface) {
      for (const tile of drawn.state.tiles) {
        if (tile.doseEPerA2 === null) continue;
        const { x, y, width, height } = rectangleOf(surface, drawn, tile);
        surface.context.save();
        surface.context.globalAlpha = 0.28;
        surface.context.fillStyle = "#d55e00";
        surface.context.fillRect(x, y, width, height);
        surface.context.restore();
        writeText(
          surface,
          `${Number(tile.doseEPerA2.toPrecision(2))} e/Å²`,
          x + width / 2,
          y + height * 0.7,
          width / 7,
        );
      }
    },
  };
}

/** The way from tile to tile: whole where it has been gone, dashed where it has not. */
export function travelLayer({ state, box }: Drawn): Layer {
  return {
    draw(surface) {
      const at = (tile: TileState) => onScreen(surface.view, ...inBox(box, shownPlace(tile, state.positions)));
      for (const isGone of [true, false]) {
        const path = new Path2D();
        for (const [i, tile] of state.tiles.slice(1).entries()) {
          if ((tile.status === "taken" || tile.status === "failed") !== isGone) continue;
          path.moveTo(...at(state.tiles[i]!));
          path.lineTo(...at(tile));
        }
        strokeTwice(surface, path, 2, isGone ? [] : [6, 5]);
      }
    },
  };
}

/** A ring and a cross where a motion is planned to. */
export function plannedMoveLayer({ state, box }: Drawn): Layer {
  return {
    draw(surface) {
      if (!state.plannedMove) return;
      const [x, y] = onScreen(surface.view, ...inBox(box, state.plannedMove));
      const radius = 9 * surface.density;
      const path = new Path2D();
      path.arc(x, y, radius, 0, 2 * Math.PI);
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        path.moveTo(x + dx * radius * 0.4, y + dy * radius * 0.4);
        path.lineTo(x + dx * radius * 1.7, y + dy * radius * 1.7);
      }
      strokeTwice(surface, path, 2, []);
    },
  };
}

/** The classes of the tiles that have been segmented; where two tiles overlap, those of the later. */
export function classesLayer({ state, box }: Drawn, maps: ReadonlyMap<number, TileClassMap>): Layer {
  const colours = state.classes.map(({ colour }) => rgbOf(colour));
  const masks = state.tiles.flatMap((tile): Mask[] => {
    const map = maps.get(tile.index);
    if (!map) return [];
    const [widthPx, heightPx] = tileSize({ state, box });
    const [x, y] = inBox(box, shownPlace(tile, state.positions));
    return [{ ...map, xPx: x - widthPx / 2, yPx: y - heightPx / 2, widthPx, heightPx, colours, opacity: 1 }];
  });
  const layers = masks.map((mask) => ({ mask, layer: maskLayer(mask) }));
  const sheet = document.createElement("canvas");
  return {
    draw(surface) {
      const { context, view, screen } = surface;
      Object.assign(sheet, { width: screen.width, height: screen.height });
      const onSheet = sheet.getContext("2d");
      if (!onSheet) return;
      for (const { mask, layer } of layers) {
        const [x, y] = onScreen(view, mask.xPx, mask.yPx);
        onSheet.clearRect(x, y, mask.widthPx * view.scale, mask.heightPx * view.scale);
        layer.draw({ ...surface, context: onSheet });
      }
      context.save();
      context.globalAlpha = state.classOpacityFraction;
      context.drawImage(sheet, 0, 0);
      context.restore();
    },
  };
}

function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function tileSize({ state, box }: Drawn): readonly [number, number] {
  const perPixel = state.pixelNm / box.pixelNm;
  return [state.tileWidthPx * perPixel, state.tileHeightPx * perPixel];
}

function rectangleOf({ view }: LayerSurface, { state, box }: Drawn, tile: TileState): Rectangle {
  const [width, height] = tileSize({ state, box }).map((side) => side * view.scale) as [number, number];
  const kind: PositionKind = tile.status === "taken" ? state.positions : "commanded";
  const [x, y] = onScreen(view, ...inBox(box, shownPlace(tile, kind)));
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function arrow(x: number, y: number, dx: number, dy: number, density: number): Path2D {
  const path = new Path2D();
  const length = Math.hypot(dx, dy);
  path.arc(x, y, 1.5 * density, 0, 2 * Math.PI);
  if (length < density) return path;
  path.moveTo(x, y);
  path.lineTo(x + dx, y + dy);
  const head = Math.min(length, 7 * density);
  for (const turn of [2.6, -2.6]) {
    const angle = Math.atan2(dy, dx) + turn;
    path.moveTo(x + dx, y + dy);
    path.lineTo(x + dx + head * Math.cos(angle), y + dy + head * Math.sin(angle));
  }
  return path;
}

function strokeTwice({ context, density }: LayerSurface, path: Path2D, widthCss: number, dashes: number[]): void {
  context.save();
  context.lineWidth = (widthCss + 2) * density;
  context.strokeStyle = ink.under;
  context.stroke(path);
  context.setLineDash(dashes.map((dash) => dash * density));
  context.lineWidth = widthCss * density;
  context.strokeStyle = ink.over;
  context.stroke(path);
  context.restore();
}

function writeText({ context, density }: LayerSurface, text: string, x: number, y: number, most: number): void {
  const size = Math.min(13 * density, most);
  if (text === "" || size < 7 * density) return;
  context.save();
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3 * density;
  context.strokeStyle = ink.under;
  context.strokeText(text, x, y);
  context.fillStyle = ink.over;
  context.fillText(text, x, y);
  context.restore();
}
