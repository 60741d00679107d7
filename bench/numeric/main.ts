import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { EmError } from "../../src/core/error.js";
import { startSecondThread } from "../../src/numeric/index.js";
import { PeerProcess } from "../peerProcess.js";
import { type BenchItem, benchTable } from "../report.js";
import { makeFrame } from "./benchData.js";
import { blurJob, correlationJob, fftJob, fitJob, labelJob, maximaJob, type NumericJob, rfftJob } from "./jobs.js";
import { runJob } from "./runJob.js";

/** The jobs, made one after the other: their data need not all be in memory at once. */
function* allJobs(): Generator<NumericJob> {
  const frames = new Map([512, 1024, 2048].map((size) => [size, makeFrame(size, size)]));
  for (const frame of frames.values()) yield rfftJob(frame, 1);
  yield fftJob(frames.get(1024)!);
  yield correlationJob(frames.get(1024)!, false, 1);
  yield correlationJob(frames.get(1024)!, true, 1);
  for (const frame of frames.values()) yield blurJob(frame, 1);
  for (const frame of frames.values()) yield maximaJob(frame);
  yield labelJob(frames.get(1024)!);
  yield fitJob(frames.get(1024)!, 2000);
  for (const size of [1024, 2048]) {
    yield rfftJob(frames.get(size)!, 2);
    yield blurJob(frames.get(size)!, 2);
  }
  yield correlationJob(frames.get(1024)!, false, 2);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "15" },
    },
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), "emlab-bench-"));
  await startSecondThread();
  const peers = new PeerProcess("bench/numeric/peers.py", []);
  const items: BenchItem[] = [];
  try {
    for (const job of allJobs()) {
      if (!job.name.includes(values.only)) continue;
      items.push(await runJob(job, peers, folder, Number(values.rounds)));
      if (process.stderr.isTTY) process.stderr.write(`${job.name}\n`);
    }
  } finally {
    peers.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const report = { area: "numeric", items };
  console.log(benchTable(report));
  console.log("Times include the copies in and out; one thread unless the name says so; ratio = emlab / best peer.");
  if (values.json) console.log(JSON.stringify(report));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof EmError)) throw error;
  console.error(`${error.name}: ${error.message}\n${error.fix}`);
  process.exitCode = 1;
}
