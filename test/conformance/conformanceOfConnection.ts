import * as assert from "uvu/assert";
import type { Instrument } from "../../src/instrument/port.js";
import { expectError } from "../io/expectError.js";
import { imageRequest } from "./conformanceOfAcquire.js";
import { farTarget, hasAxes } from "./conformanceOfStage.js";
import type { ConformanceTest, InstrumentUnderTest } from "./instrumentConformance.js";

/** Nothing that is asked of an instrument without a connection may seem to have worked. */
async function expectGone(under: InstrumentUnderTest): Promise<void> {
  const { instrument } = under;
  await expectError("NotConnected", instrument.stage.report());
  await expectError("NotConnected", instrument.stage.move({ xUm: 1 }));
  await expectError("NotConnected", instrument.beam.state());
  await expectError("NotConnected", instrument.beam.unblank());
  await expectError("NotConnected", instrument.acquire(imageRequest(under)));
  await expectError("NotConnected", instrument.lease("anybody"));
}

async function isFree(instrument: Instrument, owner: string): Promise<boolean> {
  return instrument.lease(owner).then(
    async (lease) => {
      await lease.release();
      return true;
    },
    () => false,
  );
}

export const testsOfConnection: readonly ConformanceTest[] = [
  [
    "it says what it is",
    async ({ instrument }) => {
      assert.ok(instrument.name.length > 0);
      assert.ok(["twin", "pyjem", "replay"].includes(instrument.kind));
      assert.type(instrument.isHardware, "boolean");
      const { mostPx, leastDwellUs, mostDwellUs } = instrument.capabilities;
      assert.ok(mostPx >= 64 && leastDwellUs > 0 && mostDwellUs >= leastDwellUs);
    },
  ],
  [
    "the clock goes forward, and a wait takes its time or is aborted",
    async ({ instrument: { clock } }) => {
      const startS = clock.nowS();
      await clock.wait(0.01);
      assert.ok(clock.nowS() - startS >= 0.0099);
      await expectError("Aborted", clock.wait(1000, AbortSignal.abort()));
      assert.ok(clock.nowS() - startS < 1000);
    },
  ],
  [
    "one owner at a time has the lease, and others are told who",
    async ({ instrument }) => {
      const lease = await instrument.lease("ana");
      assert.is(lease.owner, "ana");
      await lease.renew();
      await expectError("InstrumentBusy", instrument.lease("ben"), /ana/);
      await lease.release();
      assert.ok(await isFree(instrument, "ben"));
      await lease.release();
      assert.ok(await isFree(instrument, "cleo"), "a second release takes nothing from others");
    },
  ],
  [
    "close ends it; a second close does nothing; afterwards everything is NotConnected",
    async (under) => {
      await under.instrument.close();
      await under.instrument.close();
      await expectGone(under);
    },
  ],
  [
    "close during a motion ends the motion",
    async (under) => {
      const { instrument } = under;
      if (!(await hasAxes(under))) return;
      let began = false;
      instrument.onEvent(({ type }) => {
        began ||= type === "moving";
      });
      const moving = instrument.stage.move(farTarget(under)).then(
        () => "arrived",
        () => "ended",
      );
      await instrument.close();
      assert.is(await moving, "ended");
      assert.ok(began, "it was under way");
    },
  ],
  [
    "a lost connection is told, and everything is NotConnected",
    async (under) => {
      const heard: string[] = [];
      under.instrument.onEvent(({ type }) => heard.push(type));
      await under.disconnect();
      assert.ok(heard.includes("disconnected"));
      await expectGone(under);
    },
  ],
];
