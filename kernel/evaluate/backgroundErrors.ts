import { errorReport, framesOf, type ReportContext } from "./errorReport.js";
import { cellNamePattern } from "./stack.js";

/** Runs whose last error is remembered. */
const runsKept = 100;

/** Errors that no cell waits for: which cell they are shown under, and how often. */
export class BackgroundErrors {
  readonly #context: ReportContext;
  readonly #last = new Map<number, { readonly text: string; times: number }>();

  constructor(context: ReportContext) {
    this.#context = context;
  }

  /** The run whose code an error comes from: the running one where it is among the calls, otherwise the outermost. */
  startedBy(error: unknown, runningId: number): number | undefined {
    const { cells, internalRoot } = this.#context;
    const runs = framesOf(error, internalRoot).flatMap(({ where }) => {
      const count = cellNamePattern.exec(where)?.[1];
      return count === undefined ? [] : (cells.ofCount(Number(count))?.runId ?? []);
    });
    return runs.includes(runningId) ? runningId : runs.at(-1);
  }

  /** The text to show for an error of a run; of one that repeats itself only the 10th, 100th, ... time is told. */
  textOf(error: unknown, runId: number): string | undefined {
    const text = errorReport(error, this.#context).traceback.join("\n");
    const last = this.#last.get(runId);
    if (last?.text === text) {
      last.times += 1;
      return Number.isInteger(Math.log10(last.times)) ? `the same error, ${last.times} times so far\n` : undefined;
    }
    this.#last.delete(runId);
    this.#last.set(runId, { text, times: 1 });
    if (this.#last.size > runsKept) this.#last.delete(this.#last.keys().next().value!);
    return `${text}\n`;
  }
}
