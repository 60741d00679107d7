import { EmError } from "../../core/error.js";
import type { BeamSettings, BeamState } from "../beamSettings.js";
import type { BeamPort } from "../port.js";
import type { Playhead } from "./playhead.js";

/** Told whenever the beam has changed. */
export interface BeamListener {
  assertConnected(): void;
  set(change: Partial<BeamSettings>): void;
  blanked(isBlanked: boolean): void;
}

/** Settings that differ by less than this part of their value were recorded as one. */
const relativeTolerance = 1e-6;

/** The beam of a run that is played back: it is set as it was, and takes the settings that it had. Its blanker is the only part that acts. */
export class ReplayBeam implements BeamPort {
  readonly #playhead: Playhead;
  readonly #listener: BeamListener;
  #isBlanked: boolean;

  constructor(playhead: Playhead, listener: BeamListener) {
    this.#playhead = playhead;
    this.#listener = listener;
    this.#isBlanked = playhead.conditions.beam.isBlanked;
  }

  get isBlanked(): boolean {
    return this.#isBlanked;
  }

  async state(): Promise<BeamState> {
    this.#listener.assertConnected();
    return { ...this.#playhead.conditions.beam, isBlanked: this.#isBlanked };
  }

  /**
   * Goes to the next frame that was recorded with these settings; those that are left out stay.
   *
   * Errors: Unsupported with the values that the run has; BadOption for what is no setting or no number; NotConnected.
   */
  async set(change: Partial<BeamSettings>): Promise<BeamState> {
    this.#listener.assertConnected();
    const { isBlanked: _, ...current } = this.#playhead.conditions.beam;
    const wanted = { ...current, ...checkedChange(change, current) };
    const names = Object.keys(wanted) as (keyof BeamSettings)[];
    if (!this.#playhead.goTo("beam", ({ beam }) => names.every((name) => isSame(beam[name], wanted[name]))))
      throw this.#neverSet(change);
    this.#listener.set(change);
    return this.state();
  }

  async blank(): Promise<void> {
    this.#isBlanked = true;
    this.#listener.blanked(true);
  }

  async unblank(): Promise<void> {
    this.#listener.assertConnected();
    this.#isBlanked = false;
    this.#listener.blanked(false);
  }

  #neverSet(change: Partial<BeamSettings>): EmError {
    const names = Object.keys(change) as (keyof BeamSettings)[];
    const has = names.map((name) => {
      const values = [...new Set(this.#playhead.takes.map(({ conditions }) => conditions.beam[name]))];
      return `${name} ${values.slice(0, mostListed).join(", ")}${values.length > mostListed ? ", …" : ""}`;
    });
    const wanted = names.map((name) => `${name} ${change[name]}`).join(", ");
    return new EmError("Unsupported", `nothing was recorded with ${wanted}`, {
      fix: `The run has: ${has.join("; ")}.`,
    });
  }
}

const mostListed = 8;

function checkedChange(change: Partial<BeamSettings>, current: BeamSettings): Partial<BeamSettings> {
  for (const [name, value] of Object.entries(change)) {
    if (!(name in current))
      throw new EmError("BadOption", `the beam has no setting "${name}"`, {
        fix: `It has: ${Object.keys(current).join(", ")}.`,
      });
    if (value !== undefined && !Number.isFinite(value))
      throw new EmError("BadOption", `${name} is ${value}`, { fix: "Give a finite number." });
  }
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= relativeTolerance * Math.max(Math.abs(a), Math.abs(b));
}
