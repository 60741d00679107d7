import { numberFrom, type Reader, wholeNumberFrom } from "../reader.js";
import type { TraitTable } from "../traits.js";
import { mostShownTiles } from "./liveMontageState.js";
import { readRecord } from "./readRecord.js";

/** Tiles that a page has asked for and not got yet, at most: its credits. @unitless */
export const tileWindow = 3;

/** Asks for the pixels of a tile. */
export interface TileRequest {
  /** @unitless */
  readonly index: number;
  /** Pixels of the tile per pixel that is sent, along a side. @unitless */
  readonly bin: number;
}

/** The largest of the steps from low to high in which values travel: finer than any digit that is shown. @unitless */
export const tileSteps = 65_535;

/** What comes with the pixels of a tile: two bytes each, from low to high. */
export interface TileHead {
  /** @unitless */
  readonly index: number;
  /** @unitless */
  readonly bin: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The value of step 0. @unitless */
  readonly low: number;
  /** The value of the last step. @unitless */
  readonly high: number;
}

/** What comes with a class map: one byte for each part of the tile, row after row; 0 is no class. */
export interface ClassMapHead {
  /** @unitless */
  readonly index: number;
  /** @unitless */
  readonly columns: number;
  /** @unitless */
  readonly rows: number;
}

const index = wholeNumberFrom(0, mostShownTiles - 1);
/** Of a state that somebody has changed, tiles may lie a thousand tiles apart. */
const bin = wholeNumberFrom(1, 2 ** 16);
const side = wholeNumberFrom(1, 32_768);
const value = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE);

/** Reads a request of the page. */
export const readTileRequest: Reader<TileRequest> = readRecord<TileRequest>({
  index: { read: index },
  bin: { read: bin },
});

const headTraits: TraitTable<TileHead> = {
  index: { read: index },
  bin: { read: bin },
  widthPx: { read: side },
  heightPx: { read: side },
  low: { read: value },
  high: { read: value },
};
const readHead = readRecord(headTraits);

/** Reads what the kernel has sent with the bytes of a tile; undefined where it does not fit them. */
export function readTileHead(body: unknown, bytes: { readonly byteLength: number } | undefined): TileHead | undefined {
  const head = readHead(body);
  return head && bytes?.byteLength === 2 * head.widthPx * head.heightPx ? head : undefined;
}

const readClassHead = readRecord<ClassMapHead>({
  index: { read: index },
  columns: { read: side },
  rows: { read: side },
});

/** Reads what the kernel has sent with the bytes of a class map; undefined where it does not fit them. */
export function readClassMapHead(
  body: unknown,
  bytes: { readonly byteLength: number } | undefined,
): ClassMapHead | undefined {
  const head = readClassHead(body);
  return head && bytes?.byteLength === head.columns * head.rows ? head : undefined;
}

/** A place in a montage that a person has pointed at. */
export const readPlace: Reader<{ readonly xNm: number; readonly yNm: number }> = readRecord({
  xNm: { read: numberFrom(-1e9, 1e9) },
  yNm: { read: numberFrom(-1e9, 1e9) },
});
