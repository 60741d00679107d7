import { test } from "uvu";
import * as assert from "uvu/assert";
import { damagedColumns, damagedMask, lostFraction } from "../../../src/twin/sample/damage.js";
import { exposedSpecimen } from "../../../src/twin/sample/exposedSpecimen.js";
import { HydrocarbonLayer } from "../../../src/twin/sample/hydrocarbonLayer.js";
import { amorphisedBandNm, amorphisingDose, reducedFraction } from "../../../src/twin/sample/reduction.js";
import { sampleParameters } from "../../../src/twin/sample/sampleParameters.js";
import { ColumnList, columnKind } from "../../../src/twin/specimens/columnList.js";
import type { SpecimenColumns } from "../../../src/twin/specimens/specimen.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { agrees, square, total } from "../specimens/fields.js";

/** Many columns of one kind, on a square grid. */
function columnsOf(damageBarn: number, haadfLeftFraction: number, side = 200): SpecimenColumns {
  const list = new ColumnList([
    columnKind({ elements: "S2", sublattice: 0, haadfNm2: 2, thicknessNm: 1, damageBarn, haadfLeftFraction }),
  ]);
  for (let k = 0; k < side * side; k++) list.add(k % side, Math.floor(k / side), 0, k);
  return list.columns();
}

const lost = (columns: SpecimenColumns, doseEPerA2: number, seed = 1) =>
  total(
    damagedMask(
      columns,
      damagedColumns(columns, () => doseEPerA2, seed),
    ),
  );

test("the share that is lost is 1 - exp(-sigma D), within three standard deviations", () => {
  for (const damageBarn of [1, 10, 200]) {
    const columns = columnsOf(damageBarn, 0.3);
    for (const dose of [1e5, 3e6, 2e7]) {
      const chance = 1 - Math.exp(-damageBarn * 1e-8 * dose);
      assert.ok(Math.abs(lostFraction(damageBarn, dose) - chance) < 1e-12);
      assert.ok(agrees(lost(columns, dose), columns.id.length, chance), `${damageBarn} barn ${dose} e/A2`);
    }
  }
});

test("no dose, no damage; an endless one takes all", () => {
  const columns = columnsOf(10, 0.5, 50);
  for (const none of [0, -5, NaN]) assert.is(lost(columns, none), 0);
  assert.is(lost(columns, Infinity), 2500);
  assert.is(lost(columnsOf(0, 0.5, 50), 1e12), 0);
  assert.is(lostFraction(0, 1e12), 0);
});

test("damage grows with the dose and never heals, and what is left is what the kind says", () => {
  const columns = columnsOf(10, 0.25, 100);
  let before: Uint8Array = new Uint8Array(columns.id.length);
  for (const dose of [1e4, 1e5, 1e6, 1e7, 1e8]) {
    const damaged = damagedColumns(columns, () => dose, 3);
    const after = damagedMask(columns, damaged);
    for (let k = 0; k < after.length; k++) {
      assert.ok(after[k]! >= before[k]!);
      assert.is(damaged.haadfNm2[k], after[k] ? 0.5 : 2);
    }
    before = after;
  }
  assert.equal(
    columns.haadfNm2.every((v) => v === 2),
    true,
  );
});

test("it depends on the seed, the id and the place's own dose alone", () => {
  const columns = columnsOf(10, 0.5, 80);
  const at = (seed: number) =>
    damagedMask(
      columns,
      damagedColumns(columns, () => 5e6, seed),
    );
  assert.equal(at(4), at(4));
  assert.not.equal(at(4), at(5));
  const halves = damagedMask(
    columns,
    damagedColumns(columns, (x) => (x < 40 ? 1e8 : 0), 4),
  );
  for (let k = 0; k < halves.length; k++) if (columns.xNm[k]! >= 40) assert.is(halves[k], 0);
  assert.ok(total(halves) > 3100);
});

test("a reduced share follows 1 - exp(-D / Dc) with Dc 1e5 e/A2, and begins where it was", () => {
  assert.is(reducedFraction(0), 0);
  assert.ok(Math.abs(reducedFraction(1e5) - 0.6321) < 1e-4);
  assert.ok(Math.abs(reducedFraction(0, 0.2) - 0.2) < 1e-12);
  assert.ok(Math.abs(reducedFraction(1e5, 0.5) - (1 - 0.5 * Math.exp(-1))) < 1e-12);
  assert.is(reducedFraction(-10), 0);
  assert.is(reducedFraction(Infinity), 1);
  assert.ok(reducedFraction(1e5, 0, { reductionDoseEPerA2: 1e6 }) < 0.1);
});

test("the amorphous band goes from where it was to 3 nm, and its dose is the inverse of its width", () => {
  assert.is(amorphisedBandNm(0, 0.5), 0.5);
  assert.ok(Math.abs(amorphisedBandNm(Infinity, 0.5) - 3) < 1e-12);
  let before = 0;
  for (const dose of [1e3, 1e4, 1e5, 1e6]) {
    const width = amorphisedBandNm(dose, 0.5);
    assert.ok(width > before);
    assert.ok(Math.abs(amorphisingDose(width, 0.5) / dose - 1) < 1e-9);
    before = width;
  }
  assert.is(amorphisingDose(0.4, 0.5), 0);
  assert.is(amorphisingDose(3, 0.5), Infinity);
  assert.is(amorphisedBandNm(1e6, 4), 4);
});

test("an exposed titanate is reduced where it was exposed, and goes amorphous next to Ge", () => {
  const clean = makeSpecimen("sto-ge", { amorphousNm: 0.5, misTiltDeg: 0 });
  const exposed = exposedSpecimen(clean, { doseAt: (_x, y) => (y > 0 ? 1e5 : 0) });
  assert.ok(Math.abs(exposed.materialAt(8, 1)!.reducedFraction! - 0.632) < 1e-3);
  assert.is(exposed.materialAt(8, -1)!.reducedFraction, 0);
  const width = amorphisedBandNm(1e5, 0.5);
  const [inside, beyond] = [exposed.materialAt(width - 0.15, 1)!, exposed.materialAt(width + 0.15, 1)!];
  assert.is(inside.phase, "amorphous SrTiO3");
  assert.is(inside.crystal, undefined);
  assert.is(inside.smooth!.thicknessNm, inside.thicknessNm);
  assert.is(beyond.phase, "SrTiO3");
  assert.is(beyond.smooth, undefined);
  assert.is(exposed.materialAt(-5, 1), clean.materialAt(-5, 1));
  const left = (specimen: typeof clean, y: number) => {
    const columns = specimen.columns({ leastXNm: 0.6, mostXNm: width, leastYNm: y, mostYNm: y + 200 });
    return total(columns.haadfNm2);
  };
  assert.is(left(exposed, -250), left(clean, -250));
  // No column is left where the material has gone amorphous.
  assert.is(left(exposed, 10), 0);
});

test("an exposed flake loses terminations and adatoms, in its truth too, and grows a layer", () => {
  const clean = makeSpecimen("mxene", { adatomPercent: 5, seed: 2 });
  const layer = new HydrocarbonLayer();
  let doseEPerA2 = 0;
  const exposed = exposedSpecimen(clean, { doseAt: () => doseEPerA2, layer });
  const region = square(30);
  assert.equal(exposed.columns(region).haadfNm2, clean.columns(region).haadfNm2);
  assert.is(exposed.materialAt(0, 0), clean.materialAt(0, 0));
  doseEPerA2 = 1e6;
  const [before, after] = [clean.columns(region), exposed.columns(region)];
  const mask = damagedMask(before, after);
  const shareOf = (state: string, elements: string) => {
    const of = [...mask.keys()].filter((k) => {
      const kind = before.kinds[before.kind[k]!]!;
      return kind.state === state && kind.elements === elements;
    });
    return [total(of.map((k) => mask[k]!)), of.length] as const;
  };
  assert.ok(agrees(...shareOf("host", "Ti1O2"), 1 - Math.exp(-0.1)));
  assert.ok(agrees(...shareOf("adatom", "Ti1C1+Ti1"), 1 - Math.exp(-1)));
  assert.is(shareOf("host", "Ti1C1")[0], 0);
  assert.equal(exposed.truth(region).columns.haadfNm2, after.haadfNm2);
  layer.deposit({ centreXNm: 0, centreYNm: 0, widthNm: 50, heightNm: 50, currentPicoAmp: 50, timeS: 240 });
  const covered = exposed.materialAt(0, 0)!;
  assert.ok(Math.abs(covered.thicknessNm - 0.993 - 2) < 1e-9);
  assert.ok(Math.abs(covered.smooth!.atomsPerNm3["C"]! - sampleParameters.layerAtomsPerNm3.value) < 1e-9);
  assert.is(exposed.name, "mxene");
  assert.is(exposed.heightNm(500, 30), clean.heightNm(500, 30));
});

test.run();
