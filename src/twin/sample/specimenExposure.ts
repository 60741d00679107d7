import { electronsOf } from "../../core/electronsOfCurrent.js";
import { DoseMap } from "../../instrument/doseMap.js";

/** A rectangle of the specimen that the beam has been spread over, and for how long. */
export interface ExposedArea {
  readonly centreXNm: number;
  readonly centreYNm: number;
  readonly widthNm: number;
  readonly heightNm: number;
  readonly rotationDeg: number;
}

/** What the specimen has had: every electron that has reached it, by place. */
export class SpecimenExposure {
  readonly map = new DoseMap();

  /** Adds a current over an area for a time. */
  expose(area: ExposedArea, currentPicoAmp: number, timeS: number): void {
    const electrons = electronsOf(currentPicoAmp, timeS);
    if (electrons > 0) this.map.deposit({ ...area, electrons });
  }

  /** Dose of a place in e/Å². */
  readonly doseAt = (xNm: number, yNm: number): number => this.map.doseAt(xNm, yNm);
}
