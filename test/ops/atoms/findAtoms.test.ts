import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EmError } from "../../../src/core/error.js";
import { seededRandom } from "../../../src/core/random.js";
import { findDefaults } from "../../../src/ops/atoms/atomsResult.js";
import { findAtoms } from "../../../src/ops/atoms/findAtoms.js";
import { foundIn, frameOf } from "./practice.js";

for (const [name, least] of [
  ["bn-clean", 0.99],
  ["wse2-starved", 0.97],
  ["ti3c2-mid", 0.98],
  ["silicon-110", 0.99],
  ["mos2-strain", 0.99],
  ["laalo3", 0.98],
] as const) {
  test(`${name}: the columns are found and the scale is right, without being told`, () => {
    const { score, scaleRatio } = foundIn(name, { sizePx: 256 });
    assert.ok(score.f1 >= least, `F1 ${score.f1}`);
    assert.ok(Math.abs(scaleRatio - 1) < 0.05, `scale ${scaleRatio}`);
    assert.ok(Math.hypot(...score.biasPm!) < 3, `bias ${score.biasPm}`);
  });
}

test("both grains of a bicrystal are found, also where their nodes nearly coincide", () => {
  for (const seed of [4, 11]) {
    const { score, result } = foundIn("mos2-bicrystal", {}, {}, seed);
    assert.is(result.lattices.length, 2);
    assert.ok(score.f1 > 0.98, `F1 ${score.f1} with seed ${seed}`);
    assert.match(result.warnings.join(" "), "2 lattices");
  }
});

test("positions from the data alone reach the Cramer-Rao bound; the lattice's prior goes below it", () => {
  const free = foundIn("bn-clean", { sizePx: 256 }, { positions: "data" }).score;
  assert.ok(free.rmsOverCrlb! > 0.85 && free.rmsOverCrlb! < 1.3, `${free.rmsOverCrlb} x CRLB`);
  const held = foundIn("bn-clean", { sizePx: 256 }).score;
  assert.ok(held.rmsOverCrlb! < 0.6 * free.rmsOverCrlb!);
});

test("the reported bounds are those of the frame", () => {
  const { result, truth, image } = foundIn("bn-clean", { sizePx: 256 });
  const pmPerPx = 100 * truth.pixel_size_A;
  const known: number[] = [];
  const reported: number[] = [];
  for (const site of truth.sites) {
    if (
      site.crlb_pm === null ||
      site.x_px < 20 ||
      site.y_px < 20 ||
      site.x_px > image.widthPx - 20 ||
      site.y_px > image.heightPx - 20
    )
      continue;
    const atom = result.columns.xPx.findIndex(
      (x, i) => Math.hypot(x - site.x_px, result.columns.yPx[i]! - site.y_px) < 3,
    );
    if (atom < 0) continue;
    known.push(site.crlb_pm);
    reported.push(result.columns.crlbXPx[atom]! * pmPerPx);
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  assert.ok(known.length > 100);
  assert.ok(Math.abs(mean(reported) / mean(known) - 1) < 0.25, `${mean(reported)} pm for ${mean(known)} pm`);
});

test("values of another gain and offset are no counts, and give the same atoms", () => {
  const counted = foundIn("ti3c2-mid", { sizePx: 256 });
  const changed = { ...counted.image, data: counted.image.data.map((value) => 3.7 * value + 55) };
  const result = findAtoms(changed, findDefaults);
  assert.is(result.noise.isPoisson, false);
  assert.is(counted.result.noise.isPoisson, true);
  assert.ok(Math.abs(result.columns.count / counted.result.columns.count - 1) < 0.02);
  assert.ok(Number.isNaN(result.columns.crlbXPx[0]!));
  assert.match(result.warnings.join(" "), "not electron counts");
  const gained = foundIn("ti3c2-gain", { sizePx: 256 });
  assert.is(gained.result.noise.isPoisson, false, "a gain of 8 whose noise agrees with counts by chance");
  assert.ok(gained.score.f1 > 0.98);
});

test("frames that are not square and of odd sizes are taken as they are", () => {
  const { image, truth } = frameOf("wse2-mid", { sizePx: 301 });
  const heightPx = 190;
  const cut = { data: image.data.slice(0, 301 * heightPx), widthPx: 301, heightPx };
  const result = findAtoms(cut, findDefaults);
  const inside = truth.sites.filter(
    (s) => s.present && s.x_px > 0 && s.y_px > 0 && s.x_px < 300 && s.y_px < heightPx - 1,
  );
  assert.ok(Math.abs(result.columns.count / inside.length - 1) < 0.04, `${result.columns.count} of ${inside.length}`);
});

test("noise alone has no lattice, and next to no atoms", () => {
  for (const mean of [0.05, 1, 40]) {
    const random = seededRandom(5, `noise ${mean}`);
    const data = Float32Array.from({ length: 256 * 256 }, () => random.poisson(mean));
    const result = findAtoms({ data, widthPx: 256, heightPx: 256 }, findDefaults);
    assert.is(result.lattices.length, 0);
    assert.ok(result.columns.count <= 2, `${result.columns.count} atoms in noise of mean ${mean}`);
    assert.match(result.warnings.join(" "), "No lattice");
  }
});

test("single atoms on a support are found one by one", () => {
  const random = seededRandom(9, "single atoms");
  const size = 256;
  const places = Array.from({ length: 20 }, (_, i) => [
    30 + 48 * (i % 5) + 6 * random.uniform(),
    30 + 60 * Math.floor(i / 5) + 6 * random.uniform(),
  ]);
  const data = Float32Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    const light = places.reduce(
      (sum, [px, py]) => sum + 12 * Math.exp(-((x - px!) ** 2 + (y - py!) ** 2) / (2 * 2.5 ** 2)),
      0,
    );
    return random.poisson(4 + 2 * Math.sin(x / 60) + light);
  });
  const { columns, lattices } = findAtoms(
    { data, widthPx: size, heightPx: size },
    { ...findDefaults, lattice: "none" },
  );
  assert.is(lattices.length, 0);
  const hit = places.filter(([x, y]) =>
    columns.xPx.some((cx, i) => Math.hypot(cx - x!, columns.yPx[i]! - y!) < 1.5),
  ).length;
  assert.is(hit, 20);
  assert.ok(columns.count <= 21, `${columns.count} columns`);
});

test("what cannot be searched is refused with what to do", () => {
  const refused = (data: Float32Array, widthPx: number, heightPx: number) => {
    try {
      findAtoms({ data, widthPx, heightPx }, findDefaults);
    } catch (error) {
      return error as EmError;
    }
    throw new Error("it was taken");
  };
  for (const error of [
    refused(new Float32Array(40 * 40).fill(1), 40, 40),
    refused(new Float32Array(64 * 64).fill(7), 64, 64),
    refused(new Float32Array(64 * 64), 64, 64),
    refused(
      Float32Array.from({ length: 64 * 64 }, (_, i) => (i === 99 ? Number.NaN : i % 7)),
      64,
      64,
    ),
  ]) {
    assert.is(error.tag, "BadShape");
    assert.ok(error.fix.length > 20);
  }
});

test("an interrupt ends the work between two steps, and progress is told", () => {
  const { image } = frameOf("bn-clean", { sizePx: 192 });
  const labels: string[] = [];
  findAtoms(image, findDefaults, { onProgress: ({ label, done, total }) => labels.push(`${label} ${done <= total}`) });
  assert.ok(labels.length >= 3);
  assert.ok(labels.every((label) => label.endsWith("true")));
  const stop = new AbortController();
  stop.abort();
  assert.throws(
    () => findAtoms(image, findDefaults, { signal: stop.signal }),
    (error: EmError) => error.tag === "Aborted",
  );
});

test.run();
