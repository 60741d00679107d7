import { type Random, seededRandom } from "../core/random.js";
import type { TwinValues } from "./config.js";
import type { SpecimenView } from "./detectors/scanGeometry.js";
import { probeSettings } from "./optics/probe.js";
import type { ProbeSettings } from "./optics/probeSettings.js";
import { exposedSpecimen } from "./sample/exposedSpecimen.js";
import { HydrocarbonLayer } from "./sample/hydrocarbonLayer.js";
import { type ExposedArea, SpecimenExposure } from "./sample/specimenExposure.js";
import type { TwinSpecimen } from "./specimens/specimen.js";
import { labPoint, specimenView } from "./stage/tiltGeometry.js";
import type { TwinStage } from "./stage/twinStage.js";
import type { TwinBeam } from "./twinBeam.js";

/** What of a column is never quite right, and what an operator corrects. */
export interface ColumnErrors {
  /** Defocus that shows when C1 is set to 0 and the specimen lies at height 0. */
  readonly focusNm: number;
  readonly twoFoldXNm: number;
  readonly twoFoldYNm: number;
}

/** What a scene is made of. */
export interface SceneParts {
  readonly specimen: TwinSpecimen;
  /** @unitless */
  readonly seed: number;
  readonly values: TwinValues;
  readonly stage: TwinStage;
  readonly beam: TwinBeam;
}

/** Everything that decides what a detector sees: the specimen as the beam has left it, where it is, and the probe. */
export class TwinScene {
  readonly values: TwinValues;
  readonly stage: TwinStage;
  readonly beam: TwinBeam;
  /** The specimen before the beam. */
  readonly pristine: TwinSpecimen;
  /** The same as it is now. */
  readonly specimen: TwinSpecimen;
  /** The same without the layer of carbon on it, which images take by itself: it is even, and the rest is not. */
  readonly bare: TwinSpecimen;
  readonly exposure = new SpecimenExposure();
  readonly layer: HydrocarbonLayer;
  readonly errors: ColumnErrors;
  readonly #seed: number;
  readonly #streams = new Map<string, Random>();

  constructor({ specimen, seed, values, stage, beam }: SceneParts) {
    this.values = values;
    this.stage = stage;
    this.beam = beam;
    this.pristine = specimen;
    this.#seed = seed;
    this.layer = new HydrocarbonLayer(values.sample);
    const history = { doseAt: this.exposure.doseAt, reduction: values.sample };
    this.bare = exposedSpecimen(specimen, history);
    const { layerAtomsPerNm3 } = values.sample;
    this.specimen = exposedSpecimen(specimen, { ...history, layer: this.layer, layerAtomsPerNm3 });
    const random = this.random("column errors");
    this.errors = Object.freeze({
      focusNm: values.optics.focusErrorNm * random.normal(),
      twoFoldXNm: values.optics.twoFoldErrorNm * random.normal(),
      twoFoldYNm: values.optics.twoFoldErrorNm * random.normal(),
    });
  }

  /** The random numbers of one part, which no other part draws from. */
  random(part: string): Random {
    const stream = this.#streams.get(part) ?? seededRandom(this.#seed, part);
    this.#streams.set(part, stream);
    return stream;
  }

  /** How the specimen lies under the beam at a time. */
  viewAt(timeS: number): SpecimenView {
    return specimenView(this.stage.truth(timeS), this.stage.values, this.pristine);
  }

  /** How far the specimen moves, in the frame of the microscope, from one time to another: x and y in nm. */
  movedNm(view: SpecimenView, fromS: number, toS: number): readonly [xNm: number, yNm: number] {
    const point = { xNm: view.centreXNm, yNm: view.centreYNm, zNm: 0 };
    const before = labPoint(point, this.stage.truth(fromS), this.stage.values);
    const after = labPoint(point, this.stage.truth(toS), this.stage.values);
    return [after.xNm - before.xNm, after.yNm - before.yNm];
  }

  /** The probe at a time: the nearest steps of the lenses to the settings, and what the column adds; the height of the specimen is not in it. */
  probeAt(timeS: number): ProbeSettings {
    const { optics } = this.values;
    const set = probeSettings(this.beam.now, optics);
    return {
      ...set,
      defocusNm:
        inSteps(set.defocusNm, optics.defocusStepNm) + this.errors.focusNm + (optics.focusDriftNmPerMin * timeS) / 60,
      twoFoldXNm: inSteps(set.twoFoldXNm, optics.stigmatorStepNm) + this.errors.twoFoldXNm,
      twoFoldYNm: inSteps(set.twoFoldYNm, optics.stigmatorStepNm) + this.errors.twoFoldYNm,
    };
  }

  /** Lets the beam expose an area, as far as it is not blanked. */
  expose(area: ExposedArea, timeS: number): void {
    if (this.beam.now.isBlanked || !(timeS > 0)) return;
    const { currentPicoAmp } = this.beam.now;
    this.exposure.expose(area, currentPicoAmp, timeS);
    this.layer.deposit({ ...area, currentPicoAmp, timeS });
    // Over a large area the beam fixes molecules faster than they come: a beam shower.
    if (Math.min(area.widthNm, area.heightNm) >= this.values.sample.showerLeastFieldNm) {
      this.layer.shower({ ...area, currentPicoAmp, timeS });
    }
  }
}

/** The nearest whole number of steps; the value itself where the step is 0. @unitless */
export function inSteps(value: number, step: number): number {
  return step > 0 ? Math.round(value / step) * step : value;
}
