import { test } from "uvu";
import * as assert from "uvu/assert";
import { amorphisedBandNm } from "../../../src/twin/sample/reduction.js";
import { isInside } from "../../../src/twin/specimens/polygon.js";
import type { SpecimenColumns } from "../../../src/twin/specimens/specimen.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { haadfOf } from "../../../src/twin/specimens/zoneProjection.js";
import { square, total } from "./fields.js";

const kindOf = (columns: SpecimenColumns, k: number) => columns.kinds[columns.kind[k]!]!;

test("10 nm of SrTiO3 send 5 % of the beam to the HAADF detector", () => {
  const columns = makeSpecimen("sto-lmo", { thicknessNm: 10, misTiltDeg: 0 }).columns(square(60, -400, 0));
  const fraction = total(columns.haadfNm2) / 3600;
  assert.ok(Math.abs(fraction / 0.05 - 1) < 0.01, `${fraction}`);
});

test("columns and material tell of the same atoms", () => {
  for (const [name, x] of [
    ["sto-lmo", -400],
    ["sto-lmo", 11],
    ["sto-ge", -400],
    ["sto-ge", 11],
  ] as const) {
    const specimen = makeSpecimen(name, { misTiltDeg: 0, filmNm: 22 });
    const { atomsPerNm3, thicknessNm } = specimen.materialAt(x, 0)!;
    const region = square(12, x, 0);
    const columns = specimen.columns({ ...region, leastYNm: -300, mostYNm: 300 });
    const fraction = total(columns.haadfNm2) / (12 * 600);
    assert.ok(Math.abs(fraction / (haadfOf(atomsPerNm3) * thicknessNm) - 1) < 0.06, `${name} ${x}`);
  }
});

test("SrTiO3 has four columns in each cell of 0.3905 nm, Ge four in each of 0.5658 by 0.4001 nm", () => {
  const at = (name: string, x: number) =>
    makeSpecimen(name, { misTiltDeg: 0 }).columns(square(60, x, 0)).id.length / 3600;
  assert.ok(Math.abs(at("sto-lmo", -400) / (4 / 0.3905 ** 2) - 1) < 0.005);
  assert.ok(Math.abs(at("sto-ge", -400) / (4 / (0.5658 * 0.4001)) - 1) < 0.005);
});

test("La and Mn take over within about a cell of the interface", () => {
  const columns = makeSpecimen("sto-lmo", { seed: 4, roughnessNm: 0 }).columns(square(30));
  const shareOf = (film: string, host: string, from: number, to: number) => {
    const count = (element: string) =>
      total(
        [...columns.id.keys()]
          .filter((k) => columns.xNm[k]! >= from && columns.xNm[k]! < to)
          .map((k) => Number(new RegExp(`${element}(\\d+)`).exec(kindOf(columns, k).elements)?.[1] ?? 0)),
      );
    return count(film) / (count(film) + count(host));
  };
  assert.is(shareOf("La", "Sr", -15, -2), 0);
  assert.is(shareOf("La", "Sr", 2, 15), 1);
  assert.is(shareOf("Mn", "Ti", -15, -2), 0);
  assert.is(shareOf("Mn", "Ti", 2, 15), 1);
  assert.ok(shareOf("La", "Sr", -0.45, -0.2) < 0.2 && shareOf("La", "Sr", -0.45, -0.2) > 0.01);
  assert.ok(shareOf("La", "Sr", -0.1, 0.1) > 0.6 && shareOf("La", "Sr", -0.1, 0.1) < 0.99);
  const mixed = [...columns.id.keys()].filter((k) => kindOf(columns, k).state === "dopant");
  assert.ok(mixed.length > 50);
  for (const k of mixed) assert.ok(Math.abs(columns.xNm[k]!) < 2);
});

test("a rough interface wanders, a sharp one does not mix", () => {
  const lastLa = (options: object) => {
    const columns = makeSpecimen("sto-lmo", { seed: 4, ...options }).columns(square(60));
    return [...columns.id.keys()].filter((k) => kindOf(columns, k).state === "dopant").length;
  };
  assert.is(lastLa({ roughnessNm: 0, intermixingNm: 0 }), 0);
  assert.ok(lastLa({ roughnessNm: 0, intermixingNm: 2 }) > 3 * lastLa({ roughnessNm: 0, intermixingNm: 0.4 }));
});

test("the valences are those of the layers, and only the titanate is reduced", () => {
  const specimen = makeSpecimen("sto-lmo");
  const at = (x: number) => specimen.materialAt(x, 0)!;
  assert.is(at(-3).eelsReference, "Ti4+");
  assert.is(at(-3).reducedFraction, 0);
  assert.is(at(3).eelsReference, "Mn3+");
  assert.is(at(3).reducedFraction, undefined);
  assert.is(at(60).phase, "carbon cap");
  assert.is(specimen.materialAt(500, 0), undefined);
  assert.is(specimen.materialAt(0, 3000), undefined);
  assert.is(at(-1600).phase, "grid bar");
});

test("the truth's layers hold what materialAt says, also when the section is turned", () => {
  for (const name of ["sto-lmo", "sto-ge"]) {
    const specimen = makeSpecimen(name, { rotationDeg: 33, ...(name === "sto-ge" && { amorphousNm: 2 }) });
    const { objects } = specimen.truth(square(20));
    for (let k = 0; k < 3000; k++) {
      const [x, y] = [((k * 997) % 2000) / 10 - 100, ((k * 1409) % 2000) / 10 - 100];
      const growth = x * Math.cos((33 * Math.PI) / 180) + y * Math.sin((33 * Math.PI) / 180);
      const isMixed = name === "sto-lmo" && Math.abs(growth) < 1.5;
      if (isMixed) continue;
      const layer = objects.find(({ outline }) => isInside(outline, x, y));
      const phase = specimen.materialAt(x, y)?.phase;
      assert.is(phase === "carbon cap" ? undefined : phase, layer?.label, `${name} ${x} ${y}`);
    }
  }
});

test("the zone axis of a lamella is to be found within the tilt asked for", () => {
  const tilts = Array.from({ length: 20 }, (_, seed) => makeSpecimen("sto-lmo", { seed }).zoneTilt);
  for (const { alphaDeg, betaDeg } of tilts) {
    const tilt = Math.hypot(alphaDeg, betaDeg);
    assert.ok(tilt >= 1.5 - 1e-9 && tilt <= 3 + 1e-9);
  }
  assert.ok(new Set(tilts.map(({ alphaDeg }) => alphaDeg.toFixed(3))).size > 15);
});

test("the band next to Ge has no columns where it is amorphous, and each row next to it goes at its own dose", () => {
  const specimen = makeSpecimen("sto-ge", { amorphousNm: 1, misTiltDeg: 0 });
  const columns = specimen.columns(square(24));
  const oxide = [...columns.id.keys()].filter((k) => !kindOf(columns, k).elements.startsWith("Ge"));
  assert.ok(Math.min(...oxide.map((k) => columns.xNm[k]!)) >= 1);
  assert.is(specimen.materialAt(0.5, 0)!.phase, "amorphous SrTiO3");
  assert.is(specimen.materialAt(0.5, 0)!.crystal, undefined);
  assert.ok(specimen.materialAt(1.5, 0)!.crystal !== undefined);
  for (const k of oxide) {
    const { damageBarn, amorphousDoseEPerA2 } = kindOf(columns, k);
    const distance = columns.xNm[k]!;
    assert.is(damageBarn, 0);
    if (distance > 3) assert.is(amorphousDoseEPerA2, undefined);
    else assert.ok(Math.abs(amorphisedBandNm(amorphousDoseEPerA2!, 1) - distance) < 1e-6);
  }
  const doses = [1.5, 2, 2.5].map((x) => specimen.materialAt(x, 0)!.amorphousDoseEPerA2!);
  assert.ok(doses[0]! > 0 && doses[0]! < doses[1]! && doses[1]! < doses[2]!);
  assert.is(specimen.materialAt(4, 0)!.amorphousDoseEPerA2, undefined);
});

test.run();
