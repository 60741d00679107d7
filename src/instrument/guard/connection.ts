import { EmError } from "../../core/error.js";

/** Whether the instrument can still be spoken to. */
export class Connection {
  readonly #instrument: string;
  #lost: string | undefined;

  constructor(instrument: string) {
    this.#instrument = instrument;
  }

  get isConnected(): boolean {
    return this.#lost === undefined;
  }

  /** The first reason stays: what comes after a lost connection are its consequences. */
  lose(reason: string): void {
    this.#lost ??= reason;
  }

  /** Errors: NotConnected. */
  require(operation: string): void {
    if (this.#lost === undefined) return;
    throw new EmError("NotConnected", `${operation} needs ${this.#instrument}: ${this.#lost}`, {
      fix: `Connect again: em.connect(${JSON.stringify(this.#instrument)}). Then read the stage's position before anything moves.`,
    });
  }
}
