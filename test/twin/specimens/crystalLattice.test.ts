import { test } from "uvu";
import * as assert from "uvu/assert";
import { haadfAreaNm2 } from "../../../src/twin/sample/atomicSignal.js";
import { cellVolume, crystalLattices, densities } from "../../../src/twin/specimens/crystalLattice.js";
import { carbonFilm, crystalline, onFilm, stacked } from "../../../src/twin/specimens/material.js";
import type { CrystalLattice } from "../../../src/twin/specimens/specimen.js";
import { formula, haadfOf, projectAlong } from "../../../src/twin/specimens/zoneProjection.js";

const near = (a: number, b: number, within = 1e-9) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

/** Shortest distance between two elements. */
function bondNm({ cell, atoms }: CrystalLattice, from: string, to: string): number {
  const gamma = (cell.gammaDeg * Math.PI) / 180;
  let best = Infinity;
  for (const a of atoms.filter(({ element }) => element === from)) {
    for (const b of atoms.filter(({ element }) => element === to)) {
      for (let s = 0; s < 27; s++) {
        const shift = [(s % 3) - 1, (Math.floor(s / 3) % 3) - 1, Math.floor(s / 9) - 1];
        const [u, v, w] = [0, 1, 2].map((k) => b.fractional[k]! - a.fractional[k]! + shift[k]!) as [
          number,
          number,
          number,
        ];
        const x = u * cell.aNm + v * cell.bNm * Math.cos(gamma);
        const distance = Math.hypot(x, v * cell.bNm * Math.sin(gamma), w * cell.cNm);
        if (distance > 1e-6) best = Math.min(best, distance);
      }
    }
  }
  return best;
}

test("bonds have the lengths of the tables", () => {
  near(bondNm(crystalLattices.strontiumTitanate, "Ti", "O"), 0.3905 / 2);
  near(bondNm(crystalLattices.germanium, "Ge", "Ge"), (0.5658 * Math.sqrt(3)) / 4);
  near(bondNm(crystalLattices.gold, "Au", "Au"), 0.4078 / Math.SQRT2);
  near(bondNm(crystalLattices.titaniumCarbide, "Ti", "C"), 0.21, 0.01);
  near(bondNm(crystalLattices.titaniumCarbide, "Ti", "O"), 0.2, 0.02);
  // MoO3: short Mo-O bonds of 0.167 and 0.173 nm (Kihlborg 1963).
  near(bondNm(crystalLattices.molybdenumTrioxide, "Mo", "O"), 0.167, 0.003);
  assert.ok(bondNm(crystalLattices.molybdenumTrioxide, "O", "O") > 0.24);
});

test("densities are those of the tables, in atoms per nm3", () => {
  near(densities(crystalLattices.germanium)["Ge"]!, 44.2, 0.1);
  near(densities(crystalLattices.gold)["Au"]!, 59.0, 0.1);
  near(densities(crystalLattices.strontiumTitanate)["O"]!, 50.4, 0.1);
  near(cellVolume(crystalLattices.lanthanumManganite), 0.0601, 0.0003);
});

test("atoms lie in the cell, each at a place of its own", () => {
  for (const lattice of Object.values(crystalLattices)) {
    const places = lattice.atoms.map(({ fractional }) => fractional.map((f) => f.toFixed(4)).join(" "));
    assert.is(new Set(places).size, places.length, lattice.name);
    for (const { fractional } of lattice.atoms) for (const f of fractional) assert.ok(f >= 0 && f < 1);
  }
});

test("SrTiO3 along [001] has columns of Sr, of Ti and O, and two of O", () => {
  const { columns, repeatNm, toBeam } = projectAlong(crystalLattices.strontiumTitanate, {
    ...{ across: [1, 0, 0], up: [0, 1, 0], along: [0, 0, 1] },
  });
  assert.equal(
    columns.map(({ atoms }) => formula(atoms)),
    ["Sr1", "Ti1O1", "O1", "O1"],
  );
  assert.is(repeatNm, 0.3905);
  assert.equal(toBeam, [1, 0, 0, 0, 1, 0, 0, 0, 1]);
});

test("Ge along [110] has dumbbells a quarter of the cell long", () => {
  const { columns, repeatNm } = projectAlong(crystalLattices.germanium, {
    ...{ across: [0, 0, 1], up: [0.5, -0.5, 0], along: [0.5, 0.5, 0] },
  });
  assert.is(columns.length, 4);
  near(repeatNm, 0.5658 / Math.SQRT2);
  const along = (k: number): [number, number] => {
    const [x, y, z] = columns[k]!.place;
    return [z, (x - y) / Math.SQRT2];
  };
  const distances = [1, 2, 3].map((k) => Math.hypot(along(k)[0] - along(0)[0], along(k)[1] - along(0)[1]));
  near(Math.min(...distances), 0.5658 / 4);
});

test("signals add up over atoms, and formulas leave out what is not there", () => {
  near(haadfOf({ Sr: 2, O: 1 }), 2 * haadfAreaNm2(38) + haadfAreaNm2(8));
  near(haadfOf({ Ti: 1 }, 2), haadfAreaNm2(22));
  assert.is(formula({ Sr: 12, La: 0, O: 3 }, 2), "Sr24O6");
  assert.throws(() => haadfOf({ Xx: 1 }), RangeError);
});

test("layers keep their atoms when they are taken together", () => {
  const both = stacked({ thicknessNm: 4, atomsPerNm3: { Au: 59, C: 1 } }, { thicknessNm: 12, atomsPerNm3: { C: 100 } });
  assert.is(both.thicknessNm, 16);
  near(both.atomsPerNm3["Au"]! * 16, 59 * 4);
  near(both.atomsPerNm3["C"]! * 16, 1204);
  const rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const seen = onFilm(crystalline(crystalLattices.gold, 5, rotation, { isInColumns: true }), carbonFilm(10));
  assert.is(seen.phase, "Au");
  assert.equal(seen.smooth!.atomsPerNm3, { C: 100 });
  assert.is(seen.smooth!.thicknessNm, 10);
  const unseen = onFilm(crystalline(crystalLattices.gold, 5, rotation, { isInColumns: false }), carbonFilm(10));
  assert.is(unseen.smooth!.thicknessNm, 15);
  assert.ok(seen.crystal === undefined || seen.crystal.lattice === crystalLattices.gold);
});

test.run();
