import { test } from "uvu";
import * as assert from "uvu/assert";
import { benchScene } from "../../../bench/twin/benchScene.js";
import { seriesMemory, takeFrame } from "../../../bench/twin/frameSeries.js";
import { startUsim } from "../../../bench/twin/usimPeer.js";

test("a scene has about as many columns as its name says in its frame", async () => {
  const scene = await benchScene(64, 120);
  assert.is(scene.name, "HAADF 64 x 64, 120 columns of MXene");
  const { columns } = scene.twin.specimenTruth({ fovNm: scene.fovNm });
  assert.ok(Math.abs(columns.xNm.length - 120) < 25, `${columns.xNm.length}`);
});

test("each frame has noise of its own, and something is seen", async () => {
  const scene = await benchScene(64, 120);
  const first = await takeFrame(scene);
  assert.not.equal(await takeFrame(scene), first);
  const bright = Array.from(first).reduce((a, b) => Math.max(a, b), 0);
  assert.ok(bright > 220 && bright < 20_000, `${bright}`);
});

test("a series tells the memory before and after", async () => {
  const { frames, startMb, endMb } = await seriesMemory(await benchScene(32, 30), 3);
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
