import { seededRandom } from "../../core/random.js";
import { seededWalk } from "./seededWalk.js";
import type { StageValues } from "./stageParameters.js";

/** A shift of the specimen in the plane. */
export interface Shift {
  readonly xNm: number;
  readonly yNm: number;
}

/** Where a drift begins. */
export interface DriftStart {
  /** @unitless */
  readonly seed: number;
  /** How many holders were inserted before: each drifts its own way. @unitless */
  readonly holder: number;
  readonly startS: number;
  /** How long the holder has been in at that time. */
  readonly insertedBeforeS: number;
  /** The shift at that time. */
  readonly from: Shift;
}

const nodeS = 60;

/**
 * Thermal drift: fast after the holder has been inserted, slower later, in a direction that wanders.
 *
 * The speed is settled + (inserted - settled) exp(-t / tau). The velocity is drawn once a minute and lies on straight lines between, so
 * the shift at any time follows without steps. Cost: one random number per minute up to the latest time asked for, once.
 */
export class ThermalDrift {
  readonly #start: DriftStart;
  readonly #values: StageValues;
  readonly #firstRad: number;
  readonly #turnRad: (minute: number) => number;
  /** Velocities in nm/s and shifts in nm at the nodes. */
  readonly #velocityX: number[] = [];
  readonly #velocityY: number[] = [];
  readonly #shiftX: number[] = [];
  readonly #shiftY: number[] = [];

  constructor(start: DriftStart, values: StageValues) {
    const random = seededRandom(start.seed, `stage drift ${start.holder}`);
    this.#start = start;
    this.#values = values;
    this.#firstRad = 2 * Math.PI * random.uniform();
    this.#turnRad = seededWalk(random, (values.driftTurnDeg * Math.PI) / 180);
    this.#addNode();
  }

  /** Speed at a time since the start. */
  speedNmPerMin(sinceStartS: number): number {
    const { driftSettledNmPerMin: settled, driftInsertedNmPerMin: inserted, driftTauMin } = this.#values;
    const minutes = (sinceStartS + this.#start.insertedBeforeS) / 60;
    return settled + (inserted - settled) * Math.exp(-minutes / driftTauMin);
  }

  /** The shift at a time that is not before the start. */
  at(timeS: number): Shift {
    const sinceS = Math.max(0, timeS - this.#start.startS);
    const node = Math.floor(sinceS / nodeS);
    while (this.#shiftX.length < node + 2) this.#addNode();
    const passedS = sinceS - node * nodeS;
    return {
      xNm: this.#shiftX[node] + integral(this.#velocityX[node], this.#velocityX[node + 1], passedS),
      yNm: this.#shiftY[node] + integral(this.#velocityY[node], this.#velocityY[node + 1], passedS),
    };
  }

  #addNode(): void {
    const node = this.#shiftX.length;
    const nmPerS = this.speedNmPerMin(node * nodeS) / 60;
    const angleRad = this.#firstRad + this.#turnRad(node);
    this.#velocityX.push(nmPerS * Math.cos(angleRad));
    this.#velocityY.push(nmPerS * Math.sin(angleRad));
    this.#shiftX.push(nextShift(this.#shiftX, this.#velocityX, this.#start.from.xNm));
    this.#shiftY.push(nextShift(this.#shiftY, this.#velocityY, this.#start.from.yNm));
  }
}

function nextShift(shifts: readonly number[], velocities: readonly number[], first: number): number {
  const node = shifts.length;
  if (node === 0) return first;
  return shifts[node - 1] + integral(velocities[node - 1], velocities[node], nodeS);
}

/** Way in a time since a node, of a velocity that goes straight from one node's to the next one's. */
function integral(from: number, to: number, passedS: number): number {
  return passedS * (from + ((to - from) * passedS) / (2 * nodeS));
}
