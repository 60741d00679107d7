import { takeUpPlay } from "./takeUpPlay.js";

/** What a piezo remembers: how far it is driven, and the plays that make up its hysteresis. */
export interface PiezoState {
  readonly driveUm: number;
  /** Far side of each play, in um. @unitless */
  readonly plays: readonly number[];
}

const playCount = 19;

/**
 * A piezo with hysteresis: a sum of plays of growing width, so that short strokes have small loops and long ones large.
 *
 * Its loop over the whole reach opens by `hysteresisFraction` of the stroke, and has its tips where it is driven to. Source: the
 * Prandtl-Ishlinskii operator with equal weights; Kuhnen, European Journal of Control 9 (2003) 407.
 */
export class PiezoElement {
  readonly #reachUm: number;
  readonly #weight: number;
  readonly #scale: number;

  constructor(reachUm: number, hysteresisFraction: number) {
    this.#reachUm = reachUm;
    const radii = Array.from({ length: playCount }, (_, i) => (i + 1) / (playCount + 1));
    const sum = (of: (radius: number) => number) => radii.reduce((total, radius) => total + of(radius), 0);
    // At the middle of the whole loop a play of radius r (in parts of the reach) opens by 2 min(r, 1 - r); at the tips it lags by r.
    this.#weight = hysteresisFraction / (sum((r) => Math.min(r, 1 - r)) + hysteresisFraction * sum((r) => r));
    this.#scale = 1 / (1 - this.#weight * sum((r) => r));
  }

  /** A piezo that has never been driven: in the middle, every play in its middle. */
  rest(): PiezoState {
    return { driveUm: 0, plays: new Array<number>(playCount).fill(0) };
  }

  /** The piezo after its drive has gone straight to `driveUm`. */
  driven(state: PiezoState, driveUm: number): PiezoState {
    if (driveUm === state.driveUm) return state;
    const plays = state.plays.map((far, i) => {
      const radiusUm = (this.#reachUm * (i + 1)) / (playCount + 1);
      return takeUpPlay(far, driveUm - radiusUm, 2 * radiusUm);
    });
    return { driveUm, plays };
  }

  /** How far it has really gone. */
  positionUm({ driveUm, plays }: PiezoState): number {
    const direct = (1 - playCount * this.#weight) * driveUm;
    return this.#scale * plays.reduce((sum, far) => sum + this.#weight * far, direct);
  }
}
