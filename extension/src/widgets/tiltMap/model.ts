import { EmlabModel } from "../emlabModel.js";

/** The state of a tilt map at the front end. */
export class TiltMapModel extends EmlabModel {
  override get kind(): string {
    return "TiltMap";
  }

  override defaults() {
    return {
      ...super.defaults(),
      model: null,
      edits: null,
      past: [],
      future: [],
      current: null,
      planned: null,
      lockedId: null,
      series: null,
      visited: [],
      instrument: null,
      dryRun: null,
      goingTo: null,
    };
  }
}
