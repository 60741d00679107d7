import {
  type LiveMontageState,
  shownPlace,
  type TileState,
} from "../../../../src/messages/liveMontage/liveMontageState.js";
import { drawPixels } from "../../canvas/drawPixels.js";
import { type Layer, onScreen, pointerLayer } from "../../canvas/layer.js";
import { Pyramid, type Raster } from "../../canvas/pyramid.js";
import { type Look, shadeTable } from "../../canvas/shadeTable.js";
import type { Size, ViewTransform } from "../../canvas/viewTransform.js";
import { Compositor, noTile, type PlacedPixels } from "./compositor.js";
import { inBox, type MontageBox, placeInBox } from "./montageBox.js";
import { type AskKernel, TileStore } from "./tileStore.js";

/** What is seen of a montage. */
export interface Seen {
  readonly state: LiveMontageState;
  /** Where the whole is drawn on, and how many pixels of a tile are one there. */
  readonly box: MontageBox;
  readonly bin: number;
  readonly view: ViewTransform;
  readonly screen: Size;
}

/**
 * Pixels of a tile per pixel that is drawn, so that those that are seen are as fine as the screen: a power of two. Coarser than what is there
 * it never is.
 */
export function binSeen(bin: number, scale: number): number {
  return Math.min(bin, 2 ** Math.max(0, Math.floor(Math.log2(bin / scale) + 1e-6)));
}

/** The part of the plane that is seen, in pixels of a bin, each where the pixels of the whole would lie. */
export function boxSeen({ state, box, bin, view, screen }: Seen, fineBin: number): MontageBox {
  const pixelNm = state.pixelNm * fineBin;
  const [left, top] = [-view.offsetX / view.scale, -view.offsetY / view.scale];
  const right = Math.min(box.width, left + screen.width / view.scale);
  const bottom = Math.min(box.height, top + screen.height / view.scale);
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const origin = placeInBox(box, x, y);
  const times = bin / fineBin;
  return {
    pixelNm,
    originXNm: origin.xNm,
    originYNm: origin.yNm,
    width: Math.max(1, Math.ceil((right - x) * times)),
    height: Math.max(1, Math.ceil((bottom - y) * times)),
  };
}

/** The tiles of which something lies in a box. */
export function tilesSeen(state: LiveMontageState, box: MontageBox): readonly TileState[] {
  const [halfWidthNm, halfHeightNm] = [
    (state.tileWidthPx * state.pixelNm) / 2,
    (state.tileHeightPx * state.pixelNm) / 2,
  ];
  const [right, bottom] = [box.originXNm + box.width * box.pixelNm, box.originYNm + box.height * box.pixelNm];
  return state.tiles.filter((tile) => {
    const { xNm, yNm } = shownPlace(tile, state.positions);
    const isBeside = xNm + halfWidthNm < box.originXNm || xNm - halfWidthNm > right;
    return !isBeside && yNm + halfHeightNm >= box.originYNm && yNm - halfHeightNm <= bottom;
  });
}

/** The finer pixels of the part that is looked at closely: asked for when it is, and let go of when it is no more. */
export class MontageDetail {
  readonly #store: TileStore;
  readonly #compositor = new Compositor();
  readonly #sheet = document.createElement("canvas");
  #seen: Seen | undefined;
  #box: MontageBox | undefined;
  #raster: Raster | undefined;
  #bin = 1;
  #isWhole = false;
  #drawn = "";

  /** @param come is called whenever something has come */
  constructor(ask: AskKernel, come: () => void) {
    this.#store = new TileStore(ask, come);
  }

  /** Pixels of a tile in one of what is seen, along a side. */
  get bin(): number {
    return this.#box && this.#isWhole ? this.#bin : (this.#seen?.bin ?? 1);
  }

  /** Says what is seen; asks for what is missing of it, and lays together what is there. */
  look(seen: Seen, canAsk: boolean): void {
    this.#seen = seen;
    this.#bin = binSeen(seen.bin, seen.view.scale);
    const isFiner = this.#bin < seen.bin && seen.screen.width > 0;
    this.#box = isFiner ? boxSeen(seen, this.#bin) : undefined;
    const tiles = this.#box ? tilesSeen(seen.state, this.#box).filter(({ status }) => status === "taken") : [];
    this.#store.keepOnly(new Set(tiles.map(({ index }) => index)));
    if (canAsk)
      this.#store.want(
        tiles.map(({ index }) => ({ index, isTaken: true, classMap: 0 })),
        this.#bin,
      );
    const placed = tiles.flatMap((tile): PlacedPixels[] => {
      const pixels = this.#store.tiles.get(tile.index);
      if (pixels?.bin !== this.#bin) return [];
      return [{ index: tile.index, ...shownPlace(tile, seen.state.positions), tile: pixels }];
    });
    this.#isWhole = placed.length === tiles.length;
    this.#raster = this.#box && this.#compositor.show(this.#box, placed, seen.state.isBlended);
  }

  /** The kernel is there again. */
  askAgain(): void {
    this.#store.askAgain();
  }

  /** The value at a pixel of the whole; undefined where nothing finer is there. */
  valueAt(x: number, y: number): { readonly value: number; readonly bin: number } | undefined {
    const { box } = this.#seen ?? {};
    if (!box || !this.#box || !this.#raster) return undefined;
    const [column, row] = inBox(this.#box, placeInBox(box, x, y)).map(Math.floor) as [number, number];
    const { values, width, height } = this.#raster;
    if (column < 0 || row < 0 || column >= width || row >= height) return undefined;
    const value = values[row * width + column]!;
    return value === noTile ? undefined : { value, bin: this.#bin };
  }

  /** Draws it over the coarser whole. Saved pictures have the pixels of the whole. */
  layer(look: Look): Layer {
    return pointerLayer({
      draw: ({ context, view }) => {
        const { box } = this.#seen ?? {};
        if (!box || !this.#box) return;
        this.#paint(look);
        const [x, y] = onScreen(view, ...inBox(box, { xNm: this.#box.originXNm, yNm: this.#box.originYNm }));
        const scale = (view.scale * this.#box.pixelNm) / box.pixelNm;
        context.imageSmoothingEnabled = false;
        context.drawImage(this.#sheet, x, y, this.#box.width * scale, this.#box.height * scale);
      },
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Colours the pixels, unless they are; where no finer tile is, the whole shines through. */
  #paint(look: Look): void {
    const raster = this.#raster;
    const drawn = JSON.stringify([this.#compositor.version, look]);
    if (!raster || drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { width, height, values } = raster;
    Object.assign(this.#sheet, { width, height });
    const picture = new ImageData(width, height);
    const colours = new Uint32Array(picture.data.buffer);
    drawPixels(colours, raster, new Pyramid(raster), { scale: 1, offsetX: 0, offsetY: 0 }, shadeTable(look));
    for (let i = 0; i < colours.length; i++) if (values[i] === noTile) colours[i] = 0;
    this.#sheet.getContext("2d")?.putImageData(picture, 0, 0);
  }
}
