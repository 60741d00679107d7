import { test } from "uvu";
import * as assert from "uvu/assert";
import { unitSuffix, units, withUnit } from "../../src/core/units.js";

test("the longest ending that starts a word tells the unit", () => {
  const expected = {
    fovNm: "Nm",
    doseEPerA2: "EPerA2",
    rateEPerA2S: "EPerA2S",
    x2Px: "Px",
    areaNm2: "Nm2",
    densityPerNm2: "PerNm2",
  };
  for (const [name, suffix] of Object.entries(expected)) assert.is(unitSuffix(name), suffix, name);
  assert.is(unitSuffix("spacingA"), "A");
  assert.is(unitSuffix("sampleMrad"), "Mrad");
});

test("a name that only looks like it has no unit", () => {
  for (const name of ["dataset", "alpha", "columns", "px", "NM", "items", "S", "DNA", "seed"]) {
    assert.is(unitSuffix(name), undefined, name);
  }
});

test("a unit that is a word may stand alone", () => {
  assert.is(unitSuffix("counts"), "Counts");
  assert.is(unitSuffix("percent"), "Percent");
  assert.is(unitSuffix("coverageFraction"), "Fraction");
});

test("every unit says what it measures, and no two share a symbol", () => {
  const all = Object.entries(units);
  for (const [suffix, { quantity, description }] of all) {
    assert.match(suffix, /^[A-Z][A-Za-z0-9]*$/);
    assert.ok(quantity.length > 0 && description.endsWith("."), suffix);
  }
  assert.is(new Set(all.map(([, unit]) => unit.symbol)).size, all.length);
});

test("a number is written with its unit", () => {
  assert.is(withUnit(12.5, "Nm"), "12.5 nm");
  assert.is(withUnit(30, "Deg"), "30°");
  assert.is(withUnit(0.5, "Fraction"), "0.5");
  assert.is(withUnit(undefined, "Nm"), "not known");
});

test.run();
