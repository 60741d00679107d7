import type { DiffractionRequest } from "../../instrument/acquireRequest.js";
import { diffractionFrame, type IlluminatedPart } from "../diffraction/diffractionPattern.js";
import { electronsPerS } from "../sample/specimenExposure.js";
import type { TwinScene } from "../scene.js";
import type { Material } from "../specimens/specimen.js";
import { tiltRotation } from "../stage/tiltGeometry.js";

/** Places a side at which the illuminated area is sampled. @unitless */
const samplesPerSide = 7;

/** Takes a diffraction pattern of the area under the beam. Errors: BadOption. Cost: about 0.1 s for each crystal in it at 256 x 256 px. */
export function takePattern(scene: TwinScene, request: DiffractionRequest, startS: number): Int32Array {
  const { sizePx, reachMrad, exposureS } = request;
  const { isBlanked, currentPicoAmp, accelKv, convergenceMrad } = scene.beam.now;
  if (isBlanked) return new Int32Array(sizePx * sizePx);
  const view = {
    ...{ accelKv, convergenceMrad, sizePx, reachMrad },
    labFromSpecimen: tiltRotation(scene.stage.truth(startS)),
    values: scene.values.diffraction,
  };
  const electrons = electronsPerS(currentPicoAmp) * exposureS;
  return diffractionFrame(partsUnder(scene, request.fovNm, startS), view, electrons, scene.random("camera"));
}

/** What lies under the beam: equal materials are one part. */
function partsUnder(scene: TwinScene, fovNm: number, startS: number): IlluminatedPart[] {
  const view = scene.viewAt(startS);
  const { shiftXNm, shiftYNm } = scene.beam.now;
  const [xx, xy, yx, yy] = view.toLab;
  const determinant = xx * yy - xy * yx;
  const parts = new Map<unknown, { material: Material | undefined; count: number }>();
  for (let k = 0; k < samplesPerSide ** 2; k++) {
    const x = shiftXNm + (((k % samplesPerSide) + 0.5) / samplesPerSide - 0.5) * fovNm;
    const y = shiftYNm + ((Math.floor(k / samplesPerSide) + 0.5) / samplesPerSide - 0.5) * fovNm;
    const material = scene.specimen.materialAt(
      view.centreXNm + (yy * x - xy * y) / determinant,
      view.centreYNm + (xx * y - yx * x) / determinant,
    );
    const key = keyOf(material);
    const part = parts.get(key) ?? { material, count: 0 };
    part.count++;
    parts.set(key, part);
  }
  return [...parts.values()].map(({ material, count }) => ({ material, areaFraction: count / samplesPerSide ** 2 }));
}

/** Two places of one crystal, thickness apart, are one part. */
function keyOf(material: Material | undefined): string {
  if (!material) return "";
  return `${material.phase} ${material.crystal?.rotation.map((value) => value.toFixed(6)).join(" ") ?? ""}`;
}
