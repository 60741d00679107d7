import { median } from "../timing.js";
import { type KernelSession, wait } from "./kernelSession.js";
import { treeCpuMs, treeRssMb } from "./processTree.js";

/** What a measure gives: a figure for each of its items, by name. */
type Figures = Readonly<Record<string, number | undefined>>;

/** One part of a session; the parts run in their order, as a later one needs the cells of an earlier one. */
export interface Measure {
  readonly items: readonly string[];
  take(session: KernelSession): Promise<Figures>;
}

/** So many that the median is of a kernel in use, not of its first cells. */
const shortCells = 100;
const completionsTaken = 10;
const linesPrinted = 10_000;
const interruptsTaken = 3;
/** Nothing has come for so long (ms): nothing more will, the rest was dropped. */
const quietMs = 500;
/** How long a cell spins before it is interrupted (ms). */
const spinMs = 300;
/** How often a cell is tried after an interrupt. */
const triesAfterInterrupt = 5;
/** An interrupt that has not ended the cell by then does not work (ms). */
const interruptMs = 10_000;

const start: Measure = {
  items: ["start to kernel_info", "launch to first 1+1", "CPU to first 1+1", "RSS after the first cell"],
  async take({ infoMs, firstResultMs, kernel }) {
    return {
      "start to kernel_info": infoMs,
      "launch to first 1+1": firstResultMs,
      "CPU to first 1+1": treeCpuMs(kernel.process.pid!),
      "RSS after the first cell": treeRssMb(kernel.process.pid!),
    };
  },
};

const onePlusOne: Measure = {
  items: ["1+1"],
  async take(session) {
    const times: number[] = [];
    for (let i = 0; i < shortCells; i += 1) {
      const ms = await session.run("1+1", "2");
      if (ms !== undefined) times.push(ms);
    }
    return { "1+1": median(times) };
  },
};

const typedCell: Measure = {
  items: ["typed cell 20", "typed cell 200", "typed cell 200 / 20", "CPU of typed cell 20", "CPU of typed cell 200"],
  async take(session) {
    await session.typedUntil(15);
    const early = await typedCells(session, 25);
    await session.typedUntil(195);
    const late = await typedCells(session, 205);
    return {
      "typed cell 20": early.ms,
      "typed cell 200": late.ms,
      "typed cell 200 / 20": late.ms / early.ms,
      "CPU of typed cell 20": early.cpuMs,
      "CPU of typed cell 200": late.cpuMs,
    };
  },
};

/** The median time of the typed cells up to this one, and the mean of the processor time that they take. */
async function typedCells(session: KernelSession, until: number): Promise<{ ms: number; cpuMs: number | undefined }> {
  const cells = until - session.typedCells;
  const { pid } = session.kernel.process;
  const before = treeCpuMs(pid!);
  const ms = median(await session.typedUntil(until));
  const after = treeCpuMs(pid!);
  return { ms, cpuMs: before === undefined || after === undefined ? undefined : (after - before) / cells };
}

const assistance: Measure = {
  items: ["completion at cell 200", "inspect at cell 200"],
  async take(session) {
    await session.typedUntil(205);
    const { cells, kernel } = session;
    const completions = [];
    const inspections = [];
    for (let n = 205; n > 205 - completionsTaken; n -= 1) {
      const { code, has } = cells.completion(n);
      const complete = await timed(kernel, "complete_request", { code, cursor_pos: code.length });
      const matches = complete.content["matches"] as readonly string[];
      completions.push(matches.some((match) => match.endsWith(has)) ? complete.ms : undefined);
      const name = cells.inspected(n);
      const asked = { code: name, cursor_pos: name.length, detail_level: 0 };
      const inspect = await timed(kernel, "inspect_request", asked);
      inspections.push(inspect.content["found"] === true ? inspect.ms : undefined);
    }
    return { "completion at cell 200": medianOfAll(completions), "inspect at cell 200": medianOfAll(inspections) };
  },
};

async function timed(kernel: KernelSession["kernel"], type: string, content: Readonly<Record<string, unknown>>) {
  const startMs = performance.now();
  const reply = await kernel.replyTo(await kernel.send(type, content));
  return { ms: performance.now() - startMs, content: reply.content };
}

/** The median, or undefined when one is missing: half an answer is none. */
function medianOfAll(values: readonly (number | undefined)[]): number | undefined {
  const found = values.filter((value) => value !== undefined);
  return found.length === values.length ? median(found) : undefined;
}

const lines: Measure = {
  items: ["10^4 lines: received", "10^4 lines: time"],
  async take({ cells, kernel }) {
    const startMs = performance.now();
    const id = await kernel.sendCell(cells.lines(linesPrinted));
    let received = 0;
    let counted = 0;
    let lastMs = startMs;
    const count = () => {
      const all = kernel.publishedSoFar(id);
      for (; counted < all.length; counted += 1) {
        const text = all[counted]!.content["text"];
        if (typeof text !== "string") continue;
        received += text.split("\n").length - 1;
        lastMs = performance.now();
      }
      return received >= linesPrinted;
    };
    await kernel.replyTo(id);
    while (!count()) {
      const before = received;
      await Promise.race([kernel.until(count), wait(quietMs)]);
      if (received === before) break;
    }
    return { "10^4 lines: received": received, "10^4 lines: time": lastMs - startMs };
  },
};

const interrupt: Measure = {
  items: ["interrupt of while(true)"],
  async take(session) {
    const { kernel, cells } = session;
    const times = [];
    for (let i = 0; i < interruptsTaken; i += 1) {
      const id = await kernel.sendCell(cells.spin);
      await wait(spinMs);
      const startMs = performance.now();
      await session.interrupt();
      const isStopped = await Promise.race([kernel.replyTo(id).then(() => true), wait(interruptMs)]);
      if (!isStopped) throw new Error(`the cell goes on ${interruptMs / 1000} s after the interrupt`);
      times.push(performance.now() - startMs);
      await goesOn(session);
    }
    return { "interrupt of while(true)": median(times) };
  },
};

/** Waits until the kernel runs cells again: tslab aborts those that follow the interrupt at once. */
async function goesOn(session: KernelSession): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await session.run("1+1", "2");
      return;
    } catch (error) {
      if (session.kernel.hasEnded || tries === triesAfterInterrupt) throw error;
      await wait(quietMs);
    }
  }
}

const lostResults: Measure = {
  items: ["results lost"],
  async take(session) {
    return { "results lost": session.lostResults };
  },
};

/** In this order: what can end a kernel comes last. */
export const measures: readonly Measure[] = [start, onePlusOne, typedCell, assistance, lines, lostResults, interrupt];
