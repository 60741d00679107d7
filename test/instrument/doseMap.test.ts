import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../src/core/random.js";
import { placed, sharedArea } from "../../src/instrument/doseMap/rectangle.js";
import { type DoseDeposit, DoseMap } from "../../src/instrument/doseMap.js";

const near = (value: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(value / expected - 1) < tolerance, `${value} is not ${expected}`);
const square = (sideNm: number, electrons = 1e6): DoseDeposit => ({
  centreXNm: 0,
  centreYNm: 0,
  widthNm: sideNm,
  heightNm: sideNm,
  electrons,
});

test("an empty map has no dose", () => {
  const map = new DoseMap();
  assert.equal([map.doseAt(0, 0), map.totalElectrons(), map.cellsUsed], [0, 0, 0]);
  assert.equal([map.meanOver(square(5)), map.mostOver(square(5))], [0, 0]);
});

test("a square of 10 nm with 1e6 electrons has 100 e/Å² within and none outside", () => {
  const map = new DoseMap();
  map.deposit(square(10));
  for (const [x, y] of [
    [0, 0],
    [4.9, 4.9],
    [-4.9, 4.9],
  ] as const)
    near(map.doseAt(x, y), 100);
  assert.is(map.doseAt(5.1, 0), 0);
  near(map.totalElectrons(), 1e6);
  near(map.meanOver(square(10)), 100);
  near(map.meanOver(square(20)), 25);
  near(map.mostOver(square(20)), 100);
});

test("overlapping deposits add up, wherever they overlap", () => {
  const map = new DoseMap();
  map.deposit(square(10));
  map.deposit({ ...square(10), centreXNm: 5 });
  near(map.doseAt(2.5, 0), 200);
  near(map.doseAt(-2.5, 0), 100);
  near(map.doseAt(7.5, 0), 100);
  near(map.totalElectrons(), 2e6);
  near(map.mostOver({ ...square(10), centreXNm: -5 }), 100);
  near(map.mostOver(square(10)), 200);
});

test("deposits of very different sizes add up at a point, small ones undiluted", () => {
  const map = new DoseMap();
  map.deposit(square(10_000, 1e10));
  map.deposit(square(10, 1e6));
  map.deposit(square(1, 1e4));
  near(map.doseAt(0, 0), 1 + 100 + 100);
  near(map.mostOver(square(100)), 201);
  near(map.doseAt(3, 3), 101);
  near(map.doseAt(50, 50), 1);
  near(map.totalElectrons(), 1e10 + 1e6 + 1e4);
});

test("one wide field costs no more than 16,384 cells and their tiles' rims", () => {
  for (const sideNm of [10, 100, 1000, 10_000, 100_000]) {
    const map = new DoseMap();
    map.deposit({ ...square(sideNm), rotationDeg: 33 });
    assert.ok(map.cellsUsed <= 4 * 16_384, `${sideNm} nm: ${map.cellsUsed}`);
    near(map.totalElectrons(), 1e6);
  }
});

test("current x time / e is what the map sums up to, within 1e-9 and over 300 rectangles", () => {
  const random = seededRandom(11, "dose rectangles");
  const map = new DoseMap();
  let electrons = 0;
  for (let i = 0; i < 300; i++) {
    const widthNm = 10 ** (-1 + 3.5 * random.uniform());
    const heightNm = widthNm * 10 ** (random.uniform() - 0.5);
    const currentPicoAmp = 1 + 100 * random.uniform();
    const timeS = 10 ** (-4 + 4 * random.uniform());
    const added = (currentPicoAmp * 1e-12 * timeS) / 1.602176634e-19;
    const [centreXNm, centreYNm] = [(random.uniform() - 0.5) * 2e4, (random.uniform() - 0.5) * 2e4];
    const rectangle = { centreXNm, centreYNm, widthNm, heightNm, rotationDeg: 720 * (random.uniform() - 0.5) };
    const before = map.meanOver(rectangle);
    map.deposit({ ...rectangle, electrons: added });
    electrons += added;
    near(map.totalElectrons(), electrons);
    // Cells at the edge are wider than the field's own share of them, so a little of the mean lies outside.
    const gained = (map.meanOver(rectangle) - before) / (added / (widthNm * heightNm * 100));
    assert.ok(gained > 0.4 && gained < 1 + 1e-9, `${widthNm} x ${heightNm}: ${gained}`);
  }
});

test("fields below a cell: nothing is lost, and a second exposure of the same spot is seen", () => {
  for (const sideNm of [1, 0.3, 0.1, 0.02, 1e-3, 1e-9]) {
    const map = new DoseMap();
    for (const rotationDeg of [0, 45, 90, 10]) map.deposit({ ...square(sideNm, 1e3), centreXNm: 0.31, rotationDeg });
    near(map.totalElectrons(), 4e3);
    assert.ok(map.doseAt(0.31, 0) > 0);
  }
  const map = new DoseMap();
  const spot = { ...square(1, 1e4), centreXNm: 100.4, centreYNm: -20.3 };
  map.deposit(spot);
  near(map.mostOver(spot), 100, 1e-6);
});

test("a turned field lies where it was turned to", () => {
  const map = new DoseMap();
  map.deposit({ ...square(0), widthNm: 40, heightNm: 4, rotationDeg: 45, electrons: 1e6 });
  const dose = 1e6 / (160 * 100);
  near(map.doseAt(10, 10), dose, 1e-6);
  assert.equal([map.doseAt(10, -10), map.doseAt(10, 0)], [0, 0]);
  near(map.mostOver({ ...square(0), widthNm: 40, heightNm: 4, rotationDeg: 45 }), dose, 1e-6);
  assert.is(
    map.mostOver({ ...square(0), widthNm: 40, heightNm: 4, rotationDeg: -45, centreXNm: 20, centreYNm: -20 }),
    0,
  );
});

test("quarter turns are exact", () => {
  for (const rotationDeg of [90, 180, 270, 360, -90, 450]) {
    const { reachX, reachY } = placed({ centreXNm: 0, centreYNm: 0, widthNm: 6, heightNm: 2, rotationDeg });
    assert.equal([reachX, reachY], rotationDeg % 180 === 0 ? [3, 1] : [1, 3]);
  }
});

test("areas that cells share with a turned rectangle add up to it, and agree with counting points", () => {
  const any = fc.double({ min: -3, max: 3, noNaN: true });
  const side = fc.double({ min: 0.1, max: 4, noNaN: true });
  fc.assert(
    fc.property(any, any, side, side, fc.double({ min: -400, max: 400, noNaN: true }), (x, y, widthNm, heightNm, r) => {
      const rectangle = placed({ centreXNm: x, centreYNm: y, widthNm, heightNm, rotationDeg: r });
      let sum = 0;
      for (let row = -8; row < 8; row++)
        for (let column = -8; column < 8; column++) sum += sharedArea(rectangle, column, row, 1);
      near(sum, widthNm * heightNm, 1e-9);
    }),
    { numRuns: 500 },
  );
  const rectangle = placed({ centreXNm: 0.2, centreYNm: -0.1, widthNm: 1.1, heightNm: 0.7, rotationDeg: 25 });
  let within = 0;
  for (let i = 0; i < 400; i++)
    for (let j = 0; j < 400; j++) {
      const [dx, dy] = [(i + 0.5) / 400 - 0.2, (j + 0.5) / 400 + 0.1];
      const along = rectangle.cos * dx + rectangle.sin * dy;
      const across = rectangle.cos * dy - rectangle.sin * dx;
      if (Math.abs(along) < 0.55 && Math.abs(across) < 0.35) within++;
    }
  assert.ok(Math.abs(sharedArea(rectangle, 0, 0, 1) - within / 160_000) < 2e-3);
});

test("the greatest dose leaves out what only the edge of a cell shares with a neighbour", () => {
  const map = new DoseMap();
  map.deposit({ ...square(10), centreXNm: 0.3 });
  assert.is(map.mostOver({ ...square(10), centreXNm: 10.3 }), 0);
  near(map.mostOver({ ...square(10), centreXNm: 8.3 }), 100);
});

test("memory is bounded: the oldest tiles are drawn coarser, and every electron stays", () => {
  const map = new DoseMap({ mostTiles: 64 });
  const random = seededRandom(3, "many fields");
  for (let i = 0; i < 500; i++)
    map.deposit({ ...square(8, 1000), centreXNm: random.uniform() * 1e5, centreYNm: -random.uniform() * 1e5 });
  assert.ok(map.cellsUsed <= 64 * 1024);
  near(map.totalElectrons(), 5e5);
  map.deposit({ ...square(8, 1000), centreXNm: 5e4, centreYNm: 5e4 });
  near(map.doseAt(5e4, 5e4), 1000 / 6400);
});

test("cells of another size", () => {
  const map = new DoseMap({ cellNm: 0.1 });
  map.deposit(square(4));
  near(map.doseAt(1.99, 1.99), 1e6 / 1600);
  assert.is(map.cellNm, 0.1);
});

test("what is no rectangle, no number of electrons or no map is refused, and nothing is added", () => {
  const map = new DoseMap();
  const bad: Partial<DoseDeposit>[] = [
    { widthNm: 0 },
    { heightNm: -1 },
    { widthNm: Number.NaN },
    { widthNm: Infinity },
    { widthNm: 2e6 },
    { centreXNm: Number.NaN },
    { centreYNm: 6e5 },
    { rotationDeg: Infinity },
    { electrons: -1 },
    { electrons: Number.NaN },
    { electrons: Infinity },
  ];
  const isBadOption = (error: { tag?: string; fix: string }) => error.tag === "BadOption" && error.fix.length > 5;
  for (const change of bad) assert.throws(() => map.deposit({ ...square(5), ...change }), isBadOption);
  assert.throws(() => map.doseAt(Number.NaN, 0), isBadOption);
  assert.throws(() => map.meanOver({ ...square(5), widthNm: -1 }), isBadOption);
  assert.throws(() => map.mostOver({ ...square(5), centreXNm: Infinity }), isBadOption);
  assert.throws(() => new DoseMap({ cellNm: 0.01 }), isBadOption);
  assert.throws(() => new DoseMap({ mostTiles: 1.5 }), isBadOption);
  map.deposit({ ...square(5), electrons: 0 });
  assert.equal([map.totalElectrons(), map.cellsUsed], [0, 0]);
});

test.run();
