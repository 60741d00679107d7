import { binaryTrait } from "../emlabModel.js";
import { ImageModel } from "../image/model.js";

/** The state of a support set at the front end. */
export class SupportSetModel extends ImageModel {
  static override serializers = {
    ...ImageModel.serializers,
    probabilities: binaryTrait,
    nearest: binaryTrait,
    unlike: binaryTrait,
  };

  override get kind(): string {
    return "SupportSet";
  }

  override defaults() {
    return {
      ...super.defaults(),
      annotation: null,
      past: [],
      future: [],
      leastProbability: 0.5,
      segmentation: null,
      probabilities: null,
      nearest: null,
      unlike: null,
    };
  }
}
