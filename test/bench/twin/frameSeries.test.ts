import { test } from "uvu";
import * as assert from "uvu/assert";
import { benchScene } from "../../../bench/twin/benchScene.js";
import { seriesMemory, takeFrame } from "../../../bench/twin/frameSeries.js";
import { startUsim } from "../../../bench/twin/usimPeer.js";

test("a scene has the columns that its name says, all in its frame", () => {
  const scene = benchScene(64, 120, 10);
  assert.is(scene.name, "HAADF 64 x 64, 120 columns of 10 nm");
  assert.is(scene.columns.xNm.length, 120);
  for (const place of [...scene.columns.xNm, ...scene.columns.yNm]) assert.ok(Math.abs(place) < scene.fovNm / 2);
});

test("each frame has noise of its own over the same columns, and comes back with its number", () => {
  const scene = benchScene(64, 120, 10);
  const frame = takeFrame(scene, 3);
  assert.equal(takeFrame(scene, 3), frame);
  assert.not.equal(takeFrame(scene, 4), frame);
  const bright = frame.reduce((a, b) => Math.max(a, b), 0);
  assert.ok(bright > 400 && bright < 20_000, `${bright}`);
});

test("a series tells the memory before and after", async () => {
  const { frames, startMb, endMb } = await seriesMemory(benchScene(32, 30, 1), 3);
  assert.is(frames, 3);
  assert.ok(startMb > 10 && endMb > 10);
});

test("without usim there is a note that says what to install", async () => {
  const before = process.env["EMLAB_USIM_PYTHON"];
  process.env["EMLAB_USIM_PYTHON"] = "/nowhere/python";
  try {
    const usim = await startUsim();
    assert.is(usim.frameMs, undefined);
    assert.match(usim.note, /pip install nionswift-usim/);
    usim.close();
  } finally {
    if (before === undefined) delete process.env["EMLAB_USIM_PYTHON"];
    else process.env["EMLAB_USIM_PYTHON"] = before;
  }
});

test.run();
