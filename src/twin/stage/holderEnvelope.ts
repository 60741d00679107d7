import type { StagePosition } from "../../instrument/stagePosition.js";
import type { StageValues } from "./stageParameters.js";

/**
 * How much of the tilt's reach both tilts together use up: 1 at the limit, a superellipse.
 *
 * @example
 * tiltShare({ alphaDeg: 18, betaDeg: 0 }, valuesOf(stageParameters)); // 0.5
 */
export function tiltShare(at: Pick<StagePosition, "alphaDeg" | "betaDeg">, values: StageValues): number {
  const power = values.tiltExponent;
  const alpha = Math.abs(at.alphaDeg / values.travelAlphaDeg) ** power;
  const beta = Math.abs(at.betaDeg / values.travelBetaDeg) ** power;
  return (alpha + beta) ** (1 / power);
}

/** Travel in x and y that is left at a tilt, either side of zero: the more tilt, the less room between the pole pieces. */
export function travelAtTiltUm(at: Pick<StagePosition, "alphaDeg" | "betaDeg">, values: StageValues): number {
  const fullUm = Math.max(values.travelXUm, values.travelYUm);
  return Math.max(values.leastTravelXyUm, fullUm * (1 - tiltShare(at, values)));
}

/** How far the holder is beyond the place where it touches the pole piece, in parts of its reach; negative while it is free. */
export function poleExcess(at: StagePosition, values: StageValues): number {
  const byTilt = tiltShare(at, values) - 1 - values.poleMarginPercent / 100;
  const roomUm = travelAtTiltUm(at, values) + values.poleMarginUm;
  const byShift = Math.max(Math.abs(at.xUm), Math.abs(at.yUm)) - roomUm;
  return Math.max(byTilt, byShift / Math.max(values.travelXUm, values.travelYUm));
}

const pathSteps = 256;

/**
 * The first moment of a motion, from 0 at its start to 1 at its end, at which the holder touches the pole piece; undefined for never.
 *
 * A holder that touches already may move away. Cost: 256 places of the path.
 */
export function firstTouch(place: (moment: number) => StagePosition, values: StageValues): number | undefined {
  const allowed = Math.max(0, poleExcess(place(0), values)) + 1e-9;
  const touches = (moment: number) => poleExcess(place(moment), values) > allowed;
  for (let step = 1; step <= pathSteps; step++) {
    if (!touches(step / pathSteps)) continue;
    let free = (step - 1) / pathSteps;
    let touching = step / pathSteps;
    for (let halving = 0; halving < 30; halving++) {
      const middle = (free + touching) / 2;
      if (touches(middle)) touching = middle;
      else free = middle;
    }
    return free;
  }
  return undefined;
}
