import { EmError } from "../../core/error.js";

/** What can be under way: a motion of the stage, an exposure, a live view, an automatic function, or a change of settings. */
export type OperationKind = "motion" | "exposure" | "live" | "auto" | "setting";

/** Which kinds keep each kind from beginning. The stage must not move under an exposure, nor the current change whose dose was reckoned. */
const excludedBy: Readonly<Record<OperationKind, readonly OperationKind[]>> = {
  motion: ["motion", "exposure", "live", "auto"],
  exposure: ["motion", "exposure", "live", "auto", "setting"],
  live: ["motion", "exposure", "live", "auto", "setting"],
  auto: ["motion", "exposure", "live", "auto", "setting"],
  setting: ["exposure", "auto"],
};

/** An instrument that one work of many steps has for itself: between two of its operations no motion and no exposure of others begins. */
export interface Hold {
  /** How the work is called: "em.run.montage". */
  readonly name: string;
  end(): void;
}

/** What may not begin between two operations of a work that holds the instrument: it would be at another place, or exposed once more. */
const heldOff: readonly OperationKind[] = ["motion", "exposure", "live", "auto"];

/** One operation under way. */
export interface Operation {
  /** Fires when the caller's signal does, and when the guard ends the operation. */
  readonly signal: AbortSignal;
  /** Says that from now on the instrument may have changed. */
  act(): void;
  readonly hasActed: boolean;
  end(): void;
}

interface Running {
  readonly kind: OperationKind;
  readonly name: string;
  readonly controller: AbortController;
}

/** What is under way on an instrument: it lets begin what nothing excludes, and ends what must end. */
export class Operations {
  readonly #running = new Set<Running>();
  readonly #onChange: (isAnyRunning: boolean) => void;
  #hold: Hold | undefined;

  constructor(onChange: (isAnyRunning: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Keeps motions and exposures of others off until the hold ends. Errors: InstrumentBusy while any of them is under way, or another holds. */
  hold(name: string): Hold {
    const other = [...this.#running].find(({ kind }) => heldOff.includes(kind));
    if (other) throw busy(name, other);
    if (this.#hold) throw held(name, this.#hold);
    const hold: Hold = {
      name,
      end: () => {
        if (this.#hold === hold) this.#hold = undefined;
      },
    };
    this.#hold = hold;
    return hold;
  }

  /**
   * Begins at once, without waiting for anything. Errors: InstrumentBusy, with what is under way or holds the instrument.
   *
   * @param hold that of the work of which it is a step
   */
  begin(kind: OperationKind, name: string, signal?: AbortSignal, hold?: Hold): Operation {
    if (this.#hold && this.#hold !== hold && heldOff.includes(kind)) throw held(name, this.#hold);
    const other = [...this.#running].find((running) => excludedBy[kind].includes(running.kind));
    if (other) throw busy(name, other);
    const running = { kind, name, controller: new AbortController() };
    const own = running.controller.signal;
    const either = signal ? AbortSignal.any([signal, own]) : own;
    this.#running.add(running);
    this.#onChange(true);
    let hasActed = false;
    return {
      signal: either,
      act: () => {
        hasActed = true;
      },
      get hasActed() {
        return hasActed;
      },
      end: () => {
        this.#running.delete(running);
        this.#onChange(this.#running.size > 0);
      },
    };
  }

  /** Fires the signals of all that is under way of some kinds. */
  abort(kinds: readonly OperationKind[], reason: unknown): void {
    for (const { kind, controller } of this.#running) if (kinds.includes(kind)) controller.abort(reason);
  }
}

function held(name: string, by: Hold): EmError {
  return new EmError("InstrumentBusy", `${name} cannot begin while ${by.name} is under way`, {
    fix: `Pause or stop ${by.name} first, or wait until it is done.`,
  });
}

function busy(name: string, other: Running): EmError {
  const ends = other.kind === "live" ? "Stop the live view first" : `Wait for it: await the promise of ${other.name}`;
  const stops = other.kind === "motion" ? ", or call em.stage.stop()" : "";
  return new EmError("InstrumentBusy", `${name} cannot begin while ${other.name} is under way`, {
    fix: `${ends}${stops}.`,
  });
}
