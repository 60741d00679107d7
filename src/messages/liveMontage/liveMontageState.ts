import { type ImageColourMap, imageColourMaps, mostSidePx, mostTitle } from "../imageState.js";
import { listOf, numberFrom, oneOf, orNull, textUpTo, truth, wholeNumberFrom } from "../reader.js";
import { type ReadState, readState, type TraitTable } from "../traits.js";
import { readRecord } from "./readRecord.js";

/** How a run is. */
export const runStates = ["planned", "running", "pausing", "paused", "done", "stopped", "failed"] as const;

/** How a tile is. */
export const tileStatuses = ["planned", "moving", "taking", "taken", "failed"] as const;

/** By which positions tiles are placed. */
export const positionKinds = ["measured", "reported", "commanded"] as const;

/** The name of such positions. */
export type PositionKind = (typeof positionKinds)[number];

/** What may lie over the tiles beside outlines and arrows. */
export const montageOverlays = ["none", "dose", "travel"] as const;

/** The name of such an overlay. */
export type MontageOverlay = (typeof montageOverlays)[number];

/** A tile as the front end knows it: places are those of its middle, in nm from the middle of the montage, x to the right, y down. */
export interface TileState {
  /** In the order in which they are taken, from 0. @unitless */
  readonly index: number;
  /** @unitless */
  readonly column: number;
  /** @unitless */
  readonly row: number;
  readonly status: (typeof tileStatuses)[number];
  readonly commandedXNm: number;
  readonly commandedYNm: number;
  readonly reportedXNm: number | null;
  readonly reportedYNm: number | null;
  readonly measuredXNm: number | null;
  readonly measuredYNm: number | null;
  readonly doseEPerA2: number | null;
  /** Why it could not be taken; "" otherwise. */
  readonly reason: string;
  /** Counts the class maps of it: a new one is to be asked for; 0 for none. @unitless */
  readonly classMap: number;
}

/** How far the run is. */
export interface ProgressState {
  /** @unitless */
  readonly done: number;
  /** @unitless */
  readonly failed: number;
  /** @unitless */
  readonly total: number;
  /** null: not known yet. */
  readonly remainingS: number | null;
  readonly travelUm: number;
  readonly doseElectrons: number;
}

/** A motion that a person has planned; nothing moves before Go. */
export interface PlannedMove {
  /** The place in the montage. */
  readonly xNm: number;
  readonly yNm: number;
  /** Where the stage has to go; null where that is not known. */
  readonly xUm: number | null;
  readonly yUm: number | null;
  readonly status: "planned" | "moving" | "arrived" | "refused";
  /** What is to be said of it. */
  readonly text: string;
}

/** A class of a segmentation. */
export interface MontageClass {
  readonly name: string;
  /** "#rrggbb". */
  readonly colour: string;
}

/** The state of a live montage. The pixels of the tiles are no part of it: the front end asks for each. */
export interface LiveMontageState {
  readonly title: string;
  readonly tileWidthPx: number;
  readonly tileHeightPx: number;
  /** Size of a pixel of a tile. */
  readonly pixelNm: number;
  readonly valueUnit: string;
  readonly runState: (typeof runStates)[number];
  /** Why the run ended before its time; "" otherwise. */
  readonly problem: string;
  /** What keeps the instrument busy, while the run waits for it; "" otherwise. */
  readonly waitsFor: string;
  readonly tiles: readonly TileState[];
  readonly progress: ProgressState;
  readonly plannedMove: PlannedMove | null;
  readonly classes: readonly MontageClass[];
  /** Why the segmentation of a tile failed; "" otherwise. */
  readonly classProblem: string;
  /** The tiles are segmented as they come. */
  readonly isClassifying: boolean;
  /** From 0 to 1. */
  readonly classOpacityFraction: number;
  readonly positions: PositionKind;
  readonly isBlended: boolean;
  readonly areArrowsShown: boolean;
  readonly overlay: MontageOverlay;
  readonly colourMap: ImageColourMap;
  /** The value of the darkest shade; null: what suits the tiles. @unitless */
  readonly low: number | null;
  /** The value of the brightest shade; null: what suits the tiles. @unitless */
  readonly high: number | null;
  /** Shade = share ^ gamma. @unitless */
  readonly gamma: number;
}

/** Tiles of a montage that is shown, at most. @unitless */
export const mostShownTiles = 2500;
/** Classes of a segmentation that is shown, at most: a class is a byte, and 0 is none. @unitless */
export const mostMontageClasses = 255;

const number = numberFrom(-1e12, 1e12);
const fromZero = numberFrom(0, Number.MAX_VALUE);
const count = wholeNumberFrom(0, Number.MAX_SAFE_INTEGER);
const tileNumber = wholeNumberFrom(0, mostShownTiles - 1);

const tileTraits: TraitTable<TileState> = {
  index: { read: tileNumber },
  column: { read: tileNumber },
  row: { read: tileNumber },
  status: { read: oneOf(tileStatuses) },
  commandedXNm: { read: number },
  commandedYNm: { read: number },
  reportedXNm: { read: orNull(number) },
  reportedYNm: { read: orNull(number) },
  measuredXNm: { read: orNull(number) },
  measuredYNm: { read: orNull(number) },
  doseEPerA2: { read: orNull(fromZero) },
  reason: { read: textUpTo(2000) },
  classMap: { read: count },
};

const progressTraits: TraitTable<ProgressState> = {
  done: { read: count },
  failed: { read: count },
  total: { read: count },
  remainingS: { read: orNull(fromZero) },
  travelUm: { read: fromZero },
  doseElectrons: { read: fromZero },
};

const moveTraits: TraitTable<PlannedMove> = {
  xNm: { read: number },
  yNm: { read: number },
  xUm: { read: orNull(number) },
  yUm: { read: orNull(number) },
  status: { read: oneOf(["planned", "moving", "arrived", "refused"] as const) },
  text: { read: textUpTo(2000) },
};

const classTraits: TraitTable<MontageClass> = {
  name: { read: textUpTo(60) },
  colour: { read: (value) => (typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : undefined) },
};

/** What each value of the state may be, and what the person at the front end may change. */
export const liveMontageTraits: TraitTable<LiveMontageState> = {
  title: { read: textUpTo(mostTitle) },
  tileWidthPx: { read: wholeNumberFrom(1, mostSidePx) },
  tileHeightPx: { read: wholeNumberFrom(1, mostSidePx) },
  pixelNm: { read: numberFrom(1e-6, 1e7) },
  valueUnit: { read: textUpTo(40) },
  runState: { read: oneOf(runStates) },
  problem: { read: textUpTo(2000) },
  waitsFor: { read: textUpTo(2000) },
  tiles: { read: listOf(readRecord(tileTraits), mostShownTiles) },
  progress: { read: readRecord(progressTraits) },
  plannedMove: { read: orNull(readRecord(moveTraits)) },
  classes: { read: listOf(readRecord(classTraits), mostMontageClasses) },
  classProblem: { read: textUpTo(2000) },
  isClassifying: { read: truth, isShared: true },
  classOpacityFraction: { read: numberFrom(0, 1), isShared: true },
  positions: { read: oneOf(positionKinds), isShared: true },
  isBlended: { read: truth, isShared: true },
  areArrowsShown: { read: truth, isShared: true },
  overlay: { read: oneOf(montageOverlays), isShared: true },
  colourMap: { read: oneOf(imageColourMaps), isShared: true },
  low: { read: orNull(number), isShared: true },
  high: { read: orNull(number), isShared: true },
  gamma: { read: numberFrom(0.05, 20), isShared: true },
};

/** Reads the state of a live montage: its values, and that the tiles can be laid out at all. */
export function readLiveMontageState(given: (name: string) => unknown): ReadState<LiveMontageState> {
  const read = readState(liveMontageTraits, given);
  if (!read.state) return read;
  const { tiles, pixelNm, tileWidthPx, tileHeightPx } = read.state;
  const isNumbered = tiles.length > 0 && tiles.every(({ index }, place) => index === place);
  // A tile that lies a thousand tiles away is no tile of this montage, and would need a canvas that nobody has.
  const farthestNm = 1000 * pixelNm * Math.max(tileWidthPx, tileHeightPx);
  const places = tiles.flatMap((tile) => positionKinds.flatMap((kind) => placeOfTile(tile, kind) ?? []));
  const isNear = places.every(({ xNm, yNm }) => Math.max(Math.abs(xNm), Math.abs(yNm)) <= farthestNm);
  return isNumbered && isNear ? read : { wrong: "tiles" };
}

/** The place of a tile by one kind of positions; undefined where it has none. */
export function placeOfTile(
  tile: TileState,
  kind: PositionKind,
): { readonly xNm: number; readonly yNm: number } | undefined {
  const [xNm, yNm] = [tile[`${kind}XNm`], tile[`${kind}YNm`]];
  return xNm === null || yNm === null ? undefined : { xNm, yNm };
}

/** The place that a tile is drawn at: of the kind that is wanted, or else the next best that it has. */
export function shownPlace(tile: TileState, kind: PositionKind): { readonly xNm: number; readonly yNm: number } {
  const kinds = positionKinds.slice(positionKinds.indexOf(kind));
  for (const each of kinds) {
    const place = placeOfTile(tile, each);
    if (place) return place;
  }
  return { xNm: tile.commandedXNm, yNm: tile.commandedYNm };
}
