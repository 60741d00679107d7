import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import type { Instrument } from "../../src/instrument/port.js";
import { conformanceTests, describeInstrument, type MakeInstrument } from "./instrumentConformance.js";
import { MemoryInstrument, type MemoryOptions } from "./memoryInstrument.js";

const makeWith =
  (options: MemoryOptions): MakeInstrument =>
  async () => {
    const instrument = new MemoryInstrument(options);
    return { instrument, disconnect: () => instrument.disconnect() };
  };

describeInstrument("a memory instrument", makeWith({}));
describeInstrument(
  "a memory instrument that has little",
  makeWith({
    capabilities: {
      imageDetectors: ["haadf"],
      hasEds: false,
      hasEels: false,
      hasDiffraction: false,
      hasLive: false,
      autoFunctions: [],
      beamSettings: [],
    },
  }),
);

/** Titles of the tests that an instrument with a fault fails. */
async function failedBy(spoil: (instrument: MemoryInstrument) => void): Promise<string[]> {
  const failed: string[] = [];
  for (const [title, body] of conformanceTests) {
    const instrument = new MemoryInstrument();
    spoil(instrument);
    // A test that waits for what never comes has failed too.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("late")), 300);
    });
    await Promise.race([body({ instrument, disconnect: () => instrument.disconnect() }), late]).catch(() =>
      failed.push(title),
    );
    clearTimeout(timer);
  }
  return failed;
}

/** What takes everything but what it says that it takes. */
function withoutEds(instrument: MemoryInstrument): Instrument["acquire"] {
  const acquire = instrument.acquire.bind(instrument);
  return (request, context) =>
    request.kind === "eds"
      ? Promise.reject(new EmError("Unsupported", "no EDS", { fix: "Buy one." }))
      : acquire(request, context);
}

test("the suite finds faults: each of these instruments fails some test, and a good one none", async () => {
  const faults: Record<string, [spoil: (instrument: MemoryInstrument) => void, mustFail: RegExp]> = {
    "does not stop": [(i) => Object.assign(i.stage, { stop: async () => undefined }), /stop ends a motion/],
    "arrives elsewhere": [(i) => Object.assign(i.stage, { encoderError: () => 3 }), /arrives/],
    "reports NaN": [(i) => Object.assign(i.stage, { encoderError: () => Number.NaN }), /a report has/],
    "says that it has EDS": [(i) => Object.assign(i, { acquire: withoutEds(i) }), /X-ray/],
    "cannot blank": [(i) => Object.assign(i.beam, { blank: async () => undefined }), /blank/],
    "gives leases to all": [
      (i) =>
        Object.assign(i, {
          lease: async (owner: string) => ({ owner, renew: async () => {}, release: async () => {} }),
        }),
      /lease/,
    ],
    "tells nothing": [(i) => Object.assign(i, { onEvent: () => () => undefined }), /tell/],
    "does not close": [(i) => Object.assign(i, { close: async () => undefined }), /close ends/],
  };
  assert.equal(await failedBy(() => undefined), []);
  for (const [name, [spoil, mustFail]] of Object.entries(faults)) {
    const failed = await failedBy(spoil);
    assert.ok(
      failed.some((title) => mustFail.test(title)),
      `an instrument that ${name} fails ${failed.join("; ") || "nothing"}`,
    );
  }
});

test.run();
