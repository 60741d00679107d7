import { test } from "uvu";
import * as assert from "uvu/assert";
import { measureLattices } from "../../../src/ops/atoms/latticeReport.js";
import { findVacancies, vacancyDefaults } from "../../../src/ops/atoms/vacancies.js";
import { foundIn } from "./practice.js";

function called(name: string, changes: Parameters<typeof foundIn>[1], seed = 11) {
  const { image, truth, result } = foundIn(name, changes, {}, seed);
  const vacancies = findVacancies(result, vacancyDefaults, image);
  const nearestPx = truth.nn_distance_A / truth.pixel_size_A;
  const inside = (x: number, y: number) =>
    Math.min(x, y) > nearestPx && x < image.widthPx - nearestPx && y < image.heightPx - nearestPx;
  const missing = truth.sites.filter((site) => site.weight === 0);
  const points = Array.from(vacancies.called, (row) => [vacancies.tests.xPx[row]!, vacancies.tests.yPx[row]!] as const);
  const near = (x: number, y: number, px: number, py: number) => Math.hypot(x - px, y - py) < 0.35 * nearestPx;
  const found = missing.filter(
    (s) => inside(s.x_px, s.y_px) && points.some(([x, y]) => near(x, y, s.x_px, s.y_px)),
  ).length;
  const wrong = points.filter(([x, y]) => !missing.some((s) => near(x, y, s.x_px, s.y_px))).length;
  return {
    vacancies,
    found,
    wrong,
    missing: missing.filter((s) => inside(s.x_px, s.y_px)).length,
    sites: truth.sites.length,
  };
}

test("at a good dose every vacancy is called, and nothing else", () => {
  const { found, wrong, missing, vacancies } = called("ti3c2-mid", { sizePx: 320 });
  assert.ok(missing > 10);
  assert.is(found, missing);
  assert.ok(wrong <= 1, `${wrong} wrong calls`);
  assert.ok(vacancies.expectedFalseCalls < 2 && vacancies.expectedMissed < 4);
  assert.match(vacancies.warnings.join(" "), "layer");
});

test("the share of wrong calls stays near the stated rate, and the share of vacancies within its interval", () => {
  let wrong = 0;
  let calls = 0;
  let covered = 0;
  const seeds = [1, 2, 3, 4];
  for (const seed of seeds) {
    const { vacancies, wrong: w } = called("ti3c2-lowmag", { sizePx: 256, holeNm: 0 }, seed);
    wrong += w;
    calls += vacancies.called.length;
    if (vacancies.perSiteLowPercent < 4.2 && vacancies.perSiteHighPercent > 3.8) covered++;
  }
  assert.ok(wrong / calls < 0.12, `${wrong} of ${calls}`);
  assert.ok(covered >= 3, `the interval covers 4 % in ${covered} of ${seeds.length} frames`);
});

test("a pore is one large cluster", () => {
  const { vacancies } = called("ti3c2-mid", { sizePx: 320, holeNm: 0.6, vacancyFraction: 0 });
  assert.ok(vacancies.clusterSizes[0]! > 25, `${vacancies.clusterSizes}`);
  assert.is(
    vacancies.clusterSizes.reduce((a, b) => a + b, 0),
    vacancies.called.length,
  );
  assert.is(vacancies.cluster.length, vacancies.called.length);
});

test("a stricter rate calls fewer, a wide margin judges fewer", () => {
  const { image, result } = foundIn("wse2-starved", { sizePx: 256 });
  const count = (changes: object) => findVacancies(result, { ...vacancyDefaults, ...changes }, image);
  assert.ok(count({ falseDiscoveryRate: 0.001 }).called.length <= count({ falseDiscoveryRate: 0.3 }).called.length);
  assert.ok(count({ marginNeighbours: 4 }).tests.count < count({}).tests.count);
});

test("an empty place at a grain boundary is no vacancy", () => {
  const { vacancies, wrong } = called("srtio3-bicrystal", {});
  assert.ok(wrong <= 1, `${wrong} of ${vacancies.called.length} calls`);
});

test("without a lattice there are no sites", () => {
  const { image, result } = foundIn("bn-clean", { sizePx: 192 }, { lattice: "none" });
  const vacancies = findVacancies(result, vacancyDefaults, image);
  assert.is(vacancies.tests.count, 0);
  assert.match(vacancies.warnings.join(" "), "no lattice");
});

test("cell lengths are right within their standard errors", () => {
  let far = 0;
  const seeds = [1, 2, 3, 5, 8];
  for (const seed of seeds) {
    const { result, truth } = foundIn("srtio3-himag", { sizePx: 256, jitterPx: 0 }, {}, seed);
    const [cell] = measureLattices(result);
    const truePx = 3.905 / truth.pixel_size_A;
    if (Math.abs(cell!.aPx - truePx) > 3 * cell!.aErrorPx || Math.abs(cell!.angleDeg - 90) > 3 * cell!.angleErrorDeg)
      far++;
    assert.ok(Math.abs(cell!.aPx / truePx - 1) < 2e-3);
    assert.is(cell!.columnsPerCell, 2);
  }
  assert.ok(far <= 1, `${far} of ${seeds.length} beyond three standard errors`);
});

test.run();
