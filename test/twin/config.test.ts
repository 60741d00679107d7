import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { parameterGroups, type TwinConfigChanges, twinConfig, twinValues } from "../../src/twin/config.js";
import { specimens } from "../../src/twin/specimens/specimens.js";

const test = suite("numbers of the twin");

const refused = (changes: unknown, told: RegExp) =>
  assert.throws(
    () => twinValues(changes as TwinConfigChanges),
    (error: unknown) =>
      error instanceof EmError && error.tag === "BadOption" && told.test(`${error.message} ${error.fix}`),
  );

test("every number is listed once, with a source, those of specimens too", () => {
  const entries = twinConfig();
  const names = entries.map(({ group, name }) => `${group}.${name}`);
  assert.is(new Set(names).size, names.length);
  assert.ok(entries.every(({ value, source, isChanged }) => Number.isFinite(value) && source !== "" && !isChanged));
  for (const { name } of specimens)
    assert.ok(
      entries.some(({ group }) => group === `specimen ${name}`),
      name,
    );
  for (const wanted of [
    "stage.backlashXyNm",
    "optics.sourceFwhmNm",
    "signal.referenceFraction",
    "column.mostShiftNm",
  ]) {
    assert.ok(names.includes(wanted), wanted);
  }
  assert.ok(names.includes("specimen mxene.vacancyPercent"));
});

test("changes replace numbers of one twin, and are listed as such", () => {
  const values = twinValues({ stage: { backlashXyNm: 0 }, optics: { focusErrorNm: 0, defocusNm: -20 } });
  assert.equal([values.stage.backlashXyNm, values.optics.focusErrorNm, values.optics.defocusNm], [0, 0, -20]);
  assert.is(values.stage.backlashZNm, parameterGroups.stage.backlashZNm.value);
  const changed = twinConfig(values).filter(({ isChanged }) => isChanged);
  assert.equal(changed.map(({ name }) => name).sort(), ["backlashXyNm", "defocusNm", "focusErrorNm"]);
  assert.not.ok(twinConfig().some(({ isChanged }) => isChanged));
});

test("what is not there or cannot be is refused", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, "3", null]) {
    refused({ sample: { growthNmPerMin: value } }, /growthNmPerMin/);
    refused({ stage: { latencyS: value } }, /latencyS/);
  }
  refused({ detectors: { gain: 3 } }, /gain/);
  refused({ detector: { readNoiseCounts: 0 } }, /Did you mean "detectors"/);
  refused({ eds: { channels: 10.5 } }, /whole number/);
  refused({ lamella: { capNm: 3 } }, /can be changed/);
  refused({ sample: { terminationLossBarn: 0 } }, /specimens are made with it/);
  for (const [part, name] of [
    ["detectors", "gainCountsPerElectron"],
    ["sample", "leastFieldNm"],
    ["eels", "inelasticPathNm"],
    ["diffraction", "opaqueNm"],
  ] as const) {
    refused({ [part]: { [name]: 0 } }, new RegExp(name));
  }
});

test.run();
