import { mkdirSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nodePeersFolder } from "../../../bench/kernel/installPeers.js";
import { type KernelPeer, kernelPeer } from "../../../bench/kernel/kernelPeers.js";
import { KernelSession } from "../../../bench/kernel/kernelSession.js";
import { measures } from "../../../bench/kernel/measures.js";
import { memorySlope } from "../../../bench/kernel/memorySlope.js";

let ours: KernelPeer;
let session: KernelSession;

test.before(async () => {
  mkdirSync(nodePeersFolder, { recursive: true });
  ours = await kernelPeer("emlab");
  session = await KernelSession.start(ours);
});

test.after(() => session.close());

test("our own kernel gives a figure for every item", async () => {
  assert.ok(session.infoMs > 0 && session.firstResultMs > session.infoMs);
  for (const measure of measures) {
    const figures = await measure.take(session);
    assert.equal(Object.keys(figures), measure.items);
    for (const [item, figure] of Object.entries(figures)) {
      if (process.platform === "linux" || !/^(RSS|CPU)/.test(item)) assert.type(figure, "number", item);
    }
  }
  assert.is(session.lostResults, 0);
  assert.is(session.typedCells, 205);
});

test("a cell that shows something else is an error, not a time", async () => {
  const wrong = (code: string) => messageOf(session.run(code, "5"));
  assert.is(await wrong("6"), '"6" replied ok and showed "6", not "5"');
  assert.match(await wrong("nothing + 1"), '"nothing + 1" replied error');
});

test("a kernel that ends is an error with the way it ended", async () => {
  const broken = { ...ours, argv: [process.execPath, "-e", "process.exit(3)", "{connection_file}"] };
  assert.match(await messageOf(KernelSession.start(broken)), "the kernel ended with code 3");
});

test("the growth of the memory is measured on a kernel of its own", async () => {
  const slope = await memorySlope(ours, 300);
  assert.is(typeof slope, process.platform === "linux" ? "number" : "undefined");
});

async function messageOf(failing: Promise<unknown>): Promise<string> {
  try {
    await failing;
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}

test.run();
