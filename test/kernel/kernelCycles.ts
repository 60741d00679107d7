import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KernelClient } from "./kernelClient.js";

/** What starting and stopping a kernel many times has left behind, and how long it took. */
export interface CycleFigures {
  readonly name: string;
  readonly cycles: number;
  /** Kernels that did not end with exit code 0, or wrote to their standard error. */
  readonly badEnds: number;
  readonly processesLeft: number;
  readonly filesLeft: readonly string[];
  /** From the start of the process to its first kernel_info reply, median (ms). */
  readonly startMs: number;
  /** From the start of the process to the result of `1+1`, median (ms). */
  readonly firstResultMs: number;
  /** From shutdown_request to the end of the process, median (ms). */
  readonly stopMs: number;
}

/**
 * Starts a kernel, runs `1+1` and stops it, `count` times; every other one is stopped while its cell spins. Each gets an
 * empty folder as working folder and for temporary files, and what it leaves there is counted.
 */
export async function kernelCycles(count: number, onCycle: (cycle: number) => void): Promise<CycleFigures> {
  const folder = mkdtempSync(join(tmpdir(), "emlab-soak-"));
  const env = { TMPDIR: folder, TMP: folder, TEMP: folder };
  const times = { start: [] as number[], first: [] as number[], stop: [] as number[] };
  const pids: number[] = [];
  let badEnds = 0;
  for (let cycle = 1; cycle <= count; cycle += 1) {
    const begunMs = performance.now();
    const kernel = await KernelClient.start({ cwd: folder, env });
    times.start.push(performance.now() - begunMs);
    await kernel.run("1+1");
    times.first.push(performance.now() - begunMs);
    if (cycle % 2 === 0) await kernel.printed(await kernel.sendCell('console.log("spins"); while (true) {}'), "spins");
    pids.push(kernel.process.pid!);
    const stoppedMs = performance.now();
    const code = await kernel.shutdown();
    times.stop.push(performance.now() - stoppedMs);
    if (code !== 0 || kernel.processErrors) badEnds += 1;
    onCycle(cycle);
  }
  const filesLeft = readdirSync(folder, { recursive: true }).map(String);
  rmSync(folder, { recursive: true, force: true });
  return {
    name: "kernel-cycles",
    cycles: count,
    badEnds,
    processesLeft: pids.filter(isAlive).length + descendantsLeft(pids),
    filesLeft,
    startMs: median(times.start),
    firstResultMs: median(times.first),
    stopMs: median(times.stop),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Processes that a kernel has started and that outlive it; only Linux tells who started what. */
function descendantsLeft(pids: readonly number[]): number {
  if (process.platform !== "linux") return 0;
  const started = new Set(pids.map(String));
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && started.has(sessionOf(name))).length;
}

/** The process group of a process: that of the kernel, for what a kernel starts. */
function sessionOf(pid: string): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[2] ?? ""
    );
  } catch {
    return "";
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1] ?? Number.NaN);
}
