import os from "node:os";
import { parseArgs } from "node:util";
import { EmError } from "../../src/core/error.js";
import { type BenchItem, benchItem, benchTable } from "../report.js";
import { median } from "../timing.js";
import { type BenchScene, benchScene } from "./benchScene.js";
import { seriesMemory, takeFrame } from "./frameSeries.js";
import { startUsim, type UsimPeer } from "./usimPeer.js";

/** A job of the benchmark: what it takes, how long it may take, and whether each frame has a focus that was not there before. */
interface TwinJob {
  readonly scene: BenchScene;
  readonly limitMs: number;
  readonly hasNewFocus: boolean;
}

const small = await benchScene(256, 800);
const large = await benchScene(1024, 20_000);
const jobs: readonly TwinJob[] = [
  { scene: small, limitMs: 20, hasNewFocus: false },
  { scene: small, limitMs: 20, hasNewFocus: true },
  { scene: large, limitMs: 250, hasNewFocus: false },
  { scene: large, limitMs: 250, hasNewFocus: true },
];
const nameOf = ({ scene, hasNewFocus }: TwinJob) => `${scene.name}${hasNewFocus ? ", new focus" : ""}`;

/** A job's median beside its limit. */
interface TwinItem extends BenchItem {
  readonly limitMs: number;
  /** Processor time of a frame, all threads: what a busy machine does not stretch. */
  readonly cpuMs: number;
}

/** Frames before the first that counts: until the code has been optimised. */
const warmUpFrames = 8;

async function runJob(job: TwinJob, usim: UsimPeer, rounds: number): Promise<TwinItem> {
  const { scene, limitMs, hasNewFocus } = job;
  const [times, peerTimes, cpuTimes]: [number[], number[], number[]] = [[], [], []];
  for (let frame = 0; frame < warmUpFrames + rounds; frame++) {
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    await takeFrame(scene, hasNewFocus ? 0.01 * (frame + 1) : 0);
    const [endMs, { user, system }] = [performance.now(), process.cpuUsage(cpu)];
    const peerMs = await usim.frameMs?.(scene.sizePx, scene.fovNm);
    if (frame < warmUpFrames) continue;
    times.push(endMs - startMs);
    cpuTimes.push((user + system) / 1000);
    if (peerMs !== undefined) peerTimes.push(peerMs);
  }
  const peers: Record<string, number> = peerTimes.length > 0 ? { usim: median(peerTimes) } : {};
  return { ...benchItem(nameOf(job), median(times), peers), limitMs, cpuMs: Number(median(cpuTimes).toPrecision(4)) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "15" },
      frames: { type: "string", default: "64" },
    },
  });
  const rounds = Math.max(1, Number(values.rounds) || 1);
  const load = () => (os.loadavg()[0] ?? 0).toFixed(2);
  console.log(`Node ${process.versions.node}, ${os.cpus().length} x ${os.cpus()[0]?.model ?? "?"}, load ${load()}`);
  const usim = await startUsim();
  const items: TwinItem[] = [];
  try {
    for (const job of jobs) if (nameOf(job).includes(values.only)) items.push(await runJob(job, usim, rounds));
  } finally {
    usim.close();
  }
  const report = { area: "twin", items };
  console.log(benchTable(report));
  for (const { name, emlabMs, cpuMs, limitMs } of items) {
    const verdict = emlabMs <= limitMs ? "within" : "OVER";
    console.log(`${name}: ${verdict} the limit of ${limitMs} ms; processor time ${cpuMs} ms a frame.`);
  }
  console.log("From the request to stored numbers, as em.acquire asks for it; medians. ratio = emlab / usim.");
  console.log(usim.note);
  const frames = Number(values.frames);
  const memory = frames > 0 ? await seriesMemory(large, frames) : undefined;
  if (memory) {
    const { startMb, endMb } = memory;
    const grown = endMb - startMb;
    console.log(
      `${frames} frames of 1024 x 1024: RSS ${startMb.toFixed(0)} MB before, ${endMb.toFixed(0)} MB after, ${grown.toFixed(1)} MB more.`,
    );
  }
  if (values.json) console.log(JSON.stringify({ ...report, memory }));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof EmError)) throw error;
  console.error(`${error.name}: ${error.message}\n${error.fix}`);
  process.exitCode = 1;
}
