import { begunText, endlessCells, endlessPreparation } from "./endlessCells.js";
import { KernelClient } from "./kernelClient.js";

/** How one kind of endless cell was stopped, over all rounds. */
export interface InterruptFigures {
  readonly name: string;
  readonly count: number;
  /** From the interrupt request to the reply of the cell (ms). */
  readonly medianMs: number;
  readonly worstMs: number;
  /** Rounds in which the cell did not end as interrupted, or the next cell did not find the variables. */
  readonly failures: number;
}

/** Interrupts each kind of endless cell `count` times in one kernel, and runs a cell after each. */
export async function kernelInterrupts(
  count: number,
  onKind: (figures: InterruptFigures) => void,
): Promise<{ readonly kinds: readonly InterruptFigures[]; readonly badEnd: string }> {
  const kernel = await KernelClient.start();
  await kernel.run(endlessPreparation);
  const kinds: InterruptFigures[] = [];
  for (const [name, cell] of Object.entries(endlessCells)) {
    const figures = await rounds(kernel, name, cell, count);
    kinds.push(figures);
    onKind(figures);
  }
  const code = await kernel.shutdown();
  return { kinds, badEnd: code === 0 ? kernel.processErrors : `exit code ${code} ${kernel.processErrors}` };
}

async function rounds(kernel: KernelClient, name: string, cell: string, count: number): Promise<InterruptFigures> {
  const timesMs: number[] = [];
  let failures = 0;
  let kept = Number((await kernel.run("kept")).result);
  for (let round = 0; round < count; round += 1) {
    const id = await kernel.sendCell(`kept++; ${cell}`);
    await kernel.printed(id, begunText);
    const begunMs = performance.now();
    await kernel.interrupt();
    const { error } = await kernel.resultOf(id);
    timesMs.push(performance.now() - begunMs);
    kept += 1;
    const after = await kernel.run("kept");
    if (error?.ename !== "Interrupted" || after.result !== String(kept)) failures += 1;
    kernel.published.length = 0;
  }
  timesMs.sort((a, b) => a - b);
  const medianMs = Math.round(timesMs[timesMs.length >> 1] ?? Number.NaN);
  return { name, count, medianMs, worstMs: Math.round(timesMs.at(-1) ?? Number.NaN), failures };
}
