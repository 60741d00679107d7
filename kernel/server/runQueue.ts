import type { History } from "../history/history.js";
import type { Remote } from "../rpc.js";
import type { CheckResult, ErrorReport, LanguageCalls, RunOutcome, RunRequest } from "../threadMessages.js";
import type { Header, Message } from "../wire.js";
import type { Publisher } from "./publisher.js";

/** After an error, requests that arrive within this time (ms) still belong to the same "run all" and are aborted. */
const abortDrainMs = 5;
/** Parents of finished cells that late output (a timer, an unawaited promise) can still be attached to. */
const parentsKept = 2000;

/** The text of a larger result, a picture say, is not looked for (characters of JSON): this thread has messages to serve. */
const longestResult = 1024 * 1024;

/** The content of execute_request, with the defaults of the protocol. */
interface ExecuteContent {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly stopOnError: boolean;
  readonly allowStdin: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
}

/** What the queue needs of the rest of the server. */
export interface RunPorts {
  readonly publisher: Publisher;
  readonly language: Remote<LanguageCalls>;
  readonly reply: (request: Message, content: Readonly<Record<string, unknown>>) => void;
  readonly startRun: (run: RunRequest) => Promise<void>;
  readonly history: Pick<History, "addSource" | "addOutput">;
}

interface CurrentRun {
  readonly runId: number;
  readonly request: Message;
  readonly settle: (outcome: RunOutcome) => void;
  interrupted: boolean;
}

/** Runs execute requests one after the other: type check, evaluation on the main thread, reply. */
export class RunQueue {
  readonly #ports: RunPorts;
  readonly #waiting: Message[] = [];
  readonly #parents = new Map<number, Header>();
  #current: CurrentRun | undefined;
  #working = false;
  #count = 0;
  #lastRunId = 0;
  /** The run that is kept in the history, if the present one is. */
  #storedRunId: number | undefined;

  constructor(ports: RunPorts) {
    this.#ports = ports;
  }

  /** How many cells have been counted. */
  get count(): number {
    return this.#count;
  }

  add(request: Message): void {
    this.#waiting.push(request);
    if (!this.#working) this.#work();
  }

  /** The header of the request that a run belongs to, for its outputs. */
  parentOf(runId: number): Partial<Header> {
    const parent = this.#parents.get(runId);
    if (!parent) return this.#parents.get(this.#lastRunId) ?? {};
    // The one that was used last is dropped last: a timer that goes on printing keeps its cell.
    this.#parents.delete(runId);
    this.#parents.set(runId, parent);
    return parent;
  }

  /** Keeps the text of a result, unless its run is not kept in the history. */
  resultShown(runId: number, contentJson: string): void {
    if (runId !== this.#storedRunId || contentJson.length > longestResult) return;
    const { data } = JSON.parse(contentJson) as { readonly data?: Readonly<Record<string, unknown>> };
    const text = data?.["text/plain"];
    if (typeof text === "string") this.#ports.history.addOutput(this.#count, text);
  }

  /** The request of a run, while it is running. */
  requestOf(runId: number): Message | undefined {
    return this.#current?.runId === runId ? this.#current.request : undefined;
  }

  /** Ends the run with this outcome, unless it has ended already. */
  settle(runId: number, outcome: RunOutcome): void {
    if (this.#current?.runId === runId) this.#current.settle(outcome);
  }

  /** Marks the run as interrupted, so that a cell that is still being checked is not started. */
  interruptCurrent(): number | undefined {
    if (this.#current) this.#current.interrupted = true;
    return this.#current?.runId;
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let request = this.#waiting.shift(); request; request = this.#waiting.shift()) await this.#execute(request);
    this.#working = false;
  }

  async #execute(request: Message): Promise<void> {
    const { publisher, reply, history } = this.#ports;
    const content = executeContent(request);
    const runId = this.#begin(request.header);
    if (content.storeHistory) this.#count += 1;
    // The compiler begins while the front end is told.
    const ending = this.#outcome(runId, request, content);
    publisher.status(request.header, "busy");
    const execution_count = this.#count;
    this.#storedRunId = content.storeHistory ? runId : undefined;
    if (content.storeHistory) history.addSource(execution_count, content.code);
    if (!content.silent) publisher.publish(request.header, "execute_input", { code: content.code, execution_count });
    const outcome = await ending;
    const aborted = outcome.status === "error" && content.stopOnError ? await this.#takeWaiting() : [];
    if (outcome.status === "ok") {
      const { userExpressions: user_expressions } = outcome;
      reply(request, { status: "ok", execution_count, user_expressions, payload: [] });
    } else {
      const { ename, evalue, traceback } = outcome;
      if (!content.silent) publisher.publish(request.header, "error", { ename, evalue, traceback });
      reply(request, { status: "error", execution_count, ename, evalue, traceback, payload: [] });
    }
    publisher.status(request.header, "idle");
    for (const later of aborted) this.#abort(later);
  }

  #begin(parent: Header): number {
    this.#lastRunId += 1;
    this.#parents.set(this.#lastRunId, parent);
    if (this.#parents.size > parentsKept) this.#parents.delete(this.#parents.keys().next().value!);
    return this.#lastRunId;
  }

  async #outcome(runId: number, request: Message, content: ExecuteContent): Promise<RunOutcome> {
    const ended = new Promise<RunOutcome>((settle) => {
      this.#current = { runId, request, settle, interrupted: false };
    });
    const current = this.#current!;
    try {
      const checked = await this.#check(runId, content.code);
      if (!checked.ok) return { status: "error", ...checked.error };
      if (current.interrupted) {
        this.#ports.language.forget(runId);
        return { status: "error", ...interruptedReport };
      }
      if (checked.warning) this.#ports.publisher.stream(this.parentOf(runId), "stderr", checked.warning);
      await this.#ports.startRun({
        runId,
        count: this.#count,
        source: content.code,
        cell: checked.cell,
        forgotten: checked.known?.forgotten ?? [],
        silent: content.silent,
        allowStdin: content.allowStdin,
        userExpressions: content.userExpressions,
      });
      const outcome = await ended;
      if (outcome.status === "error" && outcome.unset?.length) this.#ports.language.forget(runId, outcome.unset);
      return outcome;
    } finally {
      this.#current = undefined;
    }
  }

  async #check(runId: number, source: string): Promise<CheckResult> {
    if (!source.trim()) return emptyCell;
    try {
      return await this.#ports.language.check(source, runId, this.#count);
    } catch (error) {
      return { ok: false, error: brokenChecker(error) };
    }
  }

  /** The requests that were sent before the client could know of the error. */
  async #takeWaiting(): Promise<Message[]> {
    await new Promise((resolve) => setTimeout(resolve, abortDrainMs));
    return this.#waiting.splice(0);
  }

  #abort(request: Message): void {
    const { publisher, reply } = this.#ports;
    publisher.status(request.header, "busy");
    reply(request, { status: "aborted", execution_count: this.#count, user_expressions: {}, payload: [] });
    publisher.status(request.header, "idle");
  }
}

const emptyCell: CheckResult = { ok: true, cell: { js: "", map: { lines: [] }, endsInExpression: false, names: [] } };

/** What the user sees for a cell that was stopped before it began, or that could not be stopped. */
export const interruptedReport: ErrorReport = {
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

function brokenChecker(error: unknown): ErrorReport {
  const evalue = `the type checker failed: ${error instanceof Error ? error.message : String(error)}`;
  return {
    ename: "KernelError",
    evalue,
    traceback: [evalue, "Restart the kernel; if it happens again, report this cell."],
  };
}

/** The fields have the types that requestContent.ts asks for, or are absent. */
function executeContent({ content }: Message): ExecuteContent {
  const silent = content["silent"] === true;
  return {
    code: content["code"] as string,
    silent,
    storeHistory: !silent && content["store_history"] !== false,
    stopOnError: content["stop_on_error"] !== false,
    allowStdin: content["allow_stdin"] === true,
    userExpressions: (content["user_expressions"] as Record<string, string> | null | undefined) ?? {},
  };
}
