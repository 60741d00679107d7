import { test } from "uvu";
import * as assert from "uvu/assert";
import { quantityTitle, sharedTitle, sharedUnit } from "../../../src/em/plot/quantityTitle.js";
import { refusal } from "./bundleOf.js";

test("a name tells its words and its unit", () => {
  const cases: Record<string, string> = {
    timeS: "time (s)",
    driftXNm: "drift X (nm)",
    doseEPerA2: "dose (e/Å²)",
    strainPercent: "strain (%)",
    percent: "ratio (%)",
    energyLossEv: "energy loss (eV)",
    coverageFraction: "coverage",
    amplitude: "amplitude",
    HAADF: "HAADF",
    "any words": "any words",
  };
  for (const [name, title] of Object.entries(cases)) assert.is(quantityTitle(name), title);
});

test("columns on one axis have one unit, which is refused with a way out where they differ", () => {
  assert.is(sharedUnit("op", ["driftXNm", "driftYNm"]), "Nm");
  assert.is(sharedUnit("op", ["a", "b"]), undefined);
  assert.match(
    refusal(() => sharedUnit("op", ["xNm", "yNm", "countCounts"])),
    /BadOption: op: xNm and countCounts .*y: \["xNm","yNm"\]/,
  );
  assert.match(
    refusal(() => sharedUnit("op", ["xNm", "amplitude"])),
    "BadOption",
  );
});

test("the title of a shared axis is what the names begin with", () => {
  assert.is(sharedTitle(["driftXNm", "driftYNm"], "Nm"), "drift (nm)");
  assert.is(sharedTitle(["widthNm", "gapNm"], "Nm"), "length (nm)");
  assert.is(sharedTitle(["a", "b"], undefined), "value");
  assert.is(sharedTitle(["shiftPm"], "Pm"), "shift (pm)");
});

test.run();
