import { test } from "uvu";
import * as assert from "uvu/assert";
import { CellCache } from "../../../src/twin/specimens/cellCache.js";
import { ColumnList, columnKind, noColumns, visitColumns } from "../../../src/twin/specimens/columnList.js";
import { JitteredSites } from "../../../src/twin/specimens/jitteredSites.js";
import { cellIndex, cellsIn, overlapOf } from "../../../src/twin/specimens/region.js";
import type { PlaneLattice } from "../../../src/twin/specimens/zoneProjection.js";
import { square } from "./fields.js";

const lattices: PlaneLattice[] = [
  { origin: [0, 0], a: [0.4, 0], b: [0, 0.4], sites: [[0, 0]] },
  {
    origin: [3.3, -1.2],
    a: [0.305, 0],
    b: [-0.1525, 0.2641],
    sites: [
      [0, 0],
      [0.15, 0.09],
      [0, 0.18],
    ],
  },
  {
    origin: [-7, 2],
    a: [0.1, 0.35],
    b: [-0.5, 0.21],
    sites: [
      [0.3, 0.3],
      [-0.2, 0.1],
    ],
  },
  { origin: [0, 0], a: [0, 0.4], b: [0.3, 0], sites: [[0, 0.2]] },
];

test("every column of a lattice in a region is visited once, and none outside", () => {
  for (const lattice of lattices) {
    for (const region of [square(5), square(3.21, 11.3, -4.7), square(0.2, 1, 1), { ...square(4), mostXNm: -1.9 }]) {
      const found: string[] = [];
      visitColumns(lattice, region, (i, j, site) => found.push(`${i} ${j} ${site}`));
      const wanted: string[] = [];
      for (let j = -120; j <= 120; j++) {
        for (let i = -120; i <= 120; i++) {
          for (const [site, [sx, sy]] of lattice.sites.entries()) {
            const x = lattice.origin[0] + i * lattice.a[0] + j * lattice.b[0] + sx;
            const y = lattice.origin[1] + i * lattice.a[1] + j * lattice.b[1] + sy;
            const isIn = x >= region.leastXNm && x < region.mostXNm && y >= region.leastYNm && y < region.mostYNm;
            if (isIn) wanted.push(`${i} ${j} ${site}`);
          }
        }
      }
      assert.equal(found.sort(), wanted.sort());
    }
  }
});

test("a list grows past its first arrays and gives each column what its kind has", () => {
  const kinds = [
    columnKind({ elements: "Ti1", sublattice: 0, haadfNm2: 0.5, thicknessNm: 1 }),
    columnKind({ elements: "Sr1", sublattice: 1, haadfNm2: 1.5, thicknessNm: 2, state: "dopant", damageBarn: 3 }),
  ];
  const list = new ColumnList(kinds);
  for (let k = 0; k < 3000; k++) list.add(k, -k, k % 2, 4294967295 - k);
  const columns = list.columns();
  assert.is(columns.xNm.length, 3000);
  assert.equal(
    [columns.xNm[2999], columns.yNm[2999], columns.kind[2999], columns.id[2999], columns.haadfNm2[2999]],
    [2999, -2999, 1, 4294964296, 1.5],
  );
  assert.equal([...columns.thicknessNm.slice(0, 3)], [1, 2, 1]);
  assert.equal([kinds[0]!.state, kinds[0]!.damageBarn, kinds[0]!.haadfLeftFraction], ["host", 0, 1]);
  assert.is(noColumns().id.length, 0);
});

test("a cell is made once while it is kept, and the same again when it was forgotten", () => {
  let made = 0;
  const cells = new CellCache((i, j) => {
    made++;
    return `${i} ${j}`;
  });
  assert.equal([cells.at(-3, 4), cells.at(4, -3), cells.at(-3, 4), cells.at(-3, 4)], ["-3 4", "4 -3", "-3 4", "-3 4"]);
  assert.is(made, 2);
  for (let k = 0; k < 30_000; k++) assert.is(cells.at(k, -k), `${k} ${-k}`);
  assert.is(cells.at(-3, 4), "-3 4");
});

test("the nearest of scattered points is the nearest of all", () => {
  for (const jitter of [0, 0.7, 1]) {
    const sites = new JitteredSites(10, jitter, 5, "test");
    assert.equal(sites.siteOf(0, 0), [0, 0]);
    for (let k = 0; k < 400; k++) {
      const [x, y] = [((k * 97) % 400) - 200.3, ((k * 61) % 300) - 150.1];
      const distances: number[] = [];
      for (let i = -30; i <= 30; i++)
        for (let j = -30; j <= 30; j++)
          distances.push(Math.hypot(sites.siteOf(i, j)[0] - x, sites.siteOf(i, j)[1] - y));
      distances.sort((a, b) => a - b);
      const found = sites.nearest(x, y);
      assert.ok(Math.abs(found.distanceNm - distances[0]!) < 1e-9);
      const [sx, sy] = sites.siteOf(found.i, found.j);
      assert.ok(Math.abs(Math.hypot(sx - x, sy - y) - distances[0]!) < 1e-9);
      assert.ok(found.secondDistanceNm >= distances[1]! - 1e-9);
    }
  }
});

test("cells lie around the origin, and regions overlap or not", () => {
  assert.equal(
    [-5.1, -4.9, 4.9, 5, 15].map((x) => cellIndex(x, 10)),
    [-1, 0, 0, 1, 2],
  );
  assert.is(cellsIn(square(9), 10).length, 1);
  assert.is(cellsIn(square(11), 10).length, 9);
  assert.is(cellsIn(square(9), 10, 1).length, 9);
  assert.throws(() => cellsIn(square(1e9), 10), /too many/);
  assert.equal(overlapOf(square(4), square(4, 3, 0)), { leastXNm: 1, mostXNm: 2, leastYNm: -2, mostYNm: 2 });
  assert.is(overlapOf(square(4), square(4, 5, 0)), undefined);
});

test.run();
