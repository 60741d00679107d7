import { test } from "uvu";
import * as assert from "uvu/assert";
import { haadfAreaNm2 } from "../../../src/twin/sample/atomicSignal.js";
import { areaOf, isInside } from "../../../src/twin/specimens/polygon.js";
import type { SpecimenColumns } from "../../../src/twin/specimens/specimen.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { agrees, square, total } from "./fields.js";

const inState = (columns: SpecimenColumns, state: string) =>
  [...columns.kind.keys()].filter((k) => columns.kinds[columns.kind[k]!]!.state === state);

test("a flake has three columns in each cell of 0.305 nm", () => {
  const perNm2 = 3 / (0.305 ** 2 * Math.sqrt(0.75));
  const columns = makeSpecimen("mxene", { porePercent: 0 }).columns(square(60));
  assert.ok(Math.abs(columns.xNm.length / 3600 / perNm2 - 1) < 0.002);
  assert.is(new Set(columns.id).size, columns.id.length);
});

test("vacancies are as many as was asked for, and three in eight of them lie in threes", () => {
  for (const vacancyPercent of [1, 8]) {
    const columns = makeSpecimen("mxene", { vacancyPercent, porePercent: 0, seed: 3 }).columns(square(90));
    const missing = inState(columns, "vacancy");
    // Threes make the count wander more than single draws do.
    assert.ok(agrees(missing.length, columns.id.length, vacancyPercent / 100, 5), `${missing.length}`);
    const near = (k: number) =>
      missing.filter((n) => Math.hypot(columns.xNm[n]! - columns.xNm[k]!, columns.yNm[n]! - columns.yNm[k]!) < 0.4)
        .length;
    if (vacancyPercent > 1) continue;
    const inThrees = missing.slice(0, 600).filter((k) => near(k) >= 3).length / 600;
    assert.ok(inThrees > 0.28 && inThrees < 0.5, `${inThrees}`);
  }
  assert.is(inState(makeSpecimen("mxene", { vacancyPercent: 0 }).columns(square(30)), "vacancy").length, 0);
});

test("adatoms are as many as was asked for, and brighter than what they sit on", () => {
  const columns = makeSpecimen("mxene", { adatomPercent: 2, seed: 8 }).columns(square(80));
  const found = inState(columns, "adatom");
  assert.ok(agrees(found.length, columns.id.length, 0.02), `${found.length}`);
  const brightest = inState(columns, "host").reduce((most, k) => Math.max(most, columns.haadfNm2[k]!), 0);
  for (const k of found) assert.ok(columns.haadfNm2[k]! > 1.5 * brightest);
});

test("columns send what their atoms send: Ti of 484, C of 36 and O of 64 units, Z squared", () => {
  const columns = makeSpecimen("mxene").columns(square(20));
  const unit = haadfAreaNm2(1, 2);
  const of = (elements: string, state: string) => {
    const kind = columns.kinds.findIndex((one) => one.elements === elements && one.state === state);
    return columns.haadfNm2[columns.kind.indexOf(kind)]! / unit;
  };
  assert.ok(Math.abs(of("Ti1C1", "host") - 520) < 1e-6);
  assert.ok(Math.abs(of("Ti1O2", "host") - 612) < 1e-6);
  const missing = inState(columns, "vacancy");
  for (const k of missing) assert.ok(!columns.kinds[columns.kind[k]!]!.elements.includes("Ti"));
});

test("terminations go first: the beam takes no titanium that is bound in the layer", () => {
  const { kinds } = makeSpecimen("mxene").columns(square(2));
  for (const { elements, state, damageBarn, haadfLeftFraction } of kinds) {
    if (state === "host" && elements === "Ti1C1") assert.is(damageBarn, 0);
    if (state === "host" && elements === "Ti1O2") {
      assert.is(damageBarn, 10);
      assert.ok(Math.abs(haadfLeftFraction - 484 / 612) < 1e-9);
    }
    if (state === "vacancy" && elements === "C1") assert.is(damageBarn, 0);
    if (state === "adatom") assert.ok(damageBarn > 10 && haadfLeftFraction < 0.6);
  }
});

test("pores take their share of the area, are empty, and are what the truth tells", () => {
  const specimen = makeSpecimen("mxene", { porePercent: 1, seed: 2, strandThicknessNm: 7 });
  const region = square(240);
  const { objects } = specimen.truth(region);
  const pores = objects.filter(({ label }) => label === "nanopore");
  const share = total(pores.map(({ outline }) => areaOf(outline))) / 240 ** 2;
  assert.ok(share > 0.0085 && share < 0.0115, `${share}`);
  const columns = specimen.columns(region);
  for (const pore of pores.slice(0, 40)) {
    assert.is(specimen.materialAt(pore.centreXNm, pore.centreYNm), undefined);
    for (let k = 0; k < columns.id.length; k += 7)
      assert.not.ok(isInside(pore.outline, columns.xNm[k]!, columns.yNm[k]!));
  }
  assert.equal(makeSpecimen("mxene", { porePercent: 0 }).truth(region).objects.length, 1);
});

test("the flake ends at its outline, which is some um wide and covers the origin", () => {
  const specimen = makeSpecimen("mxene", { seed: 6, porePercent: 0 });
  const [flake] = specimen.truth(square(10)).objects;
  assert.is(flake!.label, "flake");
  assert.ok(isInside(flake!.outline, 0, 0));
  assert.ok((flake!.facts["widthNm"] as number) > 2500 && (flake!.facts["widthNm"] as number) < 8000);
  let inside = 0;
  for (let k = 0; k < 4000; k++) {
    const [x, y] = [((k * 997) % 9000) - 4500, ((k * 1409) % 9000) - 4500];
    const isFlake = specimen.materialAt(x, y)?.phase === "Ti3C2O2";
    assert.is(isFlake, isInside(flake!.outline, x, y), `${x} ${y}`);
    if (isFlake) inside++;
  }
  const share = areaOf(flake!.outline) / 9000 ** 2;
  assert.ok(Math.abs(inside / 4000 - share) < 0.03);
  // At a corner of it columns end where it does.
  const [x, y] = [flake!.outline[0]!, flake!.outline[1]!];
  const columns = specimen.columns(square(10, x, y));
  assert.ok(columns.id.length > 0 && columns.id.length < 0.9 * 100 * specimen.columnsPerNm2);
  for (let k = 0; k < columns.id.length; k++) assert.ok(isInside(flake!.outline, columns.xNm[k]!, columns.yNm[k]!));
});

test("under the flake and beside it lies lacey carbon with holes, one of them at the origin", () => {
  const specimen = makeSpecimen("mxene", { seed: 6, porePercent: 0 });
  assert.is(specimen.materialAt(0, 0)!.smooth, undefined);
  const seen = new Map<string, number>();
  for (let k = 0; k < 20_000; k++) {
    const material = specimen.materialAt(((k * 997) % 40_000) - 20_000, ((k * 1409) % 40_000) - 20_000);
    const name =
      material === undefined ? "vacuum" : `${material.phase}${material.phase[0] === "T" && material.smooth ? "+" : ""}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  assert.equal([...seen.keys()].sort(), ["Ti3C2O2", "Ti3C2O2+", "lacey carbon", "vacuum"]);
  const strands = seen.get("lacey carbon")! / (seen.get("lacey carbon")! + seen.get("vacuum")!);
  assert.ok(strands > 0.05 && strands < 0.3, `${strands}`);
  assert.is(specimen.materialAt(0, 60_000)!.phase, "grid bar");
});

test("the first picture shows atoms: the flake lies flat unless it is tilted", () => {
  assert.equal(makeSpecimen("mxene").zoneTilt, { alphaDeg: 0, betaDeg: 0 });
  const { alphaDeg, betaDeg } = makeSpecimen("mxene", { misTiltDeg: 4, seed: 3 }).zoneTilt;
  const tilt = Math.hypot(alphaDeg, betaDeg);
  assert.ok(tilt >= 2 && tilt <= 4);
});

test.run();
