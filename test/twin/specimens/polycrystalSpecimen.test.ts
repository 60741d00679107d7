import { test } from "uvu";
import * as assert from "uvu/assert";
import { cubicProjections, nearestZone } from "../../../src/twin/specimens/cubicZones.js";
import { beamDirection } from "../../../src/twin/specimens/misTilt.js";
import { areaOf, isInside } from "../../../src/twin/specimens/polygon.js";
import { bungeEuler, type Rotation } from "../../../src/twin/specimens/rotation.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { haadfOf } from "../../../src/twin/specimens/zoneProjection.js";
import { square, total } from "./fields.js";

const specimen = makeSpecimen("polycrystal", { seed: 3 });
const { objects } = specimen.truth(square(1000));

test("grains fill the plane: every point lies in exactly one, and has its rotation", () => {
  for (let k = 0; k < 3000; k++) {
    const [x, y] = [(((k * 997) % 9000) - 4500) / 10 + 0.0137, (((k * 1409) % 9000) - 4500) / 10 + 0.0213];
    const here = objects.filter(({ outline }) => isInside(outline, x, y));
    assert.is(here.length, 1, `${x} ${y}`);
    const { phi1Deg, phiDeg, phi2Deg } = bungeEuler(specimen.materialAt(x, y)!.crystal!.rotation);
    const { facts } = here[0]!;
    assert.equal([facts["phi1Deg"], facts["phiDeg"], facts["phi2Deg"]], [phi1Deg, phiDeg, phi2Deg]);
  }
});

test("grains are 50 nm apart: one has 2500 nm2 in the mean", () => {
  const inner = objects.filter(({ centreXNm: x, centreYNm: y }) => Math.max(Math.abs(x), Math.abs(y)) < 400);
  const mean = total(inner.map(({ outline }) => areaOf(outline))) / inner.length;
  assert.ok(Math.abs(mean / 2500 - 1) < 0.1, `${mean}`);
  assert.ok(inner.every(({ outline }) => areaOf(outline) > 50));
});

test("orientations are spread evenly over all rotations", () => {
  const many = makeSpecimen("polycrystal", { seed: 8 }).truth(square(4000)).objects;
  const mean = (name: string, of: (deg: number) => number) =>
    total(many.map(({ facts }) => of(facts[name] as number))) / many.length;
  const sigma = 4 / Math.sqrt(many.length);
  // cos PHI is even from -1 to 1; phi1 and phi2 go round evenly.
  assert.ok(Math.abs(mean("phiDeg", (deg) => Math.cos((deg * Math.PI) / 180))) < sigma * Math.sqrt(1 / 3));
  assert.ok(Math.abs(mean("phiDeg", (deg) => Math.cos((deg * Math.PI) / 180) ** 2) - 1 / 3) < sigma * 0.3);
  for (const angle of ["phi1Deg", "phi2Deg"]) {
    assert.ok(Math.abs(mean(angle, (deg) => Math.cos((deg * Math.PI) / 180))) < sigma * 0.71);
    assert.ok(Math.abs(mean(angle, (deg) => Math.sin((deg * Math.PI) / 180))) < sigma * 0.71);
  }
});

test("at zoneTilt the grain at the origin is on zone, and columns are of it and of what is within 1.5 degrees", () => {
  for (let seed = 0; seed < 8; seed++) {
    const one = makeSpecimen("polycrystal", { seed });
    const { alphaDeg, betaDeg } = one.zoneTilt;
    assert.ok(Math.hypot(alphaDeg, betaDeg) < 28, `${alphaDeg} ${betaDeg}`);
    const beam = beamDirection(one.zoneTilt);
    const { rotation } = one.materialAt(0, 0)!.crystal!;
    assert.ok(nearestZone(rotation, beam).offDeg < 1e-3);
    const columns = one.columns(square(300));
    assert.ok(columns.id.length > 100);
    for (let k = 0; k < columns.id.length; k += 17) {
      const material = one.materialAt(columns.xNm[k]!, columns.yNm[k]!)!;
      assert.ok(nearestZone(material.crystal!.rotation, beam).offDeg < 1.5);
      assert.is(material.smooth, undefined);
    }
  }
});

test("off zone the whole film is smooth, on zone it is in columns that send as much", () => {
  const beam = beamDirection(specimen.zoneTilt);
  for (const { centreXNm: x, centreYNm: y } of objects.slice(0, 100)) {
    const material = specimen.materialAt(x, y)!;
    const isNear = nearestZone(material.crystal!.rotation, beam).offDeg < 1.5;
    assert.is(material.smooth === undefined, isNear);
    if (!isNear) assert.is(material.smooth!.thicknessNm, material.thicknessNm);
  }
  const columns = specimen.columns(square(10));
  const { atomsPerNm3, thicknessNm } = specimen.materialAt(0, 0)!;
  // The plane of the film cuts inclined columns farther apart, by the cosine of the tilt.
  const seen = total(columns.haadfNm2) / 100 / beam[2];
  assert.ok(Math.abs(seen / (haadfOf(atomsPerNm3) * thicknessNm) - 1) < 0.05, `${seen}`);
});

test("phases are what was asked for", () => {
  const gold = makeSpecimen("polycrystal", { phase: "Au", thicknessNm: 12 }).materialAt(0, 0)!;
  assert.is(gold.phase, "Au");
  assert.is(gold.thicknessNm, 12);
  assert.ok(Math.abs(gold.atomsPerNm3["Au"]! - 59.0) < 0.1);
  assert.is(gold.eelsReference, undefined);
  assert.is(specimen.materialAt(0, 0)!.eelsReference, "Ti4+");
  assert.is(makeSpecimen("polycrystal", { grainNm: 200 }).typicalFovNm, 1200);
});

test("projections along the zones hold every atom once", () => {
  for (const [phase, atoms, volume] of [
    ["SrTiO3", 5, 0.3905 ** 3],
    ["Au", 4, 0.4078 ** 3],
  ] as const) {
    for (const { columns, across, up, repeatNm } of Object.values(cubicProjections[phase])) {
      const area = Math.hypot(
        across[1] * up[2] - across[2] * up[1],
        across[2] * up[0] - across[0] * up[2],
        across[0] * up[1] - across[1] * up[0],
      );
      const found = total(columns.flatMap((column) => Object.values(column.atoms)));
      assert.ok(Math.abs(found / (area * repeatNm) - atoms / volume) < 1e-6 * (atoms / volume));
    }
  }
});

test("of two members of a family the nearer one counts", () => {
  const same: Rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const near = (x: number, y: number, z: number) => {
    const length = Math.hypot(x, y, z);
    return nearestZone(same, [x / length, y / length, z / length]);
  };
  assert.equal(near(0, -1, 0).zone, "[001]");
  assert.equal(near(-1, 0, 1.01).zone, "[011]");
  assert.equal(near(1, -1, -1).zone, "[111]");
  assert.ok(near(-1, 1, 1).offDeg < 1e-4);
  assert.ok(Math.abs(near(0, 0.1, 1).offDeg - 5.7106) < 1e-3);
});

test.run();
