import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { BeamSettings } from "../../instrument/beamSettings.js";
import type { AutoFunction, AutoReport } from "../../instrument/port.js";
import { withSessionProgress, withSessionSignal } from "../session.js";
import { BeamReading } from "./beamReading.js";
import { connected } from "./connection.js";
import { factTable } from "./factTable.js";

/** What an automatic function takes. */
export interface AutoOptions {
  /** Ends it; by default the cell's interrupt does. */
  readonly signal?: AbortSignal;
}

const autoRules: OptionRules<AutoOptions> = {
  signal: { kind: "other", expects: "an AbortSignal", accepts: (value) => value instanceof AbortSignal },
};

/** The electron beam of the connected instrument. */
export interface Beam {
  /**
   * Reads what the beam is set to, and whether it is blanked.
   *
   * @example
   * (await em.beam.state()).defocusNm
   */
  state(): Promise<BeamReading>;

  /**
   * Changes settings: accelKv, convergenceMrad, currentPicoAmp, defocusNm, twoFoldXNm, twoFoldYNm, comaXNm, comaYNm, shiftXNm, shiftYNm.
   *
   * Errors: BadOption for an unknown setting or a value out of range; Unsupported for one that this instrument cannot set; NotArmed.
   *
   * @example
   * await em.beam.set({ defocusNm: -4, currentPicoAmp: 50 });
   */
  set(change: Partial<BeamSettings>): Promise<BeamReading>;

  /**
   * Keeps the beam off the specimen; never waits for an acquisition.
   *
   * @example
   * await em.beam.blank();
   */
  blank(): Promise<void>;

  /**
   * Lets the beam stay on the specimen between acquisitions, which then goes on receiving dose. Acquisitions unblank by themselves.
   *
   * Errors: NotArmed; DoseLimit where the area has had its dose.
   *
   * @example
   * await em.beam.unblank();
   */
  unblank(): Promise<void>;

  /**
   * Focuses with the instrument's own function. It exposes the specimen.
   *
   * Errors: Unsupported where the instrument has none; Aborted. Cost: some seconds of the instrument's time.
   *
   * @example
   * await em.beam.focus()
   */
  focus(options?: AutoOptions): Promise<AutoResult>;

  /**
   * Corrects two-fold astigmatism with the instrument's own function. It exposes the specimen. Errors and cost: as focus.
   *
   * @example
   * await em.beam.stigmate()
   */
  stigmate(options?: AutoOptions): Promise<AutoResult>;
}

/** What an automatic function changed; as the last line of a cell it is a table. */
export class AutoResult implements Displayable {
  readonly name: AutoFunction;
  /** false: it gave up, and the settings are as they were. */
  readonly isDone: boolean;
  /** From and to, by setting, each with the unit in its name. */
  readonly changes: AutoReport["changes"];
  readonly beam: BeamReading;

  constructor(report: AutoReport) {
    this.name = report.name;
    this.isDone = report.isDone;
    this.changes = report.changes;
    this.beam = new BeamReading(report.beam);
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const rows = Object.entries(this.changes).map(([setting, [from, to]]) => [setting, rounded(from), rounded(to)]);
    const title = this.isDone ? `${this.name} is done` : `${this.name} gave up; nothing was changed`;
    return factTable(title, ["setting", "from", "to"], rows);
  }
}

const rounded = (value: number) => Number(value.toFixed(3));

export const beam: Beam = Object.freeze({
  state,
  set,
  blank,
  unblank,
  focus: (options?: AutoOptions) => auto("em.beam.focus", "focus", options),
  stigmate: (options?: AutoOptions) => auto("em.beam.stigmate", "stigmator", options),
});

/** What any column can be set to; an instrument may allow less. */
const settingRules: OptionRules<BeamSettings> = {
  accelKv: { kind: "number", min: 1, max: 1250, unit: "kV" },
  convergenceMrad: { kind: "number", min: 0.01, max: 100, unit: "mrad" },
  currentPicoAmp: { kind: "number", min: 0.01, max: 1e5, unit: "pA" },
  defocusNm: { kind: "number", min: -1e5, max: 1e5, unit: "nm" },
  twoFoldXNm: { kind: "number", min: -1e4, max: 1e4, unit: "nm" },
  twoFoldYNm: { kind: "number", min: -1e4, max: 1e4, unit: "nm" },
  comaXNm: { kind: "number", min: -1e5, max: 1e5, unit: "nm" },
  comaYNm: { kind: "number", min: -1e5, max: 1e5, unit: "nm" },
  shiftXNm: { kind: "number", min: -1e4, max: 1e4, unit: "nm" },
  shiftYNm: { kind: "number", min: -1e4, max: 1e4, unit: "nm" },
};

async function state(): Promise<BeamReading> {
  const { guard } = await connected();
  return new BeamReading(await guard.beam.state());
}

async function set(change: Partial<BeamSettings>): Promise<BeamReading> {
  const checked = resolveOptions<Partial<BeamSettings>>("em.beam.set", change, {}, settingRules);
  if (Object.keys(checked).length === 0) {
    throw new EmError("BadOption", "em.beam.set was given no setting", {
      fix: "Write what to change: em.beam.set({ defocusNm: -4 }).",
    });
  }
  const { guard } = await connected();
  return new BeamReading(await guard.beam.set(checked));
}

async function blank(): Promise<void> {
  const { guard } = await connected();
  await guard.beam.blank();
}

async function unblank(): Promise<void> {
  const { guard } = await connected();
  await guard.beam.unblank();
}

async function auto(operation: string, name: AutoFunction, options: AutoOptions | undefined): Promise<AutoResult> {
  const { signal } = withSessionSignal(resolveOptions<AutoOptions>(operation, options, {}, autoRules));
  const { guard } = await connected();
  return withSessionProgress(
    operation,
    undefined,
    async (onProgress) => new AutoResult(await guard.auto(name, { signal, onProgress, operation })),
  );
}
