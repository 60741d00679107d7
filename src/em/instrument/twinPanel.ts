import { EmError } from "../../core/error.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { twinConfig } from "../../twin/config.js";
import type { Environment, EnvironmentName } from "../../twin/environments/environment.js";
import { makeEnvironment } from "../../twin/environments/environments.js";
import type { FaultSettings } from "../../twin/faults.js";
import type { ProbeQuestion, ProbeReport } from "../../twin/optics/probeReport.js";
import type { ConfigEntry } from "../../twin/parameter.js";
import type { SpecimenTruth } from "../../twin/specimens/specimen.js";
import type { TwinTruth } from "../../twin/twinTruth.js";
import { connectedTwin, twinNow } from "./connection.js";
import { unitOf } from "./facts.js";
import { factTable } from "./factTable.js";

/** The digital twin: its numbers with their sources, its clock, its faults, and the truth behind it. */
export interface TwinPanel {
  /**
   * Every number that the twin is made of, with its unit and source; guesses say so. As the last line of a cell it is a table. What
   * belongs to a part of the twin can be chosen in its address: em.connect("twin:mxene?stage.backlashXyNm=200&optics.sourceFwhmNm=0.05").
   *
   * @example
   * em.twin.config
   */
  readonly config: TwinConfigTable;

  /** The simulated clock. */
  readonly clock: TwinClock;

  /**
   * Switches faults on and off, to rehearse what a microscope does on a bad day: dropped frames, bursts of noise, a stuck axis, late
   * moves, a touch of the pole piece, a lost connection. Gives the faults as they are now.
   *
   * Errors: BadOption; Unsupported where no twin is connected.
   *
   * @example
   * await em.twin.faults({ lateMoveS: 2 });
   */
  faults(change?: Partial<FaultSettings>): Promise<FaultSettings>;

  /**
   * What really is the case: where the stage is, how far the specimen is out of focus and off its zone axis, the place under the beam
   * and its dose.
   *
   * Errors: Unsupported where no twin is connected.
   *
   * @example
   * (await em.twin.truth()).stage.xUm
   */
  truth(): Promise<TwinTruth>;

  /**
   * The atoms and objects that really are in a square under the beam, as the beam has left them.
   *
   * Errors: Unsupported where no twin is connected; BadOption for a square that is too large.
   *
   * @param options fovNm (10 nm)
   * @example
   * (await em.twin.specimen({ fovNm: 8 })).columns.xNm.length
   */
  specimen(options?: { readonly fovNm?: number }): Promise<SpecimenTruth>;

  /**
   * How wide and how bright the probe is at the specimen now, or would be with other settings: fwhmNm, peakPerNm2, settings.
   *
   * Errors: BadOption; Unsupported where no twin is connected. Cost: some 20 ms near focus.
   *
   * @param question isPerfect (false: without aberrations, focal spread and source), accelKv, convergenceMrad, defocusNm, sourceFwhmNm, …
   * @example
   * (await em.twin.probe({ accelKv: 300, convergenceMrad: 25, isPerfect: true })).fwhmNm
   */
  probe(question?: ProbeQuestion): Promise<ProbeReport>;

  /**
   * Makes an environment for learning to control, with the five-tuple of Gymnasium: "bf-disk", "autofocus", "find-zone" or "montage".
   *
   * Errors: BadOption. Cost: milliseconds.
   *
   * @param name which task
   * @param options seed (1)
   * @example
   * const env = em.twin.makeEnv("autofocus");
   * const { obs } = await env.reset(7);
   */
  makeEnv(name: EnvironmentName, options?: { readonly seed?: number }): Environment;
}

/** The clock of the connected twin. */
export interface TwinClock {
  /**
   * Seconds since the twin was connected to.
   *
   * @example
   * await em.twin.clock.nowS()
   */
  nowS(): Promise<number>;

  /**
   * Lets time pass at once: the specimen drifts, a beam that is not blanked exposes it.
   *
   * Errors: BadOption for a negative time.
   *
   * @example
   * await em.twin.clock.advance(1800);
   */
  advance(durationS: number): Promise<void>;
}

/** The numbers of the twin, each with its unit and source; as the last line of a cell it is a table. */
export class TwinConfigTable implements Displayable {
  /** One entry a number: group, name, value, source, whether it is a placeholder, and whether it was chosen for this twin. */
  readonly entries: readonly ConfigEntry[];

  constructor(entries: readonly ConfigEntry[]) {
    this.entries = Object.freeze([...entries]);
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const rows = this.entries.map(({ group, name, value, source, isPlaceholder }) => [
      group,
      name,
      value,
      unitOf(name),
      isPlaceholder ? `placeholder: ${source}` : source,
    ]);
    const guesses = this.entries.filter(({ isPlaceholder }) => isPlaceholder).length;
    return factTable("Numbers of the digital twin", ["part", "name", "value", "unit", "source"], rows, [
      `${guesses} of ${this.entries.length} are placeholders: orders of magnitude that stand in until somebody measures them.`,
    ]);
  }
}

export const twin: TwinPanel = Object.freeze({
  get config() {
    return new TwinConfigTable(twinConfig(twinNow()?.values));
  },
  clock: Object.freeze({
    nowS: async () => (await connectedTwin("em.twin.clock.nowS")).clock.nowS(),
    advance: async (durationS: number) => {
      // A text would be added to the clock as one.
      if (typeof durationS !== "number") {
        throw new EmError(
          "BadOption",
          `em.twin.clock.advance: the time is ${JSON.stringify(durationS) ?? typeof durationS}`,
          {
            fix: "Give seconds: await em.twin.clock.advance(1800).",
          },
        );
      }
      (await connectedTwin("em.twin.clock.advance")).pass(durationS);
    },
  }),
  faults: async (change: Partial<FaultSettings> = {}) => (await connectedTwin("em.twin.faults")).setFaults(change),
  truth: async () => (await connectedTwin("em.twin.truth")).truth(),
  specimen: async (options?: { readonly fovNm?: number }) =>
    (await connectedTwin("em.twin.specimen")).specimenTruth(options),
  probe: async (question?: ProbeQuestion) => (await connectedTwin("em.twin.probe")).probe(question),
  makeEnv: (name: EnvironmentName, options?: { readonly seed?: number }) => makeEnvironment(name, options),
});
