import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { scoreAtoms } from "../../../bench/atoms/scoreAtoms.js";
import type { TruthSite } from "../../../bench/atoms/truthFrame.js";
import { em } from "../../../src/em/index.js";
import { disposeJobs } from "../../../src/jobs/index.js";

const site = (x_px: number, y_px: number, weight = 1): TruthSite => ({
  x_px,
  y_px,
  weight,
  present: weight > 0,
  state: "host",
  crlb_pm: 5,
});
const truthOf = (sites: TruthSite[]) => ({ name: "t", shape: [100, 100], pixel_size_A: 0.1, nn_distance_A: 1, sites });

test("hits, misses and false calls are counted as by hand", () => {
  const truth = truthOf([site(20, 20), site(40, 20), site(60, 20), site(80, 20, 0.2), site(50, 50, 0)]);
  const found = [
    { xPx: 20.5, yPx: 20 },
    { xPx: 43, yPx: 20 }, // 3 px off: beyond a quarter of 10 px
    { xPx: 80, yPx: 20 }, // a light column: neither hit nor false
    { xPx: 50, yPx: 50 }, // a vacancy
    { xPx: 1, yPx: 1 }, // on the border
  ];
  const score = scoreAtoms(truth, found);
  assert.is(score.recall, 1 / 3);
  assert.is(score.precision, 1 / 3);
  assert.ok(Math.abs(score.rmsPm! - 5) < 1e-9);
  assert.ok(Math.abs(score.rmsOverCrlb! - 5 / Math.sqrt(50)) < 1e-9);
  assert.equal(
    score.biasPm!.map((v) => Math.round(v)),
    [5, 0],
  );
});

test("a column is matched once, by the nearest", () => {
  const score = scoreAtoms(truthOf([site(50, 50)]), [
    { xPx: 51, yPx: 50 },
    { xPx: 50.2, yPx: 50 },
  ]);
  assert.is(score.precision, 0.5);
  assert.ok(Math.abs(score.rmsPm! - 2) < 1e-9);
  assert.is(scoreAtoms(truthOf([site(50, 50)]), []).f1, 0);
});

const bench = process.env.EM_BENCH ?? path.resolve("../shared/bench");

test("real MXene frames: as many atoms as published, within 8 %", async () => {
  const published = path.join(bench, "mxene", "published_counts.json");
  if (!fs.existsSync(published)) {
    console.log(`skipped: there is no ${published}`);
    return;
  }
  const { images } = JSON.parse(fs.readFileSync(published, "utf8")) as {
    images: { file: string; published_num_atoms: number }[];
  };
  for (const { file, published_num_atoms } of images) {
    const atoms = await em.atoms.find(await em.open(path.join(bench, "mxene", file)));
    assert.ok(
      Math.abs(atoms.count / published_num_atoms - 1) < 0.08,
      `${file}: ${atoms.count} for ${published_num_atoms}`,
    );
  }
});

test.after(() => disposeJobs());

test.run();
