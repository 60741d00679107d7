import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EmError } from "../../src/core/error.js";
import type { PeerProcess } from "../peerProcess.js";
import { type BenchItem, benchItem } from "../report.js";
import { median, timesFor } from "../timing.js";
import type { NumericJob } from "./jobs.js";

/** About how long one side works before the other has its turn. */
const ROUND_MS = 40;
/** How long a job runs first, until its code has been optimised. */
const WARM_UP_MS = 300;

/**
 * Times a job and its peers in turns, so that a busy machine slows all of them; of each the best median of a round counts.
 *
 * Errors: BadShape when a peer's result is another one than ours: times of different work must not be compared.
 */
export async function runJob(job: NumericJob, peers: PeerProcess, folder: string, rounds: number): Promise<BenchItem> {
  const files = writeFiles(job, folder);
  try {
    await compareResults(job, peers, files, folder);
    timesFor(job.run, WARM_UP_MS);
    let emlabMs = Number.POSITIVE_INFINITY;
    const peerMs = Object.fromEntries(job.peers.map((peer) => [peer, Number.POSITIVE_INFINITY]));
    for (let round = 0; round < rounds; round++) {
      emlabMs = Math.min(emlabMs, median(timesFor(job.run, ROUND_MS)));
      for (const peer of job.peers) {
        const question = { job: job.peerJob, peer, params: job.params, files, roundMs: ROUND_MS };
        const { ms } = await peers.ask<{ ms: number[] }>(question);
        peerMs[peer] = Math.min(peerMs[peer]!, median(ms));
      }
    }
    return benchItem(job.name, emlabMs, peerMs);
  } finally {
    for (const file of Object.values(files)) rmSync(file, { force: true });
  }
}

function writeFiles(job: NumericJob, folder: string): Record<string, string> {
  const entries = Object.entries(job.files).map(([name, values]) => {
    const file = path.join(folder, `${name}.raw`);
    writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return [name, file] as const;
  });
  return Object.fromEntries(entries);
}

async function compareResults(job: NumericJob, peers: PeerProcess, files: Record<string, string>, folder: string) {
  const ours = job.result();
  const resultFile = path.join(folder, "result.raw");
  for (const peer of job.peers) {
    await peers.ask({ job: job.peerJob, peer, params: job.params, files, resultFile });
    const bytes = readFileSync(resultFile);
    const theirs = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const difference = relativeDifference(ours, theirs);
    if (difference <= job.tolerance) continue;
    throw new EmError("BadShape", `${job.name}: our result differs from that of ${peer} by ${difference} of its size`, {
      fix: "Look for the fault with npm test -- numeric before looking at times.",
    });
  }
}

/** Root mean square of the difference over that of the values. */
function relativeDifference(ours: ArrayLike<number>, theirs: Float64Array): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < theirs.length; i++) {
    difference += (ours[i]! - theirs[i]!) ** 2;
    size += theirs[i]! ** 2;
  }
  return Math.sqrt(difference / size);
}
