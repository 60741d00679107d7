import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { areaUnder, calibrationError, percentile } from "../../../bench/fewshot/figures.js";
import { atDose } from "../../../bench/fewshot/lowDose.js";
import { readTasks } from "../../../bench/fewshot/readTasks.js";

test("the calibration error of four answers", () => {
  const answer = (probability: number, isRight: boolean) => ({ probability, isRight });
  // 0.8, 0.85: one of two right, 0.65 too sure together; 0.6: right, 0.4 too little; 1: right.
  const error = calibrationError([answer(0.8, true), answer(0.85, false), answer(0.6, true), answer(1, true)]);
  assert.ok(Math.abs(error - (0.65 + 0.4) / 4) < 1e-12, `${error}`);
});

test("the area under the curve counts pairs, ties by half", () => {
  assert.is(areaUnder([3, 4], [1, 2]), 1);
  assert.is(areaUnder([1, 2], [1, 2]), 0.5);
  assert.is(areaUnder([2], [1, 2, 3, 0]), 2.5 / 4);
});

test("percentiles lie between the values in proportion", () => {
  assert.is(percentile([3, 1, 2], 50), 2);
  assert.ok(Math.abs(percentile([0, 1], 10) - 0.1) < 1e-12);
  assert.is(percentile([7], 10), 7);
});

test("a low dose keeps the mean, scatters as electrons do, and is the same for a seed", () => {
  const image = { data: Float32Array.from({ length: 40_000 }, (_, i) => i % 2), widthPx: 200, heightPx: 200 };
  const { data } = atDose(image, 4, 1);
  const bright = data.filter((_, i) => i % 2 === 1);
  const mean = bright.reduce((sum, v) => sum + v, 0) / bright.length;
  const variance = bright.reduce((sum, v) => sum + (v - mean) ** 2, 0) / bright.length;
  assert.ok(Math.abs(mean - 1.05) < 0.02, `${mean}`);
  assert.ok(Math.abs(variance - 1.05 / 4) < 0.02, `${variance}`);
  assert.equal(atDose(image, 4, 1).data, data);
  assert.not.equal(atDose(image, 4, 2).data, data);
});

test("tasks are read with their labels; ambiguous chips have no truth, and an unknown label is an error", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "few-shot-"));
  const header = Buffer.from(`${"{'descr': '|u1', 'fortran_order': False, 'shape': (8, 12), }".padEnd(117)}\n`);
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  fs.writeFileSync(path.join(folder, "a.npy"), Buffer.concat([start, header, Buffer.alloc(96)]));
  const entry = { file: "a.npy", grid: [2, 3], chip: [4, 4], classes: ["x", "y"], labels: "a.csv" };
  fs.writeFileSync(path.join(folder, "tasks.json"), JSON.stringify({ a: entry }));
  const write = (label: string) =>
    fs.writeFileSync(
      path.join(folder, "a.csv"),
      `row,col,label,tier\n0,1,y,core\n1,2,x,hard\n1,0,${label},ambiguous\n`,
    );
  write("");
  const [task] = await readTasks(folder);
  assert.equal(task!.truth, [
    { chip: 1, classIndex: 1, tier: "core" },
    { chip: 5, classIndex: 0, tier: "hard" },
  ]);
  assert.equal(task!.chips, { columns: 3, rows: 2, chipWidthPx: 4, chipHeightPx: 4, offsetXPx: 0, offsetYPx: 0 });
  fs.writeFileSync(path.join(folder, "a.csv"), "row,col,label,tier\n0,1,z,core\n");
  const failure = await readTasks(folder).then(
    () => "",
    (error: Error) => error.message,
  );
  assert.match(failure, /"z" is none of the classes x, y/);
  fs.rmSync(folder, { recursive: true });
});

test.run();
