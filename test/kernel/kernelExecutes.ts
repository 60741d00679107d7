import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { slopeOf } from "../../bench/kernel/memorySlope.js";
import { type CellResult, KernelClient } from "./kernelClient.js";
import { type SoakCell, soakCells, soakFile, soakPreparation } from "./soakCells.js";

/** What a kernel holds at one moment. */
export interface Holdings {
  /** Of the whole process (MB); NaN where there is no /proc. */
  readonly rssMb: number;
  /** Timers, sockets and the like of the thread of the cells. @unitless */
  readonly resources: number;
  /** Listeners of `process`. @unitless */
  readonly listeners: number;
  /** Open files and sockets of the process. @unitless */
  readonly files: number;
  /** @unitless */
  readonly threads: number;
}

/** A tenth of the run. */
export interface Tenth extends Holdings {
  readonly cells: number;
  /** How the memory grew within this tenth (MB per 1000 cells). */
  readonly slopeMb: number;
  /** From a request to its idle status, median (ms). */
  readonly cellMs: number;
}

export interface ExecuteFigures {
  readonly name: string;
  readonly cells: number;
  readonly tenths: readonly Tenth[];
  /** Cells without the result, text, error or displays that they must have. */
  readonly wrong: number;
  /** The first of them, to look at. */
  readonly firstWrong: string;
  /** From the end of the first tenth on (MB per 1000 cells). */
  readonly slopeMb: number;
  /** Resources, listeners, files and threads are as many at the end as after the first tenth. */
  readonly isFlat: boolean;
  readonly badEnd: string;
}

/** Looks at the memory within a tenth. */
const looks = 20;

/** Runs `count` cells of many kinds in one kernel, checks what each shows, and looks at what the kernel holds. */
export async function kernelExecutes(count: number, onTenth: (tenth: Tenth) => void): Promise<ExecuteFigures> {
  const kernel = await KernelClient.start();
  writeFileSync(join(kernel.folder, "own.ts"), soakFile);
  await kernel.run(soakPreparation);
  const run = new SoakRun(kernel);
  const tenths: Tenth[] = [];
  const size = Math.ceil(count / 10);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    tenths.push(await run.tenth(size));
    onTenth(tenths.at(-1)!);
  }
  const code = await kernel.shutdown();
  const [first, last] = [tenths[0]!, tenths.at(-1)!];
  return {
    name: "kernel-executes",
    cells: run.cells,
    tenths,
    wrong: run.wrong,
    firstWrong: run.firstWrong,
    slopeMb: slopeOf(run.points.filter(({ cell }) => cell > size)) * 1000,
    isFlat: (["resources", "listeners", "files", "threads"] as const).every((what) => last[what] <= first[what]),
    badEnd: code === 0 ? kernel.processErrors : `exit code ${code} ${kernel.processErrors}`,
  };
}

class SoakRun {
  readonly points: { cell: number; rssMb: number }[] = [];
  cells = 0;
  wrong = 0;
  firstWrong = "";
  readonly #kernel: KernelClient;

  constructor(kernel: KernelClient) {
    this.#kernel = kernel;
  }

  async tenth(size: number): Promise<Tenth> {
    const begun = this.points.length;
    const timesMs: number[] = [];
    const step = Math.max(1, Math.floor(size / looks));
    for (let i = 0; i < size; i += 1) {
      timesMs.push(await this.#cell());
      if (i % step === 0) this.points.push({ cell: this.cells, rssMb: status(this.#kernel).rssMb });
    }
    timesMs.sort((a, b) => a - b);
    const slopeMb = slopeOf(this.points.slice(begun)) * 1000;
    const cellMs = timesMs[timesMs.length >> 1] ?? Number.NaN;
    return { cells: this.cells, slopeMb, cellMs, ...(await holdings(this.#kernel)) };
  }

  async #cell(): Promise<number> {
    this.cells += 1;
    const wanted = soakCells[this.cells % soakCells.length]!(this.cells);
    const begunMs = performance.now();
    const shown = await this.#kernel.run(wanted.code, { stop_on_error: false });
    const tookMs = performance.now() - begunMs;
    if (!isAsWanted(wanted, shown)) {
      this.wrong += 1;
      this.firstWrong ||= `${wanted.code} gave ${JSON.stringify({ ...shown, published: undefined })}`;
    }
    this.#kernel.forget();
    return tookMs;
  }
}

function isAsWanted(wanted: SoakCell, shown: CellResult): boolean {
  return (
    shown.result === wanted.result &&
    shown.stdout === (wanted.stdout ?? "") &&
    shown.error?.ename === wanted.ename &&
    shown.types.filter((type) => type === "display_data").length === (wanted.displays ?? 0)
  );
}

async function holdings(kernel: KernelClient): Promise<Holdings> {
  const counts = `JSON.stringify([process.getActiveResourcesInfo().length,
    process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)])`;
  const text = (await kernel.run(counts)).result ?? "";
  const [resources = Number.NaN, listeners = Number.NaN] = JSON.parse(text.slice(1, -1)) as number[];
  return { ...status(kernel), resources, listeners };
}

function status({ process: { pid } }: KernelClient): { rssMb: number; files: number; threads: number } {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1]);
    const files = readdirSync(`/proc/${pid}/fd`).length;
    return { rssMb: number("VmRSS") / 1024, files, threads: number("Threads") };
  } catch {
    return { rssMb: Number.NaN, files: 0, threads: 0 };
  }
}
