import type { StageTarget } from "../../instrument/stagePosition.js";
import type { MontagePlace } from "../../widgets/liveMontage/montageRun.js";

/** How the plane of a montage lies: the stage's place when its middle is under the beam, and the turn of the scan. */
export interface MontageFrame {
  readonly centreXUm: number;
  readonly centreYUm: number;
  readonly rotationDeg: number;
}

/** Where the stage has to be for a place to lie in the middle of an image: the specimen moves with the stage, so it goes the other way. */
export function stageAt(
  frame: MontageFrame,
  { xNm, yNm }: MontagePlace,
): { readonly xUm: number; readonly yUm: number } {
  const { cos, sin } = turnOf(frame);
  return {
    xUm: frame.centreXUm - (xNm * cos - yNm * sin) / 1000,
    yUm: frame.centreYUm - (xNm * sin + yNm * cos) / 1000,
  };
}

/** The place that lies in the middle of an image when the stage is there. */
export function placeOf(frame: MontageFrame, { xUm = 0, yUm = 0 }: StageTarget): MontagePlace {
  const { cos, sin } = turnOf(frame);
  const [x, y] = [(frame.centreXUm - xUm) * 1000, (frame.centreYUm - yUm) * 1000];
  return { xNm: x * cos + y * sin, yNm: y * cos - x * sin };
}

function turnOf({ rotationDeg }: MontageFrame) {
  const angle = (rotationDeg * Math.PI) / 180;
  return { cos: Math.cos(angle), sin: Math.sin(angle) };
}
