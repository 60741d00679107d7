import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { beamSettingNames } from "../../src/instrument/beamSettings.js";
import { type AutoFunction, autoFunctions } from "../../src/instrument/port.js";
import { expectError } from "../io/expectError.js";
import type { ConformanceTest } from "./instrumentConformance.js";

export const testsOfBeam: readonly ConformanceTest[] = [
  [
    "the state of the beam has every setting as a number",
    async ({ instrument }) => {
      const state = await instrument.beam.state();
      for (const setting of beamSettingNames) assert.type(state[setting], "number", setting);
      assert.type(state.isBlanked, "boolean");
      assert.ok(state.accelKv > 0);
    },
  ],
  [
    "blank and unblank do so, tell of it, and may be called twice",
    async ({ instrument }) => {
      const heard: string[] = [];
      instrument.onEvent(({ type }) => heard.push(type));
      await instrument.beam.unblank();
      assert.is((await instrument.beam.state()).isBlanked, false);
      await instrument.beam.unblank();
      await instrument.beam.blank();
      assert.is((await instrument.beam.state()).isBlanked, true);
      await instrument.beam.blank();
      assert.is((await instrument.beam.state()).isBlanked, true);
      assert.is(heard.filter((type) => type === "unblanked" || type === "blanked")[0], "unblanked");
      assert.ok(heard.includes("blanked"));
    },
  ],
  [
    "settings that can be changed change and stay; others are refused with Unsupported",
    async ({ instrument: { beam, capabilities } }) => {
      for (const setting of beamSettingNames) {
        const before = (await beam.state())[setting];
        // Values that the beam has are values that it can take.
        const wanted = setting === "defocusNm" ? before + 10 : before;
        if (!capabilities.beamSettings.includes(setting)) {
          await expectError("Unsupported", beam.set({ [setting]: wanted }));
          continue;
        }
        const state = await beam.set({ [setting]: wanted });
        assert.ok(Math.abs(state[setting] - wanted) <= 2.5, `${setting}: ${state[setting]} for ${wanted}`);
        assert.is((await beam.state())[setting], state[setting]);
      }
    },
  ],
  [
    "the focus takes any value; that of a replay only those that were recorded, and it says which",
    async ({ instrument: { beam, capabilities }, isLive = true }) => {
      const before = await beam.state();
      const defocusNm = before.defocusNm + 12.5;
      if (isLive && capabilities.beamSettings.includes("defocusNm")) {
        assert.ok(Math.abs((await beam.set({ defocusNm })).defocusNm - defocusNm) <= 2.5);
        return;
      }
      const has = new RegExp(`The run has: defocusNm ${before.defocusNm}`);
      await expectError("Unsupported", beam.set({ defocusNm }), isLive ? /./ : has);
      assert.equal(await beam.state(), before);
    },
  ],
  [
    "a setting that is no finite number is refused, and changes nothing",
    async ({ instrument: { beam, capabilities } }) => {
      const before = await beam.state();
      for (const setting of capabilities.beamSettings)
        for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
          await expectError("BadOption", beam.set({ [setting]: value }));
      assert.equal(await beam.state(), before);
    },
  ],
  [
    "automatic functions that are not there are refused; those that are there report",
    async ({ instrument }) => {
      await instrument.beam.unblank();
      for (const name of autoFunctions) {
        if (!instrument.capabilities.autoFunctions.includes(name)) {
          await expectError("Unsupported", instrument.auto(name));
          continue;
        }
        const report = await instrument.auto(name);
        assert.is(report.name, name);
        assert.type(report.isDone, "boolean");
        for (const pair of Object.values(report.changes)) assert.ok(pair.length === 2 && pair.every(Number.isFinite));
        assert.ok(report.beam.accelKv > 0);
      }
      const error = await instrument.auto("sharpness" as AutoFunction).catch((reason: EmError) => reason);
      assert.ok(error instanceof EmError && ["Unsupported", "BadOption"].includes(error.tag));
    },
  ],
];
