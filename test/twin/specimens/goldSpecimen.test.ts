import { test } from "uvu";
import * as assert from "uvu/assert";
import { areaOf, isInside } from "../../../src/twin/specimens/polygon.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { agrees, square, total } from "./fields.js";

const specimen = makeSpecimen("au-nanoparticles", { seed: 3 });
const region = square(400);
const { objects } = specimen.truth(region);
const diameter = ({ facts }: (typeof objects)[number]) => facts["diameterNm"] as number;

test("particles are 2 to 8 nm wide, on half of the places, none touching another", () => {
  const sizes = objects.map(diameter);
  assert.ok(Math.min(...sizes) >= 2 && Math.max(...sizes) <= 8 && Math.max(...sizes) > 7 && Math.min(...sizes) < 3);
  const inner = objects.filter(({ centreXNm: x, centreYNm: y }) => Math.max(Math.abs(x), Math.abs(y)) < 198);
  assert.ok(agrees(inner.length, 33 * 33, 0.5), `${inner.length}`);
  for (const [k, one] of objects.entries()) {
    for (const other of objects.slice(k + 1)) {
      const apart = Math.hypot(one.centreXNm - other.centreXNm, one.centreYNm - other.centreYNm);
      assert.ok(apart >= (diameter(one) + diameter(other)) / 2);
    }
  }
});

test("four in ten lie on a zone axis; only those have columns, and all of theirs lie in them", () => {
  const onZone = objects.filter(({ facts }) => facts["zone"] !== "none");
  assert.ok(agrees(onZone.length, objects.length, 0.4));
  const columns = specimen.columns(region);
  for (let k = 0; k < columns.id.length; k += 13) {
    const here = onZone.filter(({ outline }) => isInside(outline, columns.xNm[k]!, columns.yNm[k]!));
    assert.is(here.length, 1);
  }
});

test("the columns of a particle have as many atoms as a ball of gold", () => {
  for (const particle of objects.filter((one) => one.facts["zone"] !== "none" && diameter(one) > 6).slice(0, 8)) {
    const columns = specimen.columns(square(10, particle.centreXNm, particle.centreYNm));
    const counts = Array.from(columns.kind, (kind, k) => {
      const isIn = isInside(particle.outline, columns.xNm[k]!, columns.yNm[k]!);
      return isIn ? Number(columns.kinds[kind]!.elements.slice(2)) : 0;
    });
    const ball = (Math.PI / 6) * diameter(particle) ** 3 * (4 / 0.4078 ** 3);
    assert.ok(Math.abs(total(counts) / ball - 1) < 0.06, `${total(counts)} of ${ball}`);
  }
});

test("gold is as thick as the ball, on its film; beside it is the film", () => {
  for (const particle of objects.slice(0, 60)) {
    const { centreXNm: x, centreYNm: y, facts, outline } = particle;
    const middle = specimen.materialAt(x, y)!;
    assert.is(middle.phase, "Au");
    assert.ok(Math.abs(middle.thicknessNm - 5 - diameter(particle)) < 1e-9);
    assert.ok(Math.abs(middle.atomsPerNm3["Au"]! * middle.thicknessNm - 58.98 * diameter(particle)) < 0.01 * 59 * 8);
    // What is not in columns: the film alone on zone, film and gold off zone.
    assert.ok(Math.abs(middle.smooth!.thicknessNm - (facts["zone"] === "none" ? middle.thicknessNm : 5)) < 1e-9);
    for (let k = 0; k < 24; k++) {
      const radius = (diameter(particle) / 2) * (k % 2 ? 1.01 : 0.99);
      const [px, py] = [x + radius * Math.cos(k), y + radius * Math.sin(k)];
      const phase = specimen.materialAt(px, py)!.phase;
      if (k % 2 === 0) assert.ok(phase === "Au" && isInside(outline, px, py));
      else assert.not.ok(isInside(outline, px, py) && phase !== "Au");
    }
    const circle = (Math.PI / 4) * diameter(particle) ** 2;
    assert.ok(Math.abs(areaOf(outline) / circle - 1) < 0.01);
  }
  assert.is(specimen.materialAt(50_000, 0)!.phase, "grid bar");
});

test("the first picture shows a particle with its atoms, whatever the seed", () => {
  for (let seed = 0; seed < 10; seed++) {
    const one = makeSpecimen("au-nanoparticles", { seed });
    assert.is(one.materialAt(0, 0)!.phase, "Au");
    assert.ok(one.columns(square(8)).id.length > 100);
  }
  const none = makeSpecimen("au-nanoparticles", { coveragePercent: 0 });
  assert.is(none.materialAt(0, 0)!.phase, "carbon film");
  assert.is(none.truth(square(100)).objects.length, 0);
  assert.is(makeSpecimen("au-nanoparticles", { onZonePercent: 0 }).columns(square(100)).id.length, 0);
});

test("sizes that are given the wrong way round mean the same, and too many objects are refused", () => {
  const facts = (options: Record<string, number>) =>
    makeSpecimen("au-nanoparticles", options).truth(square(100)).objects.map(diameter);
  assert.equal(facts({ leastDiameterNm: 3, mostDiameterNm: 5 }), facts({ leastDiameterNm: 5, mostDiameterNm: 3 }));
  assert.throws(() => specimen.truth(square(20_000)), /too many objects/);
});

test.run();
