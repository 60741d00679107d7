import { EmError } from "../core/error.js";
import type { BeamSettings, BeamState } from "../instrument/beamSettings.js";
import type { BeamPort } from "../instrument/port.js";
import { columnParameters } from "./optics/columnParameters.js";
import { valuesOf } from "./parameter.js";

/** Values that a setting of the twin's column can take. */
interface Range {
  /** In the unit of the setting. @unitless */
  readonly least: number;
  /** In the unit of the setting. @unitless */
  readonly most: number;
}

/** Voltages at which the column is aligned. */
const alignedKv = [80, 200, 300] as const;

const {
  leastConvergenceMrad,
  mostConvergenceMrad,
  leastCurrentPicoAmp,
  mostCurrentPicoAmp,
  mostDefocusNm,
  mostTwoFoldNm,
  mostComaNm,
  mostShiftNm,
} = valuesOf(columnParameters);

const around = (most: number): Range => ({ least: -most, most });

/** What the column allows. */
const ranges: Readonly<Record<Exclude<keyof BeamSettings, "accelKv">, Range>> = {
  convergenceMrad: { least: leastConvergenceMrad, most: mostConvergenceMrad },
  currentPicoAmp: { least: leastCurrentPicoAmp, most: mostCurrentPicoAmp },
  defocusNm: around(mostDefocusNm),
  twoFoldXNm: around(mostTwoFoldNm),
  twoFoldYNm: around(mostTwoFoldNm),
  comaXNm: around(mostComaNm),
  comaYNm: around(mostComaNm),
  shiftXNm: around(mostShiftNm),
  shiftYNm: around(mostShiftNm),
};

/** What the beam of a twin needs of the rest. */
export interface TwinBeamParts {
  readonly settings: BeamSettings;
  /** Throws when the connection is lost. */
  readonly checkConnected: () => void;
  /** Called before anything changes: the dose until now belongs to how the beam was. */
  readonly onChanging: () => void;
  readonly onBlanked: (isBlanked: boolean) => void;
  readonly onSet: (change: Partial<BeamSettings>) => void;
}

/** The beam of a twin: settings within the ranges of a column, and a blanker that is closed at the beginning. */
export class TwinBeam implements BeamPort {
  readonly #parts: TwinBeamParts;
  #state: BeamState;

  constructor(parts: TwinBeamParts) {
    this.#parts = parts;
    for (const [name, value] of Object.entries(parts.settings)) checkSetting(name, value);
    this.#state = Object.freeze({ ...parts.settings, isBlanked: true });
  }

  /** The same as state(), for the twin itself. */
  get now(): BeamState {
    return this.#state;
  }

  async state(): Promise<BeamState> {
    this.#parts.checkConnected();
    return this.#state;
  }

  async set(change: Partial<BeamSettings>): Promise<BeamState> {
    this.#parts.checkConnected();
    for (const [name, value] of Object.entries(change)) checkSetting(name, value);
    this.#parts.onChanging();
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.#parts.onSet(change);
    return this.#state;
  }

  async blank(): Promise<void> {
    this.#parts.checkConnected();
    this.#switch(true);
  }

  async unblank(): Promise<void> {
    this.#parts.checkConnected();
    this.#switch(false);
  }

  /** Blanks whatever the connection: what a microscope does by itself when its computer is gone. */
  fallSafe(): void {
    this.#switch(true);
  }

  #switch(isBlanked: boolean): void {
    if (this.#state.isBlanked === isBlanked) return;
    this.#parts.onChanging();
    this.#state = Object.freeze({ ...this.#state, isBlanked });
    this.#parts.onBlanked(isBlanked);
  }
}

function checkSetting(name: string, value: unknown): void {
  if (name === "accelKv") {
    if (alignedKv.includes(value as never)) return;
    throw new EmError("BadOption", `the beam cannot be set to ${value} kV`, {
      fix: `The twin is aligned at ${alignedKv.join(", ")} kV.`,
    });
  }
  const range = ranges[name as keyof typeof ranges];
  if (!range) {
    throw new EmError("BadOption", `the beam has no setting "${name}"`, {
      fix: `It has: accelKv, ${Object.keys(ranges).join(", ")}.`,
    });
  }
  if (typeof value !== "number" || !(value >= range.least && value <= range.most)) {
    throw new EmError("BadOption", `the beam cannot be set to ${name} ${value}`, {
      fix: `${name} goes from ${range.least} to ${range.most}, in the unit that its name ends in.`,
    });
  }
}
