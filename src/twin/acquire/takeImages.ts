import type { ImageRequest } from "../../instrument/acquireRequest.js";
import { detect, electronsPerPixel } from "../detectors/detect.js";
import { detectorSignal } from "../detectors/detectorSignal.js";
import { columnMarginNm, expectedImage } from "../detectors/expectedImage.js";
import { meanDensityImage, mostColumnsInView } from "../detectors/meanDensityImage.js";
import { scannedRegion } from "../detectors/scanFrame.js";
import type { TwinScene } from "../scene.js";
import { tiltRotation } from "../stage/tiltGeometry.js";
import { channelling } from "./channelling.js";
import { filmImage } from "./filmImage.js";
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
  const { specimen, values } = scene;
  const tilts = tiltRotation(scene.stage.truth(startS));
  const signal = haadfSignal(channelling(tilts, values.detectors));
  const optics = { geometry, view, probe: scene.probeAt(startS), detector: values.detectors };
  const region = scannedRegion(geometry, view, columnMarginNm(optics));
  const areaNm2 = (region.mostXNm - region.leastXNm) * (region.mostYNm - region.leastYNm);
  const { columnsPerNm2 } = specimen;
  if (columnsPerNm2 === 0 || areaNm2 * columnsPerNm2 > mostColumnsInView) {
    return meanDensityImage((xNm, yNm) => signal.whole(specimen.materialAt(xNm, yNm)), optics);
  }
  const image = expectedImage(specimen.columns(region), optics);
  const place = placeOfPixel(geometry, view);
  const film = filmImage(widthPx, heightPx, (xPx, yPx) => signal.smooth(specimen.materialAt(...place(xPx, yPx))));
  for (let i = 0; i < image.length; i++) image[i] += film[i];
  return image;
}
