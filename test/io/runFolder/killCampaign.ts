import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Random, seededRandom } from "../../../src/core/random.js";
import { type OpenedRun, openRun } from "../../../src/io/runFolder/openRun.js";
import { RunFolder } from "../../../src/io/runFolder/runFolder.js";
import { assertSame, recordingOf } from "./recordings.js";

const program = fileURLToPath(new URL("seriesWriter.js", import.meta.url));

/** What killing a recording process many times has shown. */
export interface KillFigures {
  readonly name: "journal";
  readonly seed: number;
  readonly kills: number;
  readonly runs: number;
  /** Frames that were reported as stored before a kill. */
  readonly stored: number;
  /** Of those, not readable after it; must be 0. */
  readonly lost: number;
  /** Frames that were read twice, or were not what was recorded; must be 0. */
  readonly wrong: number;
  readonly firstWrong: string;
  /** Kills that left a temporary file, a frame without a line, half a line, no run at all. */
  readonly withLeftover: number;
  readonly withRecovered: number;
  readonly withTornTail: number;
  readonly withoutRun: number;
}

type Tally = { -readonly [K in keyof KillFigures]: KillFigures[K] };

/** Kills a process that records `frames` frames, `count` times at random points, some of them while it opens the run again. */
export async function killCampaign(
  count: number,
  seed: number,
  onKill: (kills: number) => void = () => {},
  frames = 100,
): Promise<KillFigures> {
  const random = seededRandom(seed, "kills");
  const tally: Tally = { ...empty, seed };
  while (tally.kills < count) {
    const parent = mkdtempSync(join(tmpdir(), "emlab-kill-"));
    const folder = join(parent, "run");
    try {
      tally.runs++;
      do {
        const printed = await killOnce(folder, frames, random);
        tally.kills++;
        await judge(tally, folder, printed);
        onKill(tally.kills);
      } while (tally.kills < count && random.uniform() < 0.3);
      await finish(tally, folder, frames);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  }
  return tally;
}

const empty: KillFigures = {
  name: "journal",
  seed: 0,
  kills: 0,
  runs: 0,
  stored: 0,
  lost: 0,
  wrong: 0,
  firstWrong: "",
  withLeftover: 0,
  withRecovered: 0,
  withTornTail: 0,
  withoutRun: 0,
};

/** Starts the program and kills it; gives the last number that it printed, or -1. */
async function killOnce(folder: string, frames: number, random: Random): Promise<number> {
  // One in twenty dies while it starts or begins the run, the others at any point of the series.
  const afterNumber = random.uniform() < 0.05 ? -1 : random.below(frames);
  const delayMs = afterNumber < 0 ? 40 + 100 * random.uniform() : 4 * random.uniform();
  const child = spawn(process.execPath, [program, folder, String(frames)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  let isArmed = false;
  const last = () =>
    Number(
      text
        .slice(0, text.lastIndexOf("\n") + 1)
        .trim()
        .split("\n")
        .at(-1) || -1,
    );
  const arm = () => {
    if (isArmed) return;
    isArmed = true;
    const atMs = performance.now() + delayMs;
    // Timers tick in milliseconds, and a frame takes few.
    if (delayMs > 5) setTimeout(() => child.kill("SIGKILL"), delayMs);
    else
      setImmediate(function wait() {
        if (performance.now() < atMs) setImmediate(wait);
        else child.kill("SIGKILL");
      });
  };
  if (afterNumber < 0) arm();
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    if (last() >= afterNumber) arm();
  });
  await once(child, "close");
  return text === "" ? -1 : last();
}

/** After a kill: every stored frame is there once and as it was recorded; at most the one being stored is there as well. */
async function judge(tally: Tally, folder: string, printed: number): Promise<void> {
  if (!existsSync(join(folder, "run.json"))) {
    tally.withoutRun++;
    if (printed >= 0) wrong(tally, `run.json is missing after ${printed} frames`);
    return;
  }
  const run = await openRun(folder, { verify: "sha256" });
  const { report } = run;
  const sequences = new Set(run.frames.map(({ sequence }) => sequence));
  tally.stored += Math.max(0, printed);
  for (let number = 1; number <= printed; number++) if (!sequences.has(number)) tally.lost++;
  if (sequences.size !== run.frames.length) wrong(tally, "a frame is there twice");
  // A run that was opened again has frames of before, which this process has not printed.
  if (run.frames.some(({ sequence }, index) => sequence !== index + 1)) wrong(tally, "the numbers have gaps");
  if (printed > 0 && run.frames.length > printed + 1) wrong(tally, `${run.frames.length} frames after ${printed}`);
  if (report.damaged.length + report.damagedLines.length + report.brokenChain.length + report.strangers.length > 0)
    wrong(tally, JSON.stringify(report));
  if (report.leftovers.length > 0) tally.withLeftover++;
  if (report.recovered.length > 0) tally.withRecovered++;
  if (report.tornTail) tally.withTornTail++;
  await compare(tally, run);
}

/** Goes on with the run to its end: then it has all frames, once, and is whole. */
async function finish(tally: Tally, folder: string, frames: number): Promise<void> {
  const isThere = existsSync(join(folder, "run.json"));
  const writer = isThere ? await RunFolder.resume(folder) : await RunFolder.create(folder, { instrument: "twin" });
  while (writer.lastSequence < frames) await writer.append(recordingOf(writer.lastSequence + 1));
  await writer.close();
  const run = await openRun(folder, { verify: "sha256" });
  if (!run.report.isWhole || run.frames.length !== frames)
    wrong(tally, `${run.frames.length} frames in the end: ${JSON.stringify(run.report)}`);
  await compare(tally, run);
}

async function compare(tally: Tally, run: OpenedRun): Promise<void> {
  for (const [index, { sequence }] of run.frames.entries()) {
    try {
      assertSame(await run.frame(index), recordingOf(sequence), `frame ${sequence}`);
    } catch (error) {
      wrong(tally, (error as Error).message);
    }
  }
}

function wrong(tally: Tally, found: string): void {
  tally.wrong++;
  tally.firstWrong ||= found;
}
