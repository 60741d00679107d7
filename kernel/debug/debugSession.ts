import type { Remote } from "../rpc.js";
import type { LanguageCalls } from "../threadMessages.js";
import { Breakpoints } from "./breakpoints.js";
import { blackboxPatterns } from "./capabilities.js";
import type { CellSources } from "./cellSources.js";
import type { Body } from "./dap.js";
import { ExceptionStops, exceptionBody, thrownAt } from "./exceptions.js";
import { Inspection } from "./inspection.js";
import { InspectorLink } from "./inspectorLink.js";
import { MainThread, type Pause, type Resumption, type Verdict } from "./mainThread.js";
import { type ParsedScript, Scripts } from "./scripts.js";
import { type Frame, framesOf, isShown, isSteppable, renumbered } from "./stackFrames.js";
import { Variables } from "./variables.js";

/** The main thread is the only one that is shown. */
export const threadId = 1;

/** What a session needs of the rest of the kernel. */
export interface SessionPorts {
  readonly cells: CellSources;
  readonly language: Remote<Pick<LanguageCalls, "localModules" | "isGuarded">>;
  /** The folder whose files are the kernel's own. */
  readonly internalRoot: string;
  readonly emit: (event: string, body: Body) => void;
}

/** What brought the thread to a stop that is shown. */
interface Stop {
  readonly reason: string;
  readonly frames: readonly Frame[];
  readonly more: Body;
}

/** A debugger that is switched on: it exists from `initialize` to `disconnect`, and outside of it nothing costs anything. */
export class DebugSession {
  readonly link = new InspectorLink();
  readonly variables = new Variables(this.link);
  readonly inspection = new Inspection(this.link, this.variables);
  readonly scripts: Scripts;
  readonly breakpoints: Breakpoints;
  readonly exceptions: ExceptionStops;
  readonly thread: MainThread;
  readonly #ports: SessionPorts;
  #stop: Stop | undefined;
  #lastMove: "step" | "pause" | undefined;
  #watching: string | undefined;

  constructor(ports: SessionPorts) {
    const { cells, language, internalRoot, emit } = ports;
    this.#ports = ports;
    this.scripts = new Scripts(cells, language, internalRoot);
    this.breakpoints = new Breakpoints(this.link, this.scripts, (body) => emit("breakpoint", body));
    this.exceptions = new ExceptionStops(this.link, cells, language);
    this.thread = new MainThread(this.link, {
      judge: (pause) => this.#judge(pause),
      onStopped: () => this.#onStopped(),
      onContinued: () => this.#onContinued(),
    });
  }

  /** Connects to the main thread; resolves when V8 has named all scripts. */
  async open(): Promise<void> {
    this.link.on<ParsedScript>("Debugger.scriptParsed", (script) => this.scripts.add(script));
    this.link.open();
    await this.link.post("Debugger.enable");
    await this.link.post("Debugger.setBlackboxPatterns", { patterns: blackboxPatterns(this.#ports.internalRoot) });
  }

  /** Lets stopped code go on and disconnects. */
  async close(): Promise<void> {
    await this.thread.leaveForGood().catch(() => {});
    this.link.close();
  }

  /** The calls of the stop that is shown, the kernel's and Node's own left out. */
  get frames(): readonly Frame[] {
    return this.#stop?.frames ?? [];
  }

  get thrown(): ReturnType<typeof thrownAt> {
    return this.thread.shown && thrownAt(this.thread.shown);
  }

  /** Gives the calls new ids, after an evaluation may have changed their variables. */
  renumber(): void {
    if (this.#stop) this.#stop = { ...this.#stop, frames: renumbered(this.#stop.frames) };
  }

  /** The call with this id. Without an id, or when nothing is stopped, undefined: the names of the cells are meant. */
  frame(id: unknown): Frame | undefined {
    return this.frames.find((frame) => frame.id === id);
  }

  async move(how: Resumption): Promise<boolean> {
    this.#lastMove = how === "resume" ? undefined : "step";
    return this.thread.leave(how);
  }

  async pause(): Promise<void> {
    this.#lastMove = "pause";
    await this.thread.pause();
  }

  /** Before a cell with this path runs: V8 halts at the beginning of its script where breakpoints must be set in it. */
  async beforeRun(path: string): Promise<void> {
    // A step that ended with an earlier cell does not go on in this one.
    if (this.#lastMove === "step") this.#lastMove = undefined;
    const isNeeded = this.breakpoints.has(path) || this.breakpoints.areWaiting;
    if (isNeeded && this.#watching === undefined) {
      const parameters = { instrumentation: "beforeScriptExecution" };
      type Reply = { readonly breakpointId: string };
      this.#watching = (await this.link.post<Reply>("Debugger.setInstrumentationBreakpoint", parameters)).breakpointId;
    } else if (!isNeeded && this.#watching !== undefined) {
      const breakpointId = this.#watching;
      this.#watching = undefined;
      await this.link.post("Debugger.removeBreakpoint", { breakpointId });
    }
  }

  /** Shows a stop, or says how to leave it: a step that has ended in code that is not the user's goes on. */
  async #judge(pause: Pause): Promise<Verdict> {
    if ((pause.reason as string) === "instrumentation") return this.#bindNewScript(pause);
    const frames = await framesOf(pause, this.scripts);
    const shown = frames.filter(isShown);
    const thrown = thrownAt(pause);
    if (thrown) {
      if (!(await this.exceptions.stops(thrown, frames))) return this.#goOn();
      const { description } = exceptionBody(thrown);
      return this.#show("exception", shown, { description: "Exception", text: description });
    }
    const hit = this.breakpoints.hit(pause.hitBreakpoints ?? []);
    if (hit.stops) return this.#show("breakpoint", shown, { hitBreakpointIds: hit.ids });
    if (pause.hitBreakpoints?.length && this.#lastMove === undefined) return "resume";
    if (frames[0] && isSteppable(frames[0])) return this.#show(this.#lastMove ?? "breakpoint", shown, {});
    return this.#passOver(frames);
  }

  /** An exception that does not stop must not end a step. */
  #goOn(): Verdict {
    return this.#lastMove === "step" ? "stepOver" : "resume";
  }

  #passOver(frames: readonly Frame[]): Verdict {
    const top = frames[0];
    if (top?.script.kind === "cell") return "stepOver";
    if (frames.some(isSteppable)) return "stepOut";
    // Statement by statement, through the end of the stack too: a request to pause that follows on a resumption reaches
    // the thread when the user's callback is over, and so with the next one, for ever.
    return this.#lastMove === "pause" ? "stepInto" : "resume";
  }

  #show(reason: string, frames: readonly Frame[], more: Body): Verdict {
    this.#stop = { reason, frames, more };
    this.#lastMove = undefined;
    return "stop";
  }

  async #bindNewScript({ data }: Pause): Promise<Verdict> {
    const script = await this.scripts.get(String((data as { scriptId?: unknown } | undefined)?.scriptId));
    await this.breakpoints.bind(script);
    return "resume";
  }

  #onStopped(): void {
    const { reason, more } = this.#stop!;
    this.#ports.emit("stopped", { reason, threadId, allThreadsStopped: true, ...more });
  }

  #onContinued(): void {
    this.#stop = undefined;
    this.variables.clear();
    this.link.post("Runtime.releaseObjectGroup", { objectGroup: "debugger" }).catch(() => {});
    this.#ports.emit("continued", { threadId, allThreadsContinued: true });
  }
}
