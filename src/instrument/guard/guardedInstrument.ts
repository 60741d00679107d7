import { EmError } from "../../core/error.js";
import type { Instrument } from "../port.js";
import { Arming } from "./arming.js";
import type { AuditLog } from "./auditLog.js";
import { callNow } from "./callNow.js";
import { Connection } from "./connection.js";
import { LeaseHolder } from "./leaseHolder.js";
import { type Hold, type Operation, type OperationKind, Operations } from "./operations.js";

/** A change of the instrument that somebody asks for. */
export interface Change {
  /** "em.stage.moveTo". */
  readonly operation: string;
  readonly kind: OperationKind;
  /** For the audit: what was asked. */
  readonly details?: unknown;
  readonly signal?: AbortSignal;
  /** That of the work of which it is a step. */
  readonly hold?: Hold | undefined;
}

/** What the audit writes of a result. */
export type Summary<T> = (result: T) => unknown;

/** A change that may go on: how it is begun, and how its end is written down. */
export interface Permit {
  readonly operation: Operation;
  /** Writes the result, or the error, and lets others begin. */
  done(result?: unknown): void;
  failed(error: unknown): void;
}

/** What must hold before anything changes, in one place: connection, arming, one operation at a time, lease, record. */
export class GuardedInstrument {
  readonly instrument: Instrument;
  readonly audit: AuditLog;
  readonly arming: Arming;
  readonly connection: Connection;
  readonly lease: LeaseHolder;
  readonly operations: Operations;
  readonly #nowMs: () => number;
  #blanks = 0;

  constructor(instrument: Instrument, owner: string, audit: AuditLog, nowMs: () => number) {
    this.instrument = instrument;
    this.audit = audit;
    this.#nowMs = nowMs;
    this.arming = new Arming(instrument.name, instrument.isHardware);
    this.connection = new Connection(instrument.name);
    this.lease = new LeaseHolder(instrument, owner, (error) => this.endAll(error));
    this.operations = new Operations((isAnyRunning) => this.lease.keepWhile(isAnyRunning));
  }

  /** How often the beam was blanked from outside an exposure: one that sees another number than at its start must not unblank. @unitless */
  get blanks(): number {
    return this.#blanks;
  }

  /** Blanks the beam at once, whatever is under way. */
  blank(): Promise<void> {
    this.#blanks++;
    return this.instrument.beam.blank();
  }

  /** Ends all that is under way. */
  endAll(reason: unknown): void {
    this.operations.abort(["motion", "exposure", "live", "auto", "setting"], reason);
  }

  /** Makes one change: `check` runs first and at once, `action` when all else is in order; `summary` is for the audit. */
  async change<C, T>(
    change: Change,
    check: () => C,
    action: (operation: Operation, checked: C) => Promise<T>,
    summary: Summary<T> = () => undefined,
  ): Promise<T> {
    const { permit, checked } = await this.begin(change, check);
    try {
      const result = await action(permit.operation, checked);
      permit.done(summary(result));
      return result;
    } catch (error) {
      permit.failed(error);
      throw error;
    }
  }

  /** The first half of a change. Everything up to the lease happens before it first waits, so a second motion is refused at once. */
  async begin<C>(change: Change, check: () => C): Promise<{ permit: Permit; checked: C }> {
    const { operation: name, kind, details, signal, hold } = change;
    const asked = this.audit.write({ outcome: "asked", operation: name, details });
    const startMs = this.#nowMs();
    let operation: Operation | undefined;
    const failed = (error: unknown) => {
      operation?.end();
      this.#writeFailure(name, asked, startMs, error, operation?.hasActed ?? false);
    };
    try {
      this.connection.require(name);
      this.arming.require(name);
      this.audit.checkSink();
      checkSignal(name, signal);
      const checked = check();
      operation = this.operations.begin(kind, name, signal, hold);
      await this.lease.hold();
      throwIfEnded(operation.signal, name);
      const done = (result?: unknown) => {
        operation?.end();
        this.audit.write({
          outcome: "done",
          operation: name,
          asked,
          durationMs: this.#nowMs() - startMs,
          details: result,
        });
      };
      return { permit: { operation, done, failed }, checked };
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  /** What changes nothing of the instrument, but belongs on record. Errors: NotConnected; those of the action. */
  async recorded(operation: string, action: () => Promise<void>): Promise<void> {
    const startMs = this.#nowMs();
    const asked = this.audit.write({ outcome: "asked", operation });
    try {
      this.connection.require(operation);
      await action();
    } catch (error) {
      this.#writeFailure(operation, asked, startMs, error, false);
      throw error;
    }
    this.audit.write({ outcome: "done", operation, asked, durationMs: this.#nowMs() - startMs });
  }

  /**
   * What makes things safer: it is called at once, before its line is written, and whatever the state of connection, arming and lease.
   * `alongside` runs in the same turn.
   */
  urgent(operation: string, call: () => Promise<void>, alongside: () => void = () => undefined): Promise<void> {
    const startMs = this.#nowMs();
    const going = callNow(call);
    alongside();
    const asked = this.audit.write({ outcome: "asked", operation });
    return going.then(
      () => void this.audit.write({ outcome: "done", operation, asked, durationMs: this.#nowMs() - startMs }),
      (error: unknown) => {
        this.#writeFailure(operation, asked, startMs, error, true);
        throw error;
      },
    );
  }

  #writeFailure(operation: string, asked: number, startMs: number, error: unknown, hasActed: boolean): void {
    if (error instanceof EmError && error.tag === "NotConnected") this.connection.lose(error.message);
    const outcome = hasActed ? "failed" : "refused";
    this.audit.write({ outcome, operation, asked, durationMs: this.#nowMs() - startMs, error: described(error) });
  }
}

/** Errors: BadOption for a signal that is none: it would be believed to stop things. */
function checkSignal(operation: string, signal: unknown): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw new EmError("BadOption", `${operation}: signal is no AbortSignal`, {
    fix: "Give the signal of an AbortController, or leave it out.",
  });
}

/** Aborted when a change was ended before it changed anything, with what ended it as the cause. */
export function throwIfEnded(signal: AbortSignal, operation: string): void {
  if (!signal.aborted) return;
  throw new EmError("Aborted", `${operation} was stopped before it was done`, {
    fix: "Read the stage's position and the beam's state, then call it again.",
    cause: signal.reason,
  });
}

/** An error as the audit writes it. */
export function described(error: unknown): { tag: string; message: string; fix?: string } {
  if (error instanceof EmError) return { tag: error.tag, message: error.message, fix: error.fix };
  return error instanceof Error
    ? { tag: error.name, message: error.message }
    : { tag: "unknown", message: String(error) };
}
