import * as assert from "uvu/assert";
import { EmError, type EmErrorTag } from "../../../src/core/error.js";
import type { InstrumentEvent } from "../../../src/instrument/port.js";
import { SimulatedClock } from "../../../src/twin/clock.js";
import type { StageValues } from "../../../src/twin/stage/stageParameters.js";
import { TwinStage } from "../../../src/twin/stage/twinStage.js";

/** A stage with a fast clock, and the events that it tells of. */
export function makeStage(seed = 1, parameters: Partial<StageValues> = {}) {
  const clock = new SimulatedClock("fast");
  const events: InstrumentEvent[] = [];
  const stage = new TwinStage({ clock, seed, parameters, onEvent: (event) => events.push(event) });
  return { stage, clock, events };
}

/** A stage that goes exactly where it is told to, at once at rest. */
export const exact: Partial<StageValues> = {
  backlashXyNm: 0,
  backlashZNm: 0,
  backlashTiltDeg: 0,
  repeatabilityXyNm: 0,
  repeatabilityZNm: 0,
  repeatabilityTiltDeg: 0,
  gainErrorPercent: 0,
  stepErrorPercent: 0,
  couplingPercent: 0,
  reportSigmaXyzNm: 0,
  reportSigmaTiltDeg: 0,
  creepNm: 0,
  driftSettledNmPerMin: 0,
  driftInsertedNmPerMin: 0,
  runoutAtOneDegreeNm: 0,
  piezoSigmaNm: 0,
  piezoHysteresisPercent: 0,
};

/** Waits for an EmError with a tag, and gives it. */
export async function rejection(promise: Promise<unknown>, tag: EmErrorTag): Promise<EmError> {
  try {
    await promise;
  } catch (error) {
    assert.instance(error, EmError);
    const found = error as EmError;
    assert.is(found.tag, tag, `${found.tag}: ${found.message}`);
    assert.ok(found.fix.length > 10);
    return found;
  }
  throw new Error(`nothing was thrown where ${tag} was expected`);
}

export function near(value: number, expected: number, tolerance: number, what = "value"): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `${what} is ${value}, expected ${expected} ± ${tolerance}`);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation about the mean. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** Turns of the event loop: what a fast clock needs to go on. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
