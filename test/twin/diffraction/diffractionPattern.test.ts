import { test } from "uvu";
import * as assert from "uvu/assert";
import { electronWavelengthNm } from "../../../src/core/electronWavelength.js";
import { EmError } from "../../../src/core/error.js";
import { seededRandom } from "../../../src/core/random.js";
import { diffractionFrame, expectedPattern } from "../../../src/twin/diffraction/diffractionPattern.js";
import { type PatternView, pixelMradOf } from "../../../src/twin/diffraction/patternView.js";
import type { Material } from "../../../src/twin/specimens/specimen.js";
import { crystalline, faceCentred, silicon, spotNear, still, tilted, titanate, total, view } from "./crystals.js";

const all = (material: Material | undefined) => [{ material, areaFraction: 1 }];

/** No diffuse background, so that spots stand alone. */
function bare(changes: Partial<PatternView> = {}): PatternView {
  const v = view(changes);
  return { ...v, values: { ...v.values, diffusePathNm: 1e12 } };
}

const refused = (change: Partial<PatternView>) =>
  assert.throws(
    () => expectedPattern(all(undefined), view(change)),
    (error: unknown) => error instanceof EmError && error.tag === "BadOption",
  );

test("spots of SrTiO3 [001] lie at wavelength over plane distance within a tenth of a pixel, at each voltage", () => {
  for (const accelKv of [80, 200, 300]) {
    const v = bare({ accelKv, reachMrad: 40 });
    const pattern = expectedPattern(all(crystalline(titanate, 5)), v);
    for (const [h, k] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [-2, 0],
      [2, -1],
    ] as const) {
      const perMrad = (1e3 * electronWavelengthNm(accelKv)) / titanate.cell.aNm / pixelMradOf(v);
      const [x, y] = [128 + h * perMrad, 128 + k * perMrad];
      const spot = spotNear(pattern, v.sizePx, Math.round(x), Math.round(y));
      assert.ok(
        Math.hypot(spot.xPx - x, spot.yPx - y) < 0.1,
        `${accelKv} kV ${h}${k}: ${spot.xPx - x}, ${spot.yPx - y}`,
      );
      assert.ok(spot.sum > 1e-5);
    }
  }
});

test("a crystal that is turned about the beam turns its pattern with it", () => {
  const v = bare();
  const c = Math.cos(0.5);
  const s = Math.sin(0.5);
  const pattern = expectedPattern(all(crystalline(titanate, 5, [c, -s, 0, s, c, 0, 0, 0, 1])), v);
  const distance = (1e3 * electronWavelengthNm(200)) / titanate.cell.aNm / pixelMradOf(v);
  const spot = spotNear(pattern, 257, Math.round(128 + distance * c), Math.round(128 + distance * s));
  assert.ok(Math.hypot(spot.xPx - 128 - distance * c, spot.yPx - 128 - distance * s) < 0.1);
});

test("forbidden reflections are absent: gold 100 and 210, silicon 100", () => {
  for (const [lattice, h, k] of [
    [faceCentred("Au", 0.4078), 1, 0],
    [faceCentred("Au", 0.4078), 2, 1],
    [silicon, 1, 0],
  ] as const) {
    const v = bare({ reachMrad: 20 });
    const pattern = expectedPattern(all(crystalline(lattice, 3)), v);
    const step = (1e3 * electronWavelengthNm(200)) / lattice.cell.aNm / pixelMradOf(v);
    const allowed = lattice === silicon ? [2, 2] : [2, 0];
    const at = (i: number, j: number) =>
      spotNear(pattern, v.sizePx, Math.round(128 + i * step), Math.round(128 + j * step), 2).sum;
    assert.ok(at(h, k) < 1e-9 * at(allowed[0]!, allowed[1]!) + 1e-12, `${lattice.name}: ${at(h, k)}`);
  }
});

test("at an exact zone axis opposite reflections are equal, off it they are not", () => {
  for (const convergenceMrad of [0, 2]) {
    const v = view({ convergenceMrad });
    const pattern = expectedPattern(all(crystalline(titanate, 20)), v);
    for (let i = 0; i < pattern.length; i++) {
      const opposite = pattern[pattern.length - 1 - i]!;
      assert.ok(Math.abs(pattern[i]! - opposite) <= 1e-9 + 1e-6 * opposite, `pixel ${i}`);
    }
  }
  const v = bare({ labFromSpecimen: tilted("y", 6) });
  const pattern = expectedPattern(all(crystalline(titanate, 20)), v);
  const step = (2e3 * electronWavelengthNm(200)) / 0.3905 / pixelMradOf(v);
  const [left, right] = [-step, step].map((d) => spotNear(pattern, 257, Math.round(128 + d), 128).sum);
  assert.ok(Math.max(left!, right!) > 3 * Math.min(left!, right!), `${left} ${right}`);
});

test("a small tilt leaves the spots where they are, and changes their intensities", () => {
  const v = bare();
  const step = (2e3 * electronWavelengthNm(200)) / 0.3905 / pixelMradOf(v);
  const spots = [0, 8].map((mrad) =>
    spotNear(
      expectedPattern(all(crystalline(titanate, 20)), bare({ labFromSpecimen: tilted("y", mrad) })),
      257,
      Math.round(128 + step),
      128,
    ),
  );
  assert.ok(Math.abs(spots[0]!.xPx - spots[1]!.xPx) < 0.05);
  assert.ok(Math.abs(spots[0]!.sum / spots[1]!.sum - 1) > 0.2);
});

test("no intensity is negative, and what does not leave the frame is there", () => {
  const carbon: Material = { phase: "carbon film", thicknessNm: 20, atomsPerNm3: { C: 95 } };
  for (const material of [crystalline(titanate, 30), crystalline(faceCentred("Au", 0.4078), 60), carbon, undefined])
    for (const convergenceMrad of [0, 1, 12]) {
      const pattern = expectedPattern(all(material), view({ convergenceMrad, reachMrad: 90, sizePx: 192 }));
      assert.ok(pattern.every((value) => value >= 0 && Number.isFinite(value)));
      const sum = total(pattern);
      assert.ok(sum <= 1.005 && sum > 0.93, `${material?.phase} ${convergenceMrad} mrad: ${sum}`);
    }
  for (const convergenceMrad of [0, 5]) {
    const sum = total(expectedPattern(all(undefined), view({ convergenceMrad })));
    assert.ok(Math.abs(sum - 1) < 2e-3, `vacuum at ${convergenceMrad} mrad: ${sum}`);
  }
});

test("without a diffuse part all of the beam is in the spots", () => {
  for (const convergenceMrad of [0, 4]) {
    const sum = total(
      expectedPattern(all(crystalline(titanate, 15)), bare({ convergenceMrad, reachMrad: 100, sizePx: 512 })),
    );
    assert.ok(Math.abs(sum - 1) < 2e-3, `${convergenceMrad} mrad: ${sum}`);
  }
});

test("the central disk has the radius of the aperture and is even in vacuum", () => {
  const v = view({ convergenceMrad: 10, sizePx: 256 });
  const pattern = expectedPattern(all(undefined), v);
  const middle = pattern[127 * 256 + 127]!;
  const area = pattern.reduce((sum, value) => sum + value / middle, 0) * pixelMradOf(v) ** 2;
  assert.ok(Math.abs(area / (Math.PI * 100) - 1) < 0.01, `${area}`);
});

test("the first ring of amorphous carbon lies near 4.8 per nm, and crystals have none", () => {
  const carbon: Material = { phase: "carbon", thicknessNm: 20, atomsPerNm3: { C: 95 } };
  const v = bare({ reachMrad: 25, sizePx: 251 });
  const pattern = expectedPattern(all(carbon), v);
  const row = Array.from({ length: 110 }, (_, i) => pattern[125 * 251 + 125 + i]!);
  const start = 30;
  const ring = row.indexOf(Math.max(...row.slice(start)), start);
  const perNm = (ring * pixelMradOf(v) * 1e-3) / electronWavelengthNm(200);
  assert.ok(perNm > 4.2 && perNm < 5.6, `${perNm} per nm`);
});

test("the higher Laue zone has its ring at the angle that the cell demands", () => {
  // sin(theta)^2 lambda^-2 = 2 K / c - 1 / c^2 for the first zone of a primitive cell.
  const v = bare({ accelKv: 80, reachMrad: 170, sizePx: 701 });
  const pattern = expectedPattern(all(crystalline(titanate, 40)), v);
  const k = 1 / electronWavelengthNm(80);
  const expectedMrad = 1e3 * Math.asin(Math.sqrt(2 * k * 0.3905 - 1) / 0.3905 / k);
  let [sum, weighted] = [0, 0];
  for (let i = 0; i < pattern.length; i++) {
    const radius = Math.hypot((i % 701) - 350, Math.floor(i / 701) - 350) * pixelMradOf(v);
    if (radius < 110) continue;
    sum += pattern[i]!;
    weighted += pattern[i]! * radius;
  }
  assert.ok(sum > 1e-5);
  assert.ok(Math.abs(weighted / sum - expectedMrad) < 3, `${weighted / sum} for ${expectedMrad} mrad`);
});

test("parts of an area add up", () => {
  const v = view({ sizePx: 65 });
  const half = [crystalline(titanate, 10), undefined].map((material) => expectedPattern(all(material), v));
  const both = expectedPattern(
    [
      { material: crystalline(titanate, 10), areaFraction: 0.25 },
      { material: undefined, areaFraction: 0.75 },
    ],
    v,
  );
  for (let i = 0; i < both.length; i++)
    assert.ok(Math.abs(both[i]! - 0.25 * half[0]![i]! - 0.75 * half[1]![i]!) < 1e-12);
});

test("electrons are counted: the same seed gives the same frame, and the sum is that of the beam", () => {
  const v = view({ sizePx: 128, reachMrad: 90, convergenceMrad: 3 });
  const take = (seed: number) => diffractionFrame(all(crystalline(titanate, 20)), v, 1e6, seededRandom(seed, "camera"));
  const frame = take(4);
  assert.equal(frame, take(4));
  assert.not.equal(frame, take(5));
  const expected = 1e6 * total(expectedPattern(all(crystalline(titanate, 20)), v));
  assert.ok(Math.abs(total(frame) - expected) < 5 * Math.sqrt(expected));
  assert.is(total(diffractionFrame(all(undefined), v, 0, seededRandom(1))), 0);
});

test("views without a meaning are refused", () => {
  for (const sizePx of [0, 7, 100.5, 5000, Number.NaN]) refused({ sizePx });
  for (const reachMrad of [0, -3, Number.NaN, Infinity]) refused({ reachMrad });
  for (const convergenceMrad of [-1, Number.NaN, Infinity]) refused({ convergenceMrad });
  refused({ labFromSpecimen: [1, 0, 0] });
  refused({ labFromSpecimen: [2, 0, 0, 0, 1, 0, 0, 0, 1] });
  refused({ labFromSpecimen: [Number.NaN, 0, 0, 0, 1, 0, 0, 0, 1] });
  assert.throws(() => expectedPattern(all(crystalline(titanate, 10)), view({ accelKv: Number.NaN })));
  assert.throws(() => expectedPattern(all(crystalline(titanate, 10, still.slice(0, 6))), view()));
});

test.run();
