import type { ImageRequest } from "../../instrument/acquireRequest.js";
import { detect, electronsPerPixel } from "../detectors/detect.js";
import { detectorSignal } from "../detectors/detectorSignal.js";
import { columnMarginNm, expectedImage } from "../detectors/expectedImage.js";
import { meanDensityImage, mostColumnsInView } from "../detectors/meanDensityImage.js";
import { scannedRegion } from "../detectors/scanFrame.js";
import type { SpecimenView } from "../detectors/scanGeometry.js";
import type { ProbeSettings } from "../optics/probeSettings.js";
import type { TwinScene } from "../scene.js";
import { tiltRotation } from "../stage/tiltGeometry.js";
import { channelling } from "./channelling.js";
import { filmImage, type ValueAtPixel } from "./filmImage.js";
import { haadfSignal } from "./haadfSignal.js";
import { placeOfPixel, scanPlace } from "./scanPlace.js";

/** A frame of a detector: the stored numbers. */
export interface TakenFrame {
  readonly detector: string;
  /** @unitless */
  readonly data: Uint16Array;
}

/**
 * Takes one scan on all detectors asked for; a blanked beam gives dark frames.
 *
 * Cost: 256 x 256 px with 800 columns about 10 ms, 1024 x 1024 px with 20,000 about 150 ms, for each further detector about 40 ns a pixel.
 */
export function takeImages(scene: TwinScene, request: ImageRequest, startS: number): TakenFrame[] {
  const { detectors } = scene.values;
  const { isBlanked, currentPicoAmp } = scene.beam.now;
  const linear = shareOfBeam(scene, request, startS);
  const electrons = isBlanked ? 0 : electronsPerPixel(currentPicoAmp, request.dwellUs);
  return request.detectors.map((detector) => ({
    detector,
    data: detect(
      detectorSignal(detector, linear, detectors),
      electrons,
      detectors,
      scene.random(`${detector} detector`),
    ),
  }));
}

/** What the linear model sends to the HAADF detector at each pixel. */
function shareOfBeam(scene: TwinScene, request: ImageRequest, startS: number): Float32Array {
  const view = scene.viewAt(startS);
  const geometry = scanPlace(scene, request, startS, view);
  const { widthPx, heightPx } = request;
  // Nothing is seen, and nothing needs to be worked out.
  if (scene.beam.now.isBlanked) return new Float32Array(widthPx * heightPx);
  const { bare, layer, values } = scene;
  const signal = haadfSignal(channelling(tiltRotation(scene.stage.truth(startS)), values.detectors));
  const optics = { geometry, view, probe: steadyProbe(scene.probeAt(startS), view), detector: values.detectors };
  const region = scannedRegion(geometry, view, columnMarginNm(optics));
  const carbonNm = layer.thicknessIn(region);
  const carbonAt = (xNm: number, yNm: number) => layer.haadfFraction(carbonNm(xNm, yNm));
  const areaNm2 = (region.mostXNm - region.leastXNm) * (region.mostYNm - region.leastYNm);
  if (bare.columnsPerNm2 === 0 || areaNm2 * bare.columnsPerNm2 > mostColumnsInView) {
    return meanDensityImage((x, y) => {
      const material = bare.materialAt(x, y);
      return material ? signal.whole(material) + carbonAt(x, y) : 0;
    }, optics);
  }
  const image = expectedImage(bare.columns(region), optics);
  const place = placeOfPixel(geometry, view);
  addFilm(image, widthPx, heightPx, (xPx, yPx) => {
    const at = place(xPx, yPx);
    const material = bare.materialAt(...at);
    return material ? signal.smooth(material) + carbonAt(...at) : 0;
  });
  return image;
}

function addFilm(image: Float32Array, widthPx: number, heightPx: number, valueAt: ValueAtPixel): void {
  const film = filmImage(widthPx, heightPx, valueAt);
  for (let i = 0; i < image.length; i++) image[i] += film[i];
}

/** Defoci are told apart by this much: it changes nothing in an image, and a probe is worked out once. */
const focusStepNm = 0.1;

/** The probe with its defocus at the specimen rounded, so that a slow drift does not make every frame's a new one. */
function steadyProbe(probe: ProbeSettings, { heightNm }: SpecimenView): ProbeSettings {
  const atSpecimenNm = Math.round((probe.defocusNm + heightNm) / focusStepNm) * focusStepNm;
  return { ...probe, defocusNm: atSpecimenNm - heightNm };
}
