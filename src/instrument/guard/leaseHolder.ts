import type { Instrument, Lease } from "../port.js";

/** Between renewals while something is under way: a lease of the bridge lasts 5 s (../pyjem's protocol), and three may be missed. */
const renewMs = 1000;

/** Takes the lease when it is first needed, renews it with each change, and keeps it while something is under way. */
export class LeaseHolder {
  readonly #instrument: Instrument;
  readonly #owner: string;
  readonly #onLost: (error: unknown) => void;
  #lease: Lease | undefined;
  #taking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(instrument: Instrument, owner: string, onLost: (error: unknown) => void) {
    this.#instrument = instrument;
    this.#owner = owner;
    this.#onLost = onLost;
  }

  get isHeld(): boolean {
    return this.#lease !== undefined;
  }

  /** Takes or renews. Errors: InstrumentBusy, with the name of the owner that has it. */
  async hold(): Promise<void> {
    // Two changes that begin together must not ask for two leases.
    this.#taking ??= this.#takeOrRenew().finally(() => {
      this.#taking = undefined;
    });
    await this.#taking;
  }

  /** Renews once a second while something is under way. */
  keepWhile(isAnyRunning: boolean): void {
    if (!isAnyRunning) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#timer ??= setInterval(() => this.#renewOrTell(), renewMs).unref();
  }

  async release(): Promise<void> {
    this.keepWhile(false);
    const lease = this.#lease;
    this.#lease = undefined;
    await lease?.release();
  }

  async #takeOrRenew(): Promise<void> {
    if (!this.#lease) {
      this.#lease = await this.#instrument.lease(this.#owner);
      return;
    }
    try {
      await this.#lease.renew();
    } catch (error) {
      this.#lease = undefined;
      throw error;
    }
  }

  #renewOrTell(): void {
    if (this.#lease && !this.#taking) this.hold().catch((error: unknown) => this.#onLost(error));
  }
}
