import type { InputQuestion } from "../threadMessages.js";

/** The cell that is running, as far as a question concerns it. */
export interface AskingCell {
  readonly runId: number;
  readonly allowStdin: boolean;
  /** Fires when the cell is interrupted. */
  readonly signal: AbortSignal;
  /** Resolves when the cell has ended. */
  readonly ended: Promise<void>;
}

/** What questions need of their thread. */
export interface InputPorts {
  running(): AskingCell | undefined;
  /** The run or request that calls. */
  owner(): number;
  ask(question: InputQuestion): void;
  /** Tells the server that the answer is not waited for any more. */
  end(inputId: number): void;
}

/** Options of `input`. */
export interface InputOptions {
  /** Hides what is typed. */
  readonly password?: boolean;
}

/** A question that cannot be asked. */
export class InputError extends Error {
  /** What to do about it. */
  readonly fix: string;

  constructor(name: string, message: string, fix: string) {
    super(message);
    this.name = name;
    this.fix = fix;
  }
}

/** Asks the person at the notebook, one question after the other. */
export class CellInput {
  readonly #ports: InputPorts;
  #last = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting: { readonly inputId: number; readonly resolve: (value: string | undefined) => void } | undefined;

  constructor(ports: InputPorts) {
    this.#ports = ports;
  }

  /**
   * Resolves with what the person has typed.
   *
   * Errors: StdinNotAllowed when the notebook is run by a program; InputOutsideCell when no cell is running or it ends without
   * having awaited; the reason of the cell's signal when it is interrupted.
   */
  async input(prompt: unknown = "", { password = false }: InputOptions = {}): Promise<string> {
    const cell = this.#ports.running();
    if (!cell || cell.runId !== this.#ports.owner()) throw outsideCell("this is called outside of it");
    if (!cell.allowStdin) throw notAllowed("this notebook is run by a program (allow_stdin is false)");
    const before = this.#queue;
    const answer = before.then(() => this.#ask(cell, String(prompt), password === true));
    this.#queue = answer.catch(() => {});
    return answer;
  }

  /** Takes the answer; undefined when the question could not be delivered. */
  answered(inputId: number, value: string | undefined): void {
    if (this.#waiting?.inputId === inputId) this.#waiting.resolve(value);
  }

  async #ask({ runId, signal, ended }: AskingCell, prompt: string, password: boolean): Promise<string> {
    signal.throwIfAborted();
    if (this.#ports.running()?.runId !== runId) throw outsideCell(endedFirst);
    this.#last += 1;
    const inputId = this.#last;
    const interrupted = rejection(signal);
    try {
      const answer = new Promise<string | undefined>((resolve) => {
        this.#waiting = { inputId, resolve };
      });
      this.#ports.ask({ inputId, runId, prompt, password });
      const over = ended.then(() => Promise.reject(outsideCell(endedFirst)));
      const value = await Promise.race([answer, interrupted.promise, over]);
      if (value === undefined) throw notAllowed("the client that runs this cell cannot be asked");
      return value;
    } finally {
      interrupted.forget();
      this.#waiting = undefined;
      this.#ports.end(inputId);
    }
  }
}

const endedFirst = "the cell ended before there was an answer";

function rejection(signal: AbortSignal): { readonly promise: Promise<never>; forget(): void } {
  let listener = () => {};
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason);
  });
  signal.addEventListener("abort", listener, { once: true });
  return { promise, forget: () => signal.removeEventListener("abort", listener) };
}

function outsideCell(message: string): InputError {
  return new InputError(
    "InputOutsideCell",
    `input() asks while its cell runs, and ${message}`,
    "await input(…) in a cell",
  );
}

function notAllowed(message: string): InputError {
  const fix = "give the value as a variable or a parameter of the notebook instead of asking for it";
  return new InputError("StdinNotAllowed", `input() found nobody to ask: ${message}`, fix);
}
