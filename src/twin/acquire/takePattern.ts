import { electronsOf } from "../../core/electronsOfCurrent.js";
import type { DiffractionRequest } from "../../instrument/acquireRequest.js";
import { diffractionFrame } from "../diffraction/diffractionPattern.js";
import { illuminatedParts } from "../diffraction/illuminatedParts.js";
import type { TwinScene } from "../scene.js";
import type { Material } from "../specimens/specimen.js";
import { tiltRotation } from "../stage/tiltGeometry.js";

/** Takes a diffraction pattern of the area under the beam. Errors: BadOption. Cost: about 0.1 s for each crystal in it at 256 x 256 px. */
export function takePattern(scene: TwinScene, request: DiffractionRequest, startS: number): Int32Array {
  const { sizePx, reachMrad, exposureS, fovNm } = request;
  const { isBlanked, currentPicoAmp, accelKv, convergenceMrad, shiftXNm, shiftYNm } = scene.beam.now;
  if (isBlanked) return new Int32Array(sizePx * sizePx);
  const view = {
    ...{ accelKv, convergenceMrad, sizePx, reachMrad },
    labFromSpecimen: tiltRotation(scene.stage.truth(startS)),
    values: scene.values.diffraction,
  };
  const parts = illuminatedParts(materialInLab(scene, startS), { centreXNm: shiftXNm, centreYNm: shiftYNm, fovNm });
  return diffractionFrame(parts, view, electronsOf(currentPicoAmp, exposureS), scene.random("camera"));
}

/** What lies at a place of the microscope's plane. */
function materialInLab(scene: TwinScene, timeS: number): (xNm: number, yNm: number) => Material | undefined {
  const { toLab, centreXNm, centreYNm } = scene.viewAt(timeS);
  const [xx, xy, yx, yy] = toLab;
  const determinant = xx * yy - xy * yx;
  return (x, y) =>
    scene.specimen.materialAt(centreXNm + (yy * x - xy * y) / determinant, centreYNm + (xx * y - yx * x) / determinant);
}
