import { imageColourMaps, pixelFormats } from "../../../../src/messages/imageState.js";
import { binaryTrait, EmlabModel } from "../emlabModel.js";
import type { Answerer } from "../kernelRequests.js";

/** A view that can give a picture of what it shows. */
export interface Pictured {
  snapshot(): Promise<ArrayBuffer>;
}

/** The state of an image at the front end. */
export class ImageModel extends EmlabModel {
  static override serializers = { ...EmlabModel.serializers, pixels: binaryTrait };

  override get kind(): string {
    return "Image";
  }

  override defaults() {
    return {
      ...super.defaults(),
      title: "",
      widthPx: 0,
      heightPx: 0,
      pixelNm: null,
      valueUnit: "",
      pixelFormat: pixelFormats[0],
      pixels: null,
      colourMap: imageColourMaps[0],
      low: 0,
      high: 0,
      autoLow: 0,
      autoHigh: 0,
      gamma: 1,
    };
  }

  protected override answerers(): Readonly<Record<string, Answerer>> {
    return { snapshot: async () => ({ buffers: [await this.#snapshot()] }) };
  }

  /** Of the first view that is there. */
  async #snapshot(): Promise<ArrayBuffer> {
    for (const view of Object.values(this.views ?? {})) {
      const shown = (await view) as unknown as Partial<Pictured>;
      if (shown.snapshot) return shown.snapshot();
    }
    throw new Error("the image is not shown anywhere");
  }
}
