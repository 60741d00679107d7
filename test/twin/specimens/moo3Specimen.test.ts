import { test } from "uvu";
import * as assert from "uvu/assert";
import { areaOf, comeNear, isInside } from "../../../src/twin/specimens/polygon.js";
import { rotated } from "../../../src/twin/specimens/rotation.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { agrees, square } from "./fields.js";

const specimen = makeSpecimen("moo3", { seed: 5 });
const { objects } = specimen.truth(square(20_000));
const number = (fact: string | number | undefined) => fact as number;

test("rods are 0.2 to 2 um long with aspects of 5 to 15, plates 0.2 to 1 um wide", () => {
  const rods = objects.filter(({ label }) => label === "rod");
  const plates = objects.filter(({ label }) => label === "plate");
  assert.ok(rods.length > 100 && plates.length > 50 && rods.length + plates.length === objects.length);
  for (const { facts, outline } of rods) {
    const { lengthNm, widthNm, aspectRatio, thicknessNm } = facts;
    assert.ok(number(lengthNm) >= 200 && number(lengthNm) <= 2000);
    assert.ok(number(aspectRatio) >= 5 && number(aspectRatio) <= 15);
    assert.ok(number(thicknessNm) >= 20 && number(thicknessNm) <= 100);
    const share = areaOf(outline) / (number(lengthNm) * number(widthNm));
    assert.ok(share > 0.97 && share <= 1 + 1e-9, `${share}`);
  }
  for (const { facts, outline } of plates) {
    const { diameterNm } = facts;
    assert.ok(number(diameterNm) >= 200 && number(diameterNm) <= 1000);
    const round = (Math.PI / 4) * number(diameterNm) ** 2;
    assert.ok(areaOf(outline) < round && areaOf(outline) > 0.4 * round);
  }
});

test("none lies over another, and they cover a part of the film", () => {
  for (const [k, one] of objects.entries())
    for (const other of objects.slice(k + 1)) assert.not.ok(comeNear(one.outline, other.outline, 20));
  const covered = objects.reduce((area, { outline }) => area + areaOf(outline), 0) / 20_000 ** 2;
  assert.ok(covered > 0.05 && covered < 0.4, `${covered}`);
});

test("the outlines hold what materialAt says, and nothing else does", () => {
  let inside = 0;
  for (let k = 0; k < 6000; k++) {
    const [x, y] = [((k * 99_991) % 18_000) - 9000, ((k * 14_009) % 18_000) - 9000];
    const here = objects.filter(({ outline }) => isInside(outline, x, y));
    const material = specimen.materialAt(x, y)!;
    assert.is(material.phase, here.length > 0 ? "MoO3" : "carbon film");
    if (here.length === 0) continue;
    inside++;
    assert.ok(Math.abs(material.thicknessNm - 15 - number(here[0]!.facts["thicknessNm"])) < 1e-9);
  }
  assert.ok(inside > 300);
});

test("the crystal has the density of MoO3, the film beneath it included in the numbers", () => {
  const { centreXNm, centreYNm, facts } = objects[0]!;
  const { atomsPerNm3, thicknessNm } = specimen.materialAt(centreXNm, centreYNm)!;
  const t = number(facts["thicknessNm"]);
  // 4.69 g/cm3 of MoO3 (143.95 g/mol) are 19.6 formula units per nm3.
  assert.ok(Math.abs((atomsPerNm3["Mo"]! * thicknessNm) / t / 19.6 - 1) < 0.02);
  assert.ok(Math.abs(atomsPerNm3["O"]! / atomsPerNm3["Mo"]! - 3) < 1e-9);
  assert.ok(Math.abs(atomsPerNm3["C"]! * thicknessNm - 1500) < 1e-6);
});

test("rods grow along c and lie on (010)", () => {
  for (const { label, centreXNm, centreYNm, facts } of objects.slice(0, 50)) {
    if (label !== "rod") continue;
    const { rotation } = specimen.materialAt(centreXNm, centreYNm)!.crystal!;
    const angle = (number(facts["angleDeg"]) * Math.PI) / 180;
    const [x, y, z] = rotated(rotation, [0, 0, 1]);
    assert.ok(Math.abs(x - Math.cos(angle)) + Math.abs(y - Math.sin(angle)) + Math.abs(z) < 1e-9);
    assert.ok(Math.abs(rotated(rotation, [0, 1, 0])[2] - 1) < 1e-9);
  }
});

test("the same objects are listed whatever region is asked for", () => {
  const part = square(4000, 2500, -1800);
  const names = (list: typeof objects) => list.map((object) => JSON.stringify(object)).sort();
  const all = new Set(names(objects));
  const found = names(specimen.truth(part).objects);
  assert.ok(found.length > 5);
  for (const name of found) assert.ok(all.has(name));
  const centred = objects.filter(
    ({ centreXNm: x, centreYNm: y }) => Math.abs(x - 2500) < 2000 && Math.abs(y + 1800) < 2000,
  );
  for (const name of names(centred)) assert.ok(found.includes(name));
});

test("the share of rods among what is drawn can be chosen", () => {
  const only = (rodPercent: number) => makeSpecimen("moo3", { rodPercent }).truth(square(15_000)).objects;
  assert.ok(only(100).every(({ label }) => label === "rod"));
  assert.ok(only(0).every(({ label }) => label === "plate"));
  const half = only(50);
  assert.ok(agrees(half.filter(({ label }) => label === "rod").length, half.length, 0.55, 4));
});

test.run();
