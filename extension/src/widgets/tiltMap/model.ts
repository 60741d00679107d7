import { EmlabModel } from "../emlabModel.js";
import type { Answerer } from "../kernelRequests.js";

/** A view that can give the text of an SVG of what it shows. */
export interface Drawn {
  svg(): string;
}

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

  protected override answerers(): Readonly<Record<string, Answerer>> {
    return { snapshot: async () => ({ buffers: [await this.#snapshot()] }) };
  }

  /** Of the first view that is there. */
  async #snapshot(): Promise<ArrayBuffer> {
    for (const view of Object.values(this.views ?? {})) {
      const shown = (await view) as unknown as Partial<Drawn>;
      if (shown.svg) return new TextEncoder().encode(shown.svg()).buffer as ArrayBuffer;
    }
    throw new Error("the tilt map is not shown anywhere");
  }
}
