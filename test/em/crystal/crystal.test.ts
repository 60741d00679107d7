import { test } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { type EmError, em } from "../../../src/em/index.js";

const refusal = (call: () => unknown): EmError => {
  try {
    call();
  } catch (error) {
    return error as EmError;
  }
  throw new Error("it was taken");
};

test("a phase of the table answers for spacings, angles and Bragg angles", () => {
  const silicon = em.crystal.phase("si");
  assert.is(silicon.name, "Si");
  assert.ok(Math.abs(silicon.dNm("(111)") - 0.31356) < 1e-4);
  assert.ok(Math.abs(silicon.angleDeg("[001]", "(111)") - 54.7356) < 1e-3);
  assert.ok(Math.abs(silicon.braggDeg("(220)", 300) - 0.2937) < 1e-3);
  assert.ok(silicon.braggDeg("(220)") > silicon.braggDeg("(220)", 300));
  assert.is(silicon.equivalents("<110>").length, 12);
  assert.equal(silicon.equivalents("(001)")[0], "(001)");
  assert.is(em.crystal.phases.includes("LaMnO3"), true);
});

test("a phase by its cell: what is left out is cubic; rotations and centring as given", () => {
  const titanium = em.crystal.phase({ name: "Ti", aNm: 0.29506, cNm: 0.46835, gammaDeg: 120, centring: "hcp" });
  assert.equal(titanium.cell.bNm, 0.29506);
  assert.is(titanium.pointGroup, "622");
  assert.is(titanium.centring, "hcp");
  assert.ok(Math.abs(titanium.angleDeg("[2-1-10]", "[11-20]") - 60) < 1e-9);
  const corundum = em.crystal.phase({ aNm: 0.4759, cNm: 1.2993, gammaDeg: 120, centring: "R", pointGroup: "32" });
  assert.is(corundum.equivalents("(104)").length, 6);
});

test("it shows its cell, its strongest reflections and its source, also as HTML without danger", () => {
  const bundle = em.crystal.phase("Al2O3")[displaySymbol]();
  assert.match(String(bundle["text/plain"]), "(113)    0.2085");
  assert.match(String(bundle["text/plain"]), "Newnham");
  const named = em.crystal.phase({ name: "<script>x</script>", aNm: 0.4 })[displaySymbol]();
  assert.not.match(String(named["text/html"]), "<script>");
});

test("indices are read, and what is none is told how to write", () => {
  assert.equal(em.crystal.parse("<11-20>"), { kind: "direction", isFamily: true, indices: [1, 1, 0] });
  assert.match(refusal(() => em.crystal.parse("110")).fix, '"[1-10]"');
  assert.match(refusal(() => em.crystal.phase("Si").dNm("[111]")).fix, '"(111)"');
});

test("wrong phases are refused", () => {
  assert.match(refusal(() => em.crystal.phase("Kryptonite")).message, "Kryptonite");
  assert.match(refusal(() => em.crystal.phase({ aNm: 0.4, gamaDeg: 120 } as never)).fix, "Did you mean gammaDeg?");
  assert.match(refusal(() => em.crystal.phase({} as never)).message, "aNm");
  assert.match(refusal(() => em.crystal.phase({ aNm: 0.4, alphaDeg: 170, betaDeg: 170 })).message, "do not close");
  assert.match(refusal(() => em.crystal.phase({ aNm: 0.4, atoms: [{ element: "Ti" }] as never })).fix, "atoms");
  assert.match(refusal(() => em.crystal.phase({ aNm: 0.3, cNm: 0.4, pointGroup: "432" })).message, "432");
});

test.run();
