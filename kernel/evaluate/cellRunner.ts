import { types } from "node:util";
import { type Bundle, bundleOf, textOf, toJson } from "../display.js";
import type { AskingCell } from "../frontEnd/cellInput.js";
import type { RunEnd } from "../output/progressBars.js";
import type { MainToServer, RunOutcome, RunRequest } from "../threadMessages.js";
import { BackgroundErrors } from "./backgroundErrors.js";
import type { Builtins } from "./builtins.js";
import { errorReport, errorText, type ReportContext } from "./errorReport.js";
import type { Evaluation, Evaluator } from "./evaluator.js";
import type { ForcedStop } from "./forcedStop.js";
import { InterruptedError, Interruption } from "./interruption.js";
import { type RanCells, scriptName, toSource } from "./positions.js";
import type { CellTimers } from "./timers.js";
import { UnsetNames } from "./unsetNames.js";

/** What a runner works with. */
export interface RunnerParts {
  readonly evaluator: Evaluator;
  readonly cells: RanCells;
  readonly timers: CellTimers;
  /** What stands in for the `finally` of a cell that is stopped by force; the next cell waits for it. */
  readonly forcedStop: ForcedStop;
  /** Forgets the callbacks that have been terminated. */
  readonly forgetTerminated: () => void;
  /** The functions of the language that the kernel needs. */
  readonly builtins: Builtins;
  readonly internalRoot: string;
  readonly post: (message: MainToServer) => void;
}

const warmUpRounds = 30;

type RunEndListener = (runId: number | undefined, how: RunEnd) => void;

/** Runs cells one at a time and knows which one is running. */
export class CellRunner {
  readonly #parts: RunnerParts;
  /** What the running cell is still showing. An interrupted cell takes its own with it: they may never end. */
  #displays = new Set<Promise<void>>();
  /** What `display` has returned: no result, when it stands last in a cell. */
  readonly #published = new WeakSet<object>();
  readonly #endListeners: RunEndListener[] = [];
  #interruption = new Interruption();
  readonly #background: BackgroundErrors;
  #runId = 0;
  #isRunning = false;
  #allowStdin = false;
  /** The run whose timer, or the request whose handler, is being called, while it is. */
  calledBack: number | undefined;
  #ready: Promise<unknown> = Promise.resolve();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#background = new BackgroundErrors(this.#context());
  }

  /** The signal of the running cell. */
  get signal(): AbortSignal | undefined {
    return this.#isRunning ? this.#interruption.signal : undefined;
  }

  /** The running cell, for what asks in its name. */
  get running(): AskingCell | undefined {
    if (!this.#isRunning) return undefined;
    const { signal, ended } = this.#interruption;
    return { runId: this.#runId, allowStdin: this.#allowStdin, signal, ended };
  }

  /** The run that output and timers of this moment belong to. */
  get owner(): number {
    return this.calledBack ?? this.#runId;
  }

  /** The signal of the run that `owner` names; undefined when it has ended. */
  get ownerSignal(): AbortSignal | undefined {
    return this.owner === this.#runId ? this.signal : undefined;
  }

  /** Calls a listener when a run has ended, before its reply, and without a run when the timers of all have been ended. */
  onRunEnd(listener: RunEndListener): void {
    this.#endListeners.push(listener);
  }

  /** Cells wait for this before they run. */
  runAfter(ready: Promise<unknown>): void {
    this.#ready = ready;
  }

  /**
   * Goes the way of a cell with a script that does nothing, until V8 has compiled what every cell goes through: the first
   * twenty cells took two or three times as long as later ones. Ends when a cell comes. Takes some milliseconds.
   */
  async warmUp(): Promise<void> {
    const { evaluator, builtins } = this.#parts;
    for (let round = 0; round < warmUpRounds && this.#runId === 0; round += 1) {
      const evaluation = await evaluator.evaluate('"use strict";\n0', scriptName(0));
      builtins.repair();
      if (evaluation.kind === "value") toJson({ data: bundleOf(evaluation.value), metadata: {} });
    }
  }

  async run(request: RunRequest): Promise<void> {
    const { post } = this.#parts;
    const { runId } = request;
    this.#runId = runId;
    this.#allowStdin = request.allowStdin;
    this.#leaveCallback();
    this.#interruption = new Interruption();
    this.#displays = new Set();
    this.#isRunning = true;
    const names = new UnsetNames(this.#parts.evaluator, request.cell);
    let outcome: RunOutcome;
    try {
      outcome = await this.#interruption.race(this.#perform(request, names));
    } catch (error) {
      outcome = this.#failure(error);
    }
    if (outcome.status === "error") outcome = { ...outcome, unset: await names.find() };
    this.#isRunning = false;
    this.#ended(runId, outcome);
    post({ type: "ran", runId, outcome });
  }

  /**
   * Stops the running cell; with none running and `forced`, ends the timers that earlier cells left behind, unless
   * something else is known to have been what held the thread.
   */
  interrupt(forced: boolean, keepsTimers = false): void {
    this.#leaveCallback();
    if (forced) this.#parts.forgetTerminated();
    if (this.#isRunning) this.#interruption.interrupt(() => this.#abandon());
    else if (forced && !keepsTimers) {
      this.#parts.timers.clear();
      for (const listener of this.#endListeners) listener(undefined, "interrupted");
    }
  }

  #ended(runId: number, outcome: RunOutcome): void {
    const how = outcome.status === "ok" ? "ok" : this.#wasInterrupted(outcome.ename) ? "interrupted" : "error";
    for (const listener of this.#endListeners) listener(runId, how);
  }

  /** A termination can come before the signal, and an operation that saw the signal ends with an error of its own. */
  #wasInterrupted(ename: string): boolean {
    return this.#interruption.signal.aborted || ename === new InterruptedError().name;
  }

  /** JavaScript has been terminated: no `catch` and no `finally` has run. */
  terminated(): void {
    this.#parts.forgetTerminated();
    this.#parts.forcedStop.run("interrupted");
  }

  /** The cell goes on waiting for what will not come: nothing of it may go on. */
  #abandon(): void {
    this.#parts.timers.clear(this.#runId);
    this.#parts.forcedStop.run("interrupted");
  }

  /** A callback that was terminated has not said that it ended: `finally` is skipped too. */
  #leaveCallback(): void {
    this.calledBack = undefined;
  }

  /** Calls a timer's callback as part of the run that set the timer. */
  within(owner: number, callback: () => void): void {
    const outer = this.calledBack;
    this.calledBack = owner;
    try {
      callback();
    } catch (error) {
      this.reportBackground(error);
    } finally {
      this.calledBack = outer;
    }
  }

  /** Shows an error that no cell waits for: from a timer, an event or a promise. */
  reportBackground(error: unknown): void {
    this.#parts.builtins.repair();
    const runId = this.calledBack ?? this.#background.startedBy(error, this.#runId) ?? this.#runId;
    const text = this.#background.textOf(error, runId);
    if (text !== undefined) this.#parts.post({ type: "stream", runId, name: "stderr", text });
  }

  /**
   * Publishes a message as output of the present cell: at once, or when its content has come. The cell waits for it
   * before it ends.
   */
  publish(messageType: string, content: unknown, runId: number = this.owner): Promise<void> {
    const post = (ready: unknown) => {
      this.#parts.post({ type: "publish", runId, messageType, contentJson: toJson(ready) });
    };
    const publishing = content instanceof Promise ? content.then(post) : attempt(() => post(content));
    const shown = publishing.catch((error: unknown) => this.reportBackground(error));
    this.#published.add(shown);
    const displays = this.#displays;
    if (runId === this.#runId) displays.add(shown);
    shown.then(() => displays.delete(shown));
    return shown;
  }

  /** Publishes a value in its formats, with what `wrap` adds to them. */
  show(messageType: string, value: unknown, wrap: (data: Bundle) => unknown): Promise<void> {
    const runId = this.owner;
    const bundle = this.#bundle(value);
    return this.publish(messageType, bundle instanceof Promise ? bundle.then(wrap) : wrap(bundle), runId);
  }

  async #perform(request: RunRequest, names: UnsetNames): Promise<RunOutcome> {
    const { runId, count, cell, source, silent } = request;
    const name = scriptName(runId);
    const { signal } = this.#interruption;
    await Promise.all([this.#ready, this.#parts.forcedStop.settled()]);
    await names.look();
    if (signal.aborted) throw signal.reason;
    this.#parts.cells.add(name, { runId, count, source, map: cell.map });
    this.#parts.cells.forget(request.forgotten.map((module) => `${module}.ts`));
    const evaluation = await this.#parts.evaluator.evaluate(cell.js, name);
    this.#reportRepairs(this.#parts.builtins.repair(), runId);
    // An interrupted cell can come back late, when the next one is running: it has had its reply.
    if (this.#runId !== runId) return { status: "ok", userExpressions: {} };
    if (evaluation.kind !== "value") return this.#failed(evaluation, request);
    const { value } = evaluation;
    if (!silent && cell.endsInExpression && value !== undefined && !this.#published.has(value as object)) {
      await this.#publishResult(value, count);
    }
    await Promise.all(this.#displays);
    return { status: "ok", userExpressions: await this.#userExpressions(request) };
  }

  #reportRepairs(repaired: readonly string[], runId: number): void {
    if (repaired.length === 0) return;
    const text = `${repaired.join(", ")}: put back, since the kernel and packages do not work without it.\n`;
    this.#parts.post({ type: "stream", runId, name: "stderr", text });
  }

  #publishResult(value: unknown, execution_count: number): Promise<void> {
    const hint = types.isPromise(value)
      ? { "text/plain": `${textOf(value)}\nWrite await before it to wait for its value.` }
      : {};
    return this.show("execute_result", value, (data) => ({
      execution_count,
      data: { ...data, ...hint },
      metadata: {},
    }));
  }

  /** The formats of a value; where its display method fails, the error is shown and the text takes its place. */
  #bundle(value: unknown): Bundle | Promise<Bundle> {
    const fallback = (error: unknown): Bundle => {
      this.reportBackground(error);
      return { "text/plain": textOf(value) };
    };
    try {
      const bundle = bundleOf(value, (error) => errorText(error, this.#context()));
      return bundle instanceof Promise ? bundle.catch(fallback) : bundle;
    } catch (error) {
      return fallback(error);
    }
  }

  async #userExpressions({ runId, userExpressions }: RunRequest): Promise<Readonly<Record<string, unknown>>> {
    const results: Record<string, unknown> = {};
    for (const [key, expression] of Object.entries(userExpressions)) {
      const evaluation = await this.#parts.evaluator.evaluate(expression, `${scriptName(runId)}-${key}`);
      if (evaluation.kind === "value") {
        results[key] = { status: "ok", data: await this.#bundle(evaluation.value), metadata: {} };
      } else {
        const error = evaluation.kind === "thrown" ? evaluation.error : new InterruptedError();
        results[key] = { status: "error", ...errorReport(error, this.#context()) };
      }
    }
    return JSON.parse(toJson(results)) as Record<string, unknown>;
  }

  #failed(evaluation: Exclude<Evaluation, { kind: "value" }>, { count, cell }: RunRequest): RunOutcome {
    if (evaluation.kind === "terminated") return this.#failure(new InterruptedError());
    const position = toSource(cell.map, evaluation.line, evaluation.column);
    const thrownAt = position && { where: `cell [${count}]`, ...position };
    return { status: "error", ...errorReport(evaluation.error, this.#context(thrownAt)) };
  }

  #failure(error: unknown): RunOutcome {
    return { status: "error", ...errorReport(error, this.#context()) };
  }

  #context(thrownAt?: ReportContext["thrownAt"]): ReportContext {
    const { cells, internalRoot } = this.#parts;
    return { cells, internalRoot, thrownAt };
  }
}

async function attempt(work: () => void): Promise<void> {
  work();
}
