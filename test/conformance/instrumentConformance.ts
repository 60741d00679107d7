import { suite } from "uvu";
import type { ImageRequest } from "../../src/instrument/acquireRequest.js";
import type { Instrument } from "../../src/instrument/port.js";
import type { StageTarget } from "../../src/instrument/stagePosition.js";
import { testsOfAcquire } from "./conformanceOfAcquire.js";
import { testsOfBeam } from "./conformanceOfBeam.js";
import { testsOfConnection } from "./conformanceOfConnection.js";
import { testsOfStage } from "./conformanceOfStage.js";

/** An instrument to be tested, and what the suite must know of it. */
export interface InstrumentUnderTest {
  readonly instrument: Instrument;
  /** How near to a target the reported position must come. Default 1 µm and 0.2°. */
  readonly toleranceUm?: number;
  readonly toleranceDeg?: number;
  /** Targets that it reaches: all axes a little, and one axis far. Default: some micrometres and degrees, and half of the travel. */
  readonly near?: StageTarget;
  readonly far?: StageTarget;
  /** Frames for the tests; they must fit the capabilities. Default: 32 x 24 px of 8 nm, on every detector. */
  readonly image?: Partial<ImageRequest>;
  /** Rows of a frame that takes long enough to be interrupted. Default 256. */
  readonly longRowsPx?: number;
  /** Pulls the cable; a replay, which has none, is closed. */
  readonly disconnect: () => void | Promise<void>;
  /** false: a replay, which goes only where the run has been, and refuses anything else with what the run has. Default true. */
  readonly isLive?: boolean;
}

/** Makes a fresh instrument; the suite closes it. */
export type MakeInstrument = () => Promise<InstrumentUnderTest>;

/** One test of the suite. */
export type ConformanceTest = readonly [title: string, body: (under: InstrumentUnderTest) => Promise<void>];

/**
 * The suite that every Instrument must pass: twin, bridge and replay. Each test gets a fresh instrument.
 *
 * What an instrument says that it does not have must be refused with Unsupported, and is not tested further. A replay is no exception: its
 * run has to have been at the places and have the frames that the suite asks for.
 */
export function describeInstrument(name: string, make: MakeInstrument): void {
  const test = suite(`conformance of ${name}`);
  for (const [title, body] of conformanceTests) {
    test(title, async () => {
      const under = await make();
      try {
        await body(under);
      } finally {
        await under.instrument.close();
      }
    });
  }
  test.run();
}

/** All tests, for who wants to see that a bad instrument fails them. */
export const conformanceTests: readonly ConformanceTest[] = [
  ...testsOfStage,
  ...testsOfBeam,
  ...testsOfAcquire,
  ...testsOfConnection,
];
