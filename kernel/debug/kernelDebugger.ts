import type { RunRequest } from "../threadMessages.js";
import { CellSources, cellPath } from "./cellSources.js";
import { type Body, DebugError, type DebugRequest } from "./dap.js";
import { type DebugHost, debugRequests } from "./debugRequests.js";
import { DebugSession, type SessionPorts } from "./debugSession.js";

/** What the debugger needs of the server that it belongs to. */
export interface DebuggerPorts extends Omit<SessionPorts, "cells" | "emit"> {
  /** Sends the content of a `debug_event`. */
  readonly publish: (content: Body) => void;
  /** Ends the running cell. */
  readonly interrupt: () => void;
}

/** The debugger of a kernel: Debug Adapter Protocol on the control channel, as JupyterLab's debugger panel speaks it. */
export class KernelDebugger implements DebugHost {
  readonly cells = new CellSources();
  readonly #ports: DebuggerPorts;
  #session: DebugSession | undefined;
  #opening: Promise<void> | undefined;
  #seq = 0;

  constructor(ports: DebuggerPorts) {
    this.#ports = ports;
  }

  get isStarted(): boolean {
    return this.#session !== undefined;
  }

  get session(): DebugSession {
    if (!this.#session) throw new DebugError("the debugger is off; switch it on first (initialize)");
    return this.#session;
  }

  /** The content of `debug_reply` to the content of a `debug_request`. */
  async answer(content: Body): Promise<Body> {
    const { seq = 0, command = "", arguments: given } = content as Partial<DebugRequest>;
    const reply = { seq: this.#next(), type: "response", request_seq: seq, command };
    try {
      const request = Object.hasOwn(debugRequests, command) ? debugRequests[command] : undefined;
      if (!request) throw new DebugError(`this kernel has no debug request "${command}"`);
      return { ...reply, success: true, body: (await request(this, given ?? {})) ?? {} };
    } catch (error) {
      return { ...reply, success: false, message: error instanceof Error ? error.message : String(error), body: {} };
    }
  }

  /** Before the main thread gets a cell: remembers its source, and sets the breakpoints in it while a debugger is on. */
  async beforeRun(run: RunRequest): Promise<void> {
    this.cells.add(run);
    await this.#session?.beforeRun(cellPath(run.source)).catch(() => {});
  }

  /** Ends the code that is stopped, if any; nothing stops again until the interrupt is over. */
  async during<T>(interrupt: () => Promise<T>): Promise<T> {
    const session = this.#session;
    session?.thread.release();
    try {
      return await interrupt();
    } finally {
      session?.thread.hold();
    }
  }

  async start(isJupyterLab: boolean): Promise<void> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    await this.#opening;
    this.session.variables.isJupyterLab = isJupyterLab;
  }

  /** Switches the debugger off: what is stopped goes on. */
  async stop(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }

  interrupt(): void {
    this.#ports.interrupt();
  }

  emit(event: string, body: Body): void {
    this.#ports.publish({ seq: this.#next(), type: "event", event, body });
  }

  async #open(): Promise<void> {
    if (this.#session) return;
    const emit = (event: string, body: Body) => this.emit(event, body);
    const session = new DebugSession({ ...this.#ports, cells: this.cells, emit });
    await session.open();
    this.#session = session;
  }

  #next(): number {
    this.#seq += 1;
    return this.#seq;
  }
}
