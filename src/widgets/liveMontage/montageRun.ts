import type { Micrograph } from "../../core/micrograph.js";

/** A place in the plane of a montage: x to the right and y down as images show them, from its middle. */
export interface MontagePlace {
  readonly xNm: number;
  readonly yNm: number;
}

/** How a run is: it ends in done, stopped or failed. */
export type MontageState = "planned" | "running" | "pausing" | "paused" | "done" | "stopped" | "failed";

/** How a tile is. */
export type TileStatus = "planned" | "moving" | "taking" | "taken" | "failed";

/** One tile of a run, as it is now. */
export interface MontageTile {
  /** In the order in which they are taken, from 0. @unitless */
  readonly index: number;
  /** From the left, from 0. @unitless */
  readonly column: number;
  /** From the top, from 0. @unitless */
  readonly row: number;
  readonly status: TileStatus;
  /** Why it could not be taken. */
  readonly reason?: string;
  /** Where its middle was to be. */
  readonly commanded: MontagePlace;
  /** Where the encoders said that it was; once it is taken. */
  readonly reported?: MontagePlace;
  /** Where the overlaps with other tiles say that it is; once they do. */
  readonly measured?: MontagePlace;
  /** Mean dose over the tile. */
  readonly doseEPerA2?: number;
  /** The tile itself; once it is taken. */
  image(): Micrograph | undefined;
}

/** How far a run is. */
export interface MontageProgress {
  /** Tiles that were taken. @unitless */
  readonly done: number;
  /** Tiles that could not be taken. @unitless */
  readonly failed: number;
  /** All tiles. @unitless */
  readonly total: number;
  /** What is likely to be left; undefined before the first tile. */
  readonly remainingS: number | undefined;
  /** The way of the stage so far, as it was told to go. */
  readonly travelUm: number;
  /** Electrons that have reached the specimen. */
  readonly doseElectrons: number;
}

/** What a live montage needs of the run that it shows: any run that takes tiles can be shown. */
export interface MontageRun {
  readonly title: string;
  readonly state: MontageState;
  readonly tiles: readonly MontageTile[];
  readonly progress: MontageProgress;
  /** Why it ended before its time. */
  readonly problem: string | undefined;
  /** What keeps the instrument busy, while the run waits for it; "" or nothing otherwise. */
  readonly waitsFor?: string;
  readonly tileWidthPx: number;
  readonly tileHeightPx: number;
  readonly pixelNm: number;
  /** "electrons", or "". */
  readonly valueUnit: string;
  /** Begins; where it has begun, nothing. It does not reject: `problem` tells. */
  start(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  /** Where the stage has to be for a place to lie in the middle; undefined before the run knows where it is. */
  stageAt(place: MontagePlace): { readonly xUm: number; readonly yUm: number } | undefined;
  /** Calls the listener whenever something of it has changed; the result ends that. */
  onChange(listener: () => void): () => void;
}
