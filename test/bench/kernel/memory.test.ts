import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { slopeOf } from "../../../bench/kernel/memorySlope.js";
import { treeCpuMs, treeRssMb } from "../../../bench/kernel/processTree.js";

test("the slope is that of the fitted line", () => {
  const line = Array.from({ length: 20 }, (_, i) => ({ cell: 100 * i, rssMb: 150 + 0.002 * 100 * i }));
  assert.ok(Math.abs(slopeOf(line) - 0.002) < 1e-12);
  const waves = line.map(({ cell }, i) => ({ cell, rssMb: 150 + (i % 2) }));
  assert.ok(Math.abs(slopeOf(waves)) < 1e-4);
  assert.is(slopeOf([]), 0);
  assert.is(slopeOf([{ cell: 1, rssMb: 1 }]), 0);
});

test("the processor time of a process grows while it computes and hardly while it waits", async () => {
  const before = treeCpuMs(process.pid);
  if (process.platform !== "linux") {
    assert.is(before, undefined);
    return;
  }
  // Until the process itself says that it has computed for so long, however busy the machine is.
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user < 200_000);
  const computed = treeCpuMs(process.pid)! - before!;
  assert.ok(computed >= 180, `${computed} ms`);
  const own = process.cpuUsage();
  const whole = (own.user + own.system) / 1000;
  assert.ok(Math.abs(treeCpuMs(process.pid)! - whole) < 100, `${treeCpuMs(process.pid)} ms, and by Node ${whole} ms`);
});

test("the memory of a process includes that of its children and of theirs", async () => {
  if (process.platform !== "linux") {
    assert.is(treeRssMb(process.pid), undefined);
    return;
  }
  const alone = treeRssMb(process.pid)!;
  assert.ok(alone > 20 && alone < 2000, `${alone} MB`);
  const inner = "console.log('ready'); setInterval(() => {}, 1000)";
  const outer = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}], { stdio: "inherit" })`;
  const child = spawn(process.execPath, ["-e", outer], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const own = treeRssMb(child.pid!)!;
  assert.ok(own > 50, `${own} MB for two processes of Node`);
  assert.ok(treeRssMb(process.pid)! > alone + 40);
  process.kill(-child.pid!, "SIGKILL");
  await once(child, "exit");
  assert.is(treeRssMb(child.pid!), 0, "a process that has ended has none");
});

test.run();
