import { EmError } from "../core/error.js";
import type { Lease } from "../instrument/port.js";

/** The right to change a twin: one owner at a time; it does not run out, since a twin is in one process. */
export class TwinLease {
  readonly #checkConnected: () => void;
  #holder: Lease | undefined;

  constructor(checkConnected: () => void) {
    this.#checkConnected = checkConnected;
  }

  /** Errors: InstrumentBusy while another owner has it. */
  async take(owner: string): Promise<Lease> {
    this.#checkConnected();
    this.#checkFree(owner);
    const lease: Lease = {
      owner,
      renew: async () => {
        this.#checkConnected();
        this.#checkFree(owner);
        this.#holder = lease;
      },
      release: async () => {
        if (this.#holder === lease) this.#holder = undefined;
      },
    };
    this.#holder = lease;
    return lease;
  }

  #checkFree(owner: string): void {
    const holder = this.#holder?.owner;
    if (holder === undefined || holder === owner) return;
    throw new EmError("InstrumentBusy", `the instrument is in use by ${holder}`, {
      fix: `Ask ${holder} to let go of it.`,
    });
  }
}
