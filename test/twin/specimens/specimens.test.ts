import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { beamDirection } from "../../../src/twin/specimens/misTilt.js";
import { isInside } from "../../../src/twin/specimens/polygon.js";
import { rotated, type Vector } from "../../../src/twin/specimens/rotation.js";
import type { SpecimenColumns } from "../../../src/twin/specimens/specimen.js";
import { makeSpecimen, specimens } from "../../../src/twin/specimens/specimens.js";
import { lines, square, within } from "./fields.js";

const names = specimens.map(({ name }) => name);

function refusal(run: () => unknown): EmError {
  try {
    run();
  } catch (error) {
    assert.instance(error, EmError);
    assert.is((error as EmError).tag, "BadOption");
    return error as EmError;
  }
  throw new Error("nothing was thrown");
}

test("the six specimens are there, each with a name, a description and options that have sources", () => {
  assert.equal(names, ["mxene", "moo3", "sto-lmo", "sto-ge", "polycrystal", "au-nanoparticles"]);
  for (const maker of specimens) {
    const made = maker.make({});
    assert.is(made.name, maker.name);
    assert.ok(made.description.length > 20 && made.radiusUm > 1 && made.typicalFovNm > 0);
    for (const [option, rule] of Object.entries(maker.options)) {
      if ("choice" in rule) assert.ok(rule.of.includes(rule.choice));
      else {
        assert.ok(rule.parameter.source.length > 10, option);
        assert.ok(rule.parameter.value >= rule.min && rule.parameter.value <= rule.max, option);
      }
    }
  }
});

test("a wrong name or option is refused with the nearest right one", () => {
  assert.match(refusal(() => makeSpecimen("mxen")).fix, "Did you mean mxene?");
  assert.match(refusal(() => makeSpecimen("zzz")).fix, "It has: mxene, moo3");
  assert.match(refusal(() => makeSpecimen("mxene", { vacancyPercnt: 3 })).fix, "Did you mean vacancyPercent?");
  assert.match(refusal(() => makeSpecimen("mxene", { vacancyPercent: "many" })).message, '"many"');
  assert.match(refusal(() => makeSpecimen("mxene", { vacancyPercent: 21 })).fix, "from 0 to 20 %");
  assert.match(refusal(() => makeSpecimen("polycrystal", { phase: "Fe" })).fix, '"SrTiO3", "Au"');
  for (const seed of [-1, 0.5, 2 ** 32, NaN, Infinity, "NaN", "Infinity", "", " "])
    refusal(() => makeSpecimen("moo3", { seed }));
  for (const option of ["constructor", "toString", "__proto__x"]) refusal(() => makeSpecimen("moo3", { [option]: 1 }));
});

test("options may be texts, as they stand in an address", () => {
  const asText = makeSpecimen("mxene", { seed: "7", vacancyPercent: "3e0" }).columns(square(6));
  assert.equal(lines(asText), lines(makeSpecimen("mxene", { seed: 7, vacancyPercent: 3 }).columns(square(6))));
  assert.is(makeSpecimen("mxene", { seed: undefined }).seed, 1);
});

for (const name of names) {
  test(`${name}: the same seed gives the same specimen, another seed another`, () => {
    const [a, b, c] = [
      makeSpecimen(name, { seed: 5 }),
      makeSpecimen(name, { seed: 5 }),
      makeSpecimen(name, { seed: 6 }),
    ];
    // One of them has looked elsewhere before.
    b.columns(square(10, 300, -200));
    b.materialAt(1234, -321);
    const region = square(16, 3, 2);
    assert.equal(lines(a.columns(region)), lines(b.columns(region)));
    assert.equal(a.truth(region).objects, b.truth(region).objects);
    assert.equal(a.materialAt(11, -7), b.materialAt(11, -7));
    assert.is(a.heightNm(1500, 700), b.heightNm(1500, 700));
    assert.is.not(a.heightNm(1500, 700), c.heightNm(1500, 700));
  });

  test(`${name}: a column has its place, id and kind whatever region is asked for, and tiles share none`, () => {
    const specimen = makeSpecimen(name, { seed: 11 });
    const whole = specimen.columns(square(20, 1.7, -2.3));
    for (const part of [square(7, 0, 0), square(9, 4, -5), square(0.5, 1.7, -2.3)])
      assert.equal(lines(specimen.columns(part)), within(whole, part));
    const cut = -0.123;
    const { leastXNm, leastYNm, mostXNm, mostYNm } = square(20, 1.7, -2.3);
    const left = lines(specimen.columns({ leastXNm, leastYNm, mostXNm: cut, mostYNm }));
    const right = lines(specimen.columns({ leastXNm: cut, leastYNm, mostXNm, mostYNm }));
    assert.equal([...left, ...right].sort(), lines(whole));
    assert.ok(whole.xNm.length / 400 <= specimen.columnsPerNm2 * 1.02 + 1e-9);
  });

  test(`${name}: arrays fit together, kinds exist, nothing is negative`, () => {
    const { xNm, yNm, haadfNm2, thicknessNm, kind, id, kinds } = makeSpecimen(name).columns(square(14));
    for (const array of [yNm, haadfNm2, thicknessNm, kind, id]) assert.is(array.length, xNm.length);
    for (let k = 0; k < kind.length; k++) {
      assert.ok(kinds[kind[k]!] !== undefined);
      assert.ok(haadfNm2[k]! > 0 && haadfNm2[k]! < 1 && thicknessNm[k]! > 0);
    }
    for (const { damageBarn, haadfLeftFraction } of kinds)
      assert.ok(damageBarn >= 0 && haadfLeftFraction >= 0 && haadfLeftFraction <= 1);
  });

  test(`${name}: bad regions are refused, and too large ones`, () => {
    const specimen = makeSpecimen(name);
    for (const bad of [NaN, Infinity, -Infinity]) {
      refusal(() => specimen.columns({ ...square(4), mostXNm: bad }));
      refusal(() => specimen.truth({ ...square(4), leastYNm: bad }));
    }
    refusal(() => specimen.columns({ leastXNm: 1, mostXNm: 0, leastYNm: 0, mostYNm: 1 }));
    assert.is(specimen.columns(square(0)).xNm.length, 0);
    if (specimen.columnsPerNm2 > 0) assert.match(refusal(() => specimen.columns(square(1e5))).fix, "materialAt");
  });

  test(`${name}: every place has a material or none, also outside, and its numbers are finite`, () => {
    const specimen = makeSpecimen(name, { seed: 2 });
    const places = [0, -5, 40, 801, 3e3, -44_999, 46_000, 1e7, -1e12];
    for (const x of places) {
      for (const y of places) {
        const material = specimen.materialAt(x, y);
        assert.ok(Number.isFinite(specimen.heightNm(x, y)));
        if (!material) continue;
        assert.ok(material.thicknessNm > 0 && Number.isFinite(material.thicknessNm));
        for (const perNm3 of Object.values(material.atomsPerNm3)) assert.ok(perNm3 > 0 && perNm3 < 200);
      }
    }
    const far = specimen.radiusUm * 1000 * 1.5;
    for (const [x, y] of [
      [far, 0],
      [-far, 0],
      [0, far],
      [0, -far],
    ] as const) {
      const phase = specimen.materialAt(x, y)?.phase;
      assert.ok(phase === undefined || phase === "grid bar", `${x} ${y} ${phase}`);
      assert.is(specimen.columns(square(4, x, y)).xNm.length, 0);
    }
  });

  test(`${name}: surfaces are bent by tens to hundreds of nm and lie at 0 at the origin`, () => {
    const specimen = makeSpecimen(name, { seed: 9 });
    assert.is(specimen.heightNm(0, 0), 0);
    const heights = Array.from({ length: 100 }, (_, k) => specimen.heightNm(137 * k, -89 * k));
    const span = Math.max(...heights) - Math.min(...heights);
    assert.ok(span > 15 && span < 1000, `${span} nm`);
    assert.ok(Math.abs(specimen.heightNm(10, 10)) < 10);
  });

  test(`${name}: a large field's truth lists objects, each around its own centre`, () => {
    const { objects, columns } = makeSpecimen(name, { seed: 4 }).truth(square(3000, 100, 100));
    assert.ok(objects.length > 0);
    assert.is(columns.xNm.length, 0);
    for (const { outline, centreXNm, centreYNm } of objects) {
      assert.ok(outline.length >= 6 && outline.length % 2 === 0);
      assert.ok(isInside(outline, centreXNm, centreYNm));
    }
  });
}

/** Shift in the plane that brings a crystal seen along the beam upon itself. */
function planeShift(cell: Vector, rotation: readonly number[], beam: Vector): [number, number] {
  const [x, y, z] = rotated(rotation, cell);
  return [x - (beam[0] * z) / beam[2], y - (beam[1] * z) / beam[2]];
}

function nearestSame(columns: SpecimenColumns, k: number, x: number, y: number): number {
  const sublattice = (n: number) => columns.kinds[columns.kind[n]!]!.sublattice;
  let best = Infinity;
  for (let n = 0; n < columns.xNm.length; n++)
    if (sublattice(n) === sublattice(k)) best = Math.min(best, Math.hypot(columns.xNm[n]! - x, columns.yNm[n]! - y));
  return best;
}

for (const [name, x, y, options] of [
  ["mxene", 0, 0, { vacancyPercent: 0, porePercent: 0, misTiltDeg: 5 }],
  ["sto-lmo", -8, 0, { rotationDeg: 25 }],
  ["sto-ge", -8, 2, { rotationDeg: -40 }],
  ["polycrystal", 0, 0, {}],
  ["polycrystal", 0, 0, { phase: "Au", seed: 3 }],
] as const) {
  test(`${name} ${JSON.stringify(options)}: the columns repeat as the crystal that materialAt tells of`, () => {
    const specimen = makeSpecimen(name, options);
    const columns = specimen.columns(square(8, x, y));
    const { lattice, rotation } = specimen.materialAt(x, y)!.crystal!;
    const beam = beamDirection(specimen.zoneTilt);
    const gamma = (lattice.cell.gammaDeg * Math.PI) / 180;
    const { aNm, bNm, cNm } = lattice.cell;
    const cells: Vector[] = [
      [aNm, 0, 0],
      [bNm * Math.cos(gamma), bNm * Math.sin(gamma), 0],
      [0, 0, cNm],
    ];
    const inner = [...columns.id.keys()].filter((k) => Math.hypot(columns.xNm[k]! - x, columns.yNm[k]! - y) < 2.5);
    assert.ok(inner.length > 100);
    for (const cell of cells) {
      const [dx, dy] = planeShift(cell, rotation, beam);
      for (const k of inner.slice(0, 40))
        assert.ok(nearestSame(columns, k, columns.xNm[k]! + dx, columns.yNm[k]! + dy) < 1e-6, name);
    }
  });
}

test.run();
