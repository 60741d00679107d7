import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { BeamState } from "../../instrument/beamSettings.js";
import { factRows } from "./facts.js";
import { factTable } from "./factTable.js";

/** What the beam is set to; as the last line of a cell it is a table. */
export class BeamReading implements BeamState, Displayable {
  readonly accelKv: number;
  readonly convergenceMrad: number;
  readonly currentPicoAmp: number;
  readonly defocusNm: number;
  readonly twoFoldXNm: number;
  readonly twoFoldYNm: number;
  readonly comaXNm: number;
  readonly comaYNm: number;
  readonly shiftXNm: number;
  readonly shiftYNm: number;
  readonly isBlanked: boolean;

  constructor(state: BeamState) {
    this.accelKv = state.accelKv;
    this.convergenceMrad = state.convergenceMrad;
    this.currentPicoAmp = state.currentPicoAmp;
    this.defocusNm = state.defocusNm;
    this.twoFoldXNm = state.twoFoldXNm;
    this.twoFoldYNm = state.twoFoldYNm;
    this.comaXNm = state.comaXNm;
    this.comaYNm = state.comaYNm;
    this.shiftXNm = state.shiftXNm;
    this.shiftYNm = state.shiftYNm;
    this.isBlanked = state.isBlanked;
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const { isBlanked, ...settings } = this;
    const title = isBlanked ? "Beam, blanked" : "Beam, on the specimen";
    return factTable(title, ["setting", "value", "unit"], factRows(settings));
  }
}
