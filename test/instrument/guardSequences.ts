import fc from "fast-check";
import { EmError } from "../../src/core/error.js";
import { Guard } from "../../src/instrument/guard.js";
import { type StageAxis, type StagePosition, type StageTarget, stageAxes } from "../../src/instrument/stagePosition.js";
import { MemoryInstrument } from "../conformance/memoryInstrument.js";
import { frame } from "./guarded.js";

/** What a user, a plan or somebody at the joystick may do. */
type Command =
  | { readonly do: "moveTo" | "moveBy"; readonly target: object; readonly options: object; readonly waits: boolean }
  | { readonly do: "home" | "stop" | "safe" | "acquire" | "live" | "abort" | "wait"; readonly waits: boolean }
  | { readonly do: "byHand"; readonly target: StageTarget };

/** What many sequences have come to. */
export interface SequenceFigures {
  readonly commands: number;
  readonly motions: number;
  readonly refused: number;
  readonly stopped: number;
  readonly fromOutside: number;
  /** Sentences; none is good. */
  readonly passed: readonly string[];
}

const around = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const length = fc.oneof(
  { weight: 12, arbitrary: around(20) },
  { weight: 8, arbitrary: around(110) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(100, -100, 3, -3, 0, -0, 1e9, Number.NaN, Infinity, -Infinity, 5e-324, 1e308),
  },
);
const angle = fc.oneof(
  { weight: 12, arbitrary: around(25) },
  { weight: 8, arbitrary: around(40) },
  { weight: 1, arbitrary: fc.constantFrom(36, -36, 32, -32, 0, 90, Number.NaN, Infinity, -1e9) },
);
const oneOfAxes = fc.record(
  { xUm: length, yUm: length, zUm: length, alphaDeg: angle, betaDeg: angle },
  { requiredKeys: [] },
);
const target = fc.oneof(
  { weight: 20, arbitrary: oneOfAxes },
  { weight: 1, arbitrary: fc.constantFrom<object>({ x: 1 }, { xUm: "1" }, { gamma: 2 }, [], { xUm: 1, zNm: 2 }) },
);
const options = fc.constantFrom<object>(
  {},
  { approach: "direct" },
  { approach: "direct" },
  { drive: "piezo" },
  { approach: 5 },
);
// Whole micrometres and degrees: further than what is taken for the noise of an encoder.
const handLength = fc.integer({ min: -130, max: 130 });
const handAngle = fc.integer({ min: -45, max: 45 });
const byHand = fc.record(
  { xUm: handLength, yUm: handLength, zUm: handLength, alphaDeg: handAngle, betaDeg: handAngle },
  { requiredKeys: [] },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ do: fc.constantFrom("moveTo", "moveBy"), target, options, waits: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("home", "stop", "safe", "acquire", "live", "abort", "wait", "wait", "wait"),
      waits: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("byHand" as const), target: byHand }) },
) as fc.Arbitrary<Command>;

/** Two ways to the same number differ by less, in µm and degrees. */
const rounding = 1e-9;

/** The limits of twin.md once more, written otherwise than in the guard: how far beyond each a position is. */
function beyond({ xUm, yUm, zUm, alphaDeg, betaDeg }: StagePosition): number[] {
  const powers = Math.abs(alphaDeg / 36) ** 3.3 + Math.abs(betaDeg / 32) ** 3.3;
  const rho = powers ** (1 / 3.3);
  const most = rho >= 0.97 ? 3 : 100 - 100 * rho;
  return [Math.abs(xUm) - most, Math.abs(yUm) - most, Math.abs(zUm) - 100, (rho - 1) * 36].map((by) => by - rounding);
}

/** Every corner that a motion may pass: each axis at its start or at its end, whatever the order in which they move. */
function cornersOf(from: StagePosition, to: StagePosition): StagePosition[] {
  let corners: StagePosition[] = [from];
  for (const axis of stageAxes) {
    if (from[axis] === to[axis]) continue;
    corners = corners.flatMap((corner) => [corner, { ...corner, [axis]: to[axis] }]);
  }
  return corners;
}

/** Why a motion was not to be allowed; undefined when it was. */
function violation(from: StagePosition, to: StagePosition): string | undefined {
  const start = beyond(from);
  for (const corner of cornersOf(from, to)) {
    const wrong = beyond(corner).findIndex((by, i) => !(by <= Math.max(0, start[i]! + rounding)));
    if (wrong < 0) continue;
    const limit = ["x", "y", "z", "tilt"][wrong];
    return `${limit} is passed at ${JSON.stringify(corner)} on the way from ${JSON.stringify(from)} to ${JSON.stringify(to)}`;
  }
  const isOutside = start.some((by) => by > 0);
  const comesBack = beyond(to).some((by, i) => start[i]! > 0 && by < start[i]!);
  return isOutside && !comesBack
    ? `from outside, no way back: ${JSON.stringify(from)} to ${JSON.stringify(to)}`
    : undefined;
}

/** Runs random commands against a guard, in sequences of a hundred, and looks at the path of every motion that reaches the instrument. */
export async function guardSequences(count: number, seed?: number): Promise<SequenceFigures> {
  const perSequence = 100;
  const figures = { commands: 0, motions: 0, refused: 0, stopped: 0, fromOutside: 0, passed: [] as string[] };
  const sequences = fc.array(command, { minLength: perSequence, maxLength: perSequence });
  const property = fc.asyncProperty(sequences, fc.infiniteStream(fc.nat(100)), async (commands, shares) => {
    const found = await runSequence(commands, shares, figures);
    if (found) throw new Error(found);
  });
  const result = await fc.check(property, { numRuns: Math.ceil(count / perSequence), seed });
  if (result.failed) figures.passed.push(`seed ${result.seed}: ${String(result.errorInstance)}`);
  return figures;
}

type Counting = { -readonly [K in keyof SequenceFigures]: SequenceFigures[K] };

async function runSequence(
  commands: Command[],
  shares: Iterator<number>,
  figures: Counting,
): Promise<string | undefined> {
  const instrument = new MemoryInstrument({ turns: 0 });
  const { stage } = instrument;
  let problem: string | undefined;
  stage.stopShare = (_: StageAxis) => (shares.next().value as number) / 100;
  stage.onPath = (from, to) => {
    figures.motions++;
    if (beyond(from).some((by) => by > 0)) figures.fromOutside++;
    problem ??= violation(from, to);
  };
  const session = new Session(new Guard(instrument, { owner: "ana", clock: { nowMs: () => 0 } }), instrument, figures);
  for (const one of commands) {
    figures.commands++;
    await session.carryOut(one);
    if (problem) return problem;
  }
  await session.end();
  return problem;
}

/** One user who does not always wait. */
class Session {
  readonly #guard: Guard;
  readonly #instrument: MemoryInstrument;
  readonly #figures: Counting;
  #under: Promise<unknown>[] = [];
  #controller = new AbortController();

  constructor(guard: Guard, instrument: MemoryInstrument, figures: Counting) {
    this.#guard = guard;
    this.#instrument = instrument;
    this.#figures = figures;
  }

  async carryOut(one: Command): Promise<void> {
    if (one.do === "byHand") {
      // Nobody turns the joystick while motors run: the path of that motion would be no box.
      await this.end();
      this.#instrument.stage.moveByHand(await this.#noticeable(one.target));
      return;
    }
    const going = this.#begin(one).catch((error: unknown) => this.#count(error));
    this.#under.push(going);
    if (one.waits) await this.end();
    else await undefined;
  }

  /** Somebody's hand moves an axis by more than an encoder's noise. */
  async #noticeable(target: StageTarget): Promise<StageTarget> {
    const { commanded } = await this.#instrument.stage.report();
    const moved = (Object.entries(target) as [StageAxis, number][]).map(([axis, value]): [StageAxis, number] => [
      axis,
      Math.abs(value - commanded[axis]) < 0.5 ? value + 1 : value,
    ]);
    return Object.fromEntries(moved);
  }

  async end(): Promise<void> {
    const under = this.#under;
    this.#under = [];
    await Promise.all(under);
  }

  async #begin(one: Exclude<Command, { do: "byHand" }>): Promise<unknown> {
    const guard = this.#guard;
    switch (one.do) {
      case "moveTo":
      case "moveBy":
        if (this.#controller.signal.aborted) this.#controller = new AbortController();
        return guard.stage[one.do](one.target, { ...one.options, signal: this.#controller.signal });
      case "home":
        return guard.stage.home();
      case "stop":
        return guard.stage.stop();
      case "safe":
        return guard.safe();
      case "acquire":
        return guard.acquire({ ...frame, widthPx: 4, heightPx: 4 });
      case "live":
        for await (const _ of guard.live({ ...frame, widthPx: 4, heightPx: 4 })) break;
        return undefined;
      case "abort":
        return this.#controller.abort();
      case "wait":
        for (let turn = 0; turn < 7; turn++) await undefined;
        return undefined;
    }
  }

  #count(error: unknown): void {
    // Whatever is no EmError is a fault of the guard.
    if (!(error instanceof EmError)) throw error;
    if (error.tag === "Aborted") this.#figures.stopped++;
    else this.#figures.refused++;
  }
}
