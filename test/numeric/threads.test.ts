import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runJob } from "../../src/jobs/index.js";
import {
  fft2,
  gaussianBlur,
  irfft2,
  phaseCorrelate,
  releaseNumericMemory,
  rfft2,
  startSecondThread,
} from "../../src/numeric/index.js";
import { noise } from "./reference.js";

const index = new URL("../../src/numeric/index.js", import.meta.url).href;
const threads = suite("two threads");
threads.after(releaseNumericMemory);

threads("give the same bytes as one, for every operation and for sizes that do not halve well", async () => {
  assert.ok(await startSecondThread());
  const sizes = [
    [64, 64],
    [40, 300],
    [97, 33],
    [16, 8],
    [1, 1],
    [500, 3],
  ] as const;
  for (const [widthPx, heightPx] of sizes) {
    const image = { data: noise(widthPx * heightPx, 1), widthPx, heightPx };
    const other = { ...image, data: noise(widthPx * heightPx, 2) };
    const spectrum = rfft2(image);
    assert.equal(rfft2(image, { threads: 2 }), spectrum, `rfft2 ${widthPx} x ${heightPx}`);
    assert.equal(irfft2(spectrum, { threads: 2 }), irfft2(spectrum));
    const complex = fft2(image.data, other.data, widthPx, heightPx);
    assert.equal(fft2(image.data, other.data, widthPx, heightPx, { threads: 2 }), complex);
    const blurred = gaussianBlur(image.data, widthPx, heightPx, 1.7);
    assert.equal(gaussianBlur(image.data, widthPx, heightPx, 1.7, { threads: 2 }), blurred);
    assert.equal(phaseCorrelate(image, other, { threads: 2 }), phaseCorrelate(image, other));
  }
});

threads("the second thread is used: a kernel that fails there is told here", async () => {
  const { Workspace } = await import("../../src/numeric/workspace.js");
  const { SecondThread } = await import("../../src/numeric/secondThread.js");
  const { wasmInstance } = await import("../../src/numeric/wasmModule.js");
  const wasm = wasmInstance();
  const second = new SecondThread(wasm.module, wasm.memory);
  assert.ok(await second.ready());
  const space = new Workspace(wasm, second);
  const plane = space.reserve(4096);
  const calls: number[][] = [];
  // Rows from 8 on lie outside the memory: only the second thread reaches them.
  const args = (from: number, to: number, thread: number) => {
    calls.push([from, to, thread]);
    const far = 0x7ffffff0;
    return [thread === 1 ? far : plane, plane, plane, plane, plane, plane, 0, 0, from, to];
  };
  assert.throws(() => space.run("phaseProduct", 16, 4, args), /failed on the second thread/);
  assert.equal(calls, [
    [8, 16, 1],
    [0, 8, 0],
  ]);
  const sound = (from: number, to: number) => [plane, plane, plane, plane, plane, plane, 0, 0, from, to];
  space.run("phaseProduct", 16, 4, sound);
  second.dispose();
});

threads("work that an interrupted caller left behind is over before the next begins", async () => {
  const { SecondThread } = await import("../../src/numeric/secondThread.js");
  const { wasmInstance } = await import("../../src/numeric/wasmModule.js");
  const { Workspace } = await import("../../src/numeric/workspace.js");
  const wasm = wasmInstance();
  const second = new SecondThread(wasm.module, wasm.memory);
  assert.ok(await second.ready());
  const space = new Workspace(wasm, second);
  const count = 1 << 20;
  const plane = space.reserve(4 * count);
  const ones = space.place(new Float32Array(1024).fill(1));
  const windows = space.place(new Float32Array(1024).fill(2));
  // Each call doubles the plane; none is waited for but the last.
  space.floats(plane, count).fill(1);
  for (let i = 0; i < 5; i++) second.start("centreAndWindow", [plane, 1024, 1024, 1024, 0, ones, windows]);
  second.finish();
  assert.ok(space.floats(plane, count).every((v) => v === 32));
  second.dispose();
});

threads("work right after the start, before the second thread is there, and after a release", () => {
  releaseNumericMemory();
  const image = { data: noise(4096, 3), widthPx: 64, heightPx: 64 };
  const first = rfft2(image, { threads: 2 });
  assert.equal(rfft2(image), first);
  releaseNumericMemory();
  assert.equal(rfft2(image), first);
});

threads("work inside a compute worker", async () => {
  const image = { data: noise(4096, 3), widthPx: 64, heightPx: 64 };
  const module = new URL("./threadJobs.js", import.meta.url);
  assert.ok(await runJob<boolean>({ module, name: "sameInWorker", args: [image, rfft2(image)] }));
});

threads("a program that used two threads ends by itself", () => {
  const program = `
    import { rfft2, startSecondThread } from ${JSON.stringify(index)};
    const isReady = await startSecondThread();
    const image = { data: new Float32Array(4096).fill(1), widthPx: 64, heightPx: 64 };
    console.log([isReady, rfft2(image, { threads: 2 }).re[0]].join(" "));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
  assert.is(stdout.trim(), "true 4096", stderr);
  assert.is(status, 0);
});

threads.run();
