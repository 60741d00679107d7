import { imageColourMaps, pixelFormats } from "../../../../src/messages/imageState.js";
import { binaryTrait, EmlabModel } from "../emlabModel.js";

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
}
