import type { Comms } from "../comms.js";
import type { CellRunner } from "../evaluate/cellRunner.js";
import type { ForcedStop } from "../evaluate/forcedStop.js";
import type { CellTimers } from "../evaluate/timers.js";
import { SendBacklog } from "../sendBacklog.js";
import type { MainToServer, ServerToMain } from "../threadMessages.js";
import { CellInput } from "./cellInput.js";
import { CommRegistry } from "./commRegistry.js";
import { HandlerRuns } from "./handlerRuns.js";

/** What the front end works with. */
export interface FrontEndParts {
  readonly runner: CellRunner;
  readonly timers: CellTimers;
  /** Brings into a safe state what a handler has left moving. */
  readonly forcedStop: ForcedStop;
  readonly post: (message: MainToServer, transferred?: readonly ArrayBuffer[]) => void;
  /** One Int32: see ServerStart. */
  readonly commBacklog: SharedArrayBuffer;
}

/** The front end as the user's code meets it beside output: comms, and questions to the person who sits there. */
export class FrontEnd {
  readonly #runner: CellRunner;
  readonly #handlers: HandlerRuns;
  readonly #comms: CommRegistry;
  readonly #input: CellInput;
  /** The interrupt that has terminated a handler. */
  #struckSequence = -1;

  constructor({ runner, timers, forcedStop, post, commBacklog }: FrontEndParts) {
    const backlog = new SendBacklog(new Int32Array(commBacklog));
    this.#runner = runner;
    const abandon = (owner: number) => {
      timers.clear(owner);
      forcedStop.run("interrupted");
    };
    this.#handlers = new HandlerRuns(runner, { post, abandon });
    this.#comms = new CommRegistry({
      owner: () => runner.owner,
      post,
      call: (handler, onError) => this.#handlers.call(handler, onError),
      report: (error) => runner.reportBackground(error),
      reserve: (bytes) => backlog.reserve(bytes),
    });
    this.#input = new CellInput({
      running: () => runner.running,
      owner: () => runner.owner,
      ask: (question) => post({ type: "ask", question }),
      end: (inputId) => post({ type: "askEnded", inputId }),
    });
  }

  get comms(): Comms {
    return this.#comms;
  }

  get input(): CellInput {
    return this.#input;
  }

  /** The signal of what is running: of the handler of a comm message, otherwise of the cell. */
  get signal(): AbortSignal | undefined {
    return this.#handlers.signal ?? this.#runner.signal;
  }

  receive(message: Extract<ServerToMain, { type: "comm" | "inputReply" }>): void {
    if (message.type === "inputReply") this.#input.answered(message.inputId, message.value);
    else this.#handlers.run(message.request.owner, () => this.#comms.receive(message.request));
  }

  /**
   * Stops handlers and the running cell; `forced` says that JavaScript has been terminated before. The same interrupt can
   * ask several times: it has one sequence number.
   */
  interrupt({ sequence, forced }: { readonly sequence: number; readonly forced: boolean }): void {
    if (this.#handlers.interrupt()) this.#struckSequence = sequence;
    // A handler was what held the thread then: the timers of earlier cells need not end for it.
    this.#runner.interrupt(forced, this.#struckSequence === sequence);
  }

  /** Shows the error of a promise that nobody waits for. */
  reportUnhandled(reason: unknown, promise: object): void {
    this.#handlers.reportUnhandled(reason, promise);
  }

  /** Closes all comms: the kernel is going. */
  close(): void {
    this.#comms.closeAll();
  }
}
