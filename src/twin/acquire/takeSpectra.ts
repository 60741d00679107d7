import type { EdsRequest, EelsRequest } from "../../instrument/acquireRequest.js";
import { electronsPerPixel } from "../detectors/detect.js";
import type { TwinScene } from "../scene.js";
import type { Material } from "../specimens/specimen.js";
import { edsAxis } from "../spectra/edsDetector.js";
import { edsCounter } from "../spectra/edsMap.js";
import { eelsCounter } from "../spectra/eelsMap.js";
import { eelsDriftEv } from "../spectra/eelsSpectrum.js";
import type { EnergyAxis } from "../spectra/energyAxis.js";
import { emptyCube, pixelOf, type SpectrumCube } from "../spectra/spectrumCube.js";
import { placeOfPixel, scanPlace } from "./scanPlace.js";

/** Places a side at which the area of one spectrum is sampled. @unitless */
const samplesPerSide = 8;

/** Adds what a material under so many electrons gives to a pixel of a map. */
type Counts = (material: Material | undefined, electrons: number, into: Int32Array | Uint16Array) => void;

/** Takes X-ray spectra over an area. Errors: BadOption for a map of more than 512 MB. Cost: 0.2 µs a count, 10 µs a pixel. */
export function takeEds(scene: TwinScene, request: EdsRequest, startS: number): SpectrumCube {
  const { accelKv } = scene.beam.now;
  const values = scene.values.eds;
  const axis = edsAxis(values);
  const counter = edsCounter({ accelKv, axis, values }, scene.random("EDS"));
  return takeMap(scene, request, request.sweeps, startS, axis, (material, electrons, into) => {
    counter.count(material, electrons, into);
  });
}

/** Takes energy-loss spectra over an area. Errors and cost: as takeEds. */
export function takeEels(scene: TwinScene, request: EelsRequest, startS: number): SpectrumCube {
  const { accelKv } = scene.beam.now;
  const values = scene.values.eels;
  const axis = { firstEv: request.firstEv, channelEv: request.channelEv, channels: values.channels };
  const counter = eelsCounter({ accelKv, axis, values }, scene.random("EELS"));
  const shiftEv = eelsDriftEv(startS, values);
  return takeMap(scene, request, 1, startS, axis, (material, electrons, into) => {
    // What the dose has reduced is in the material already.
    counter.count(material, { electrons, reducedFraction: 0, shiftEv }, into);
  });
}

function takeMap(
  scene: TwinScene,
  request: EdsRequest | EelsRequest,
  sweeps: number,
  startS: number,
  axis: EnergyAxis,
  count: Counts,
): SpectrumCube {
  const { widthPx, heightPx, dwellUs } = request;
  const cube = emptyCube(widthPx, heightPx, axis);
  const { isBlanked, currentPicoAmp } = scene.beam.now;
  if (isBlanked) return cube;
  const electrons = electronsPerPixel(currentPicoAmp, dwellUs) * sweeps;
  const view = scene.viewAt(startS);
  const place = placeOfPixel(scanPlace(scene, request, startS, view), view);
  const samples = widthPx * heightPx === 1 ? samplesPerSide : 1;
  const share = electrons / (samples * samples);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const into = pixelOf(cube, x, y);
      for (let k = 0; k < samples * samples; k++) {
        const at = place(
          x + ((k % samples) + 0.5) / samples - 0.5,
          y + (Math.floor(k / samples) + 0.5) / samples - 0.5,
        );
        count(scene.specimen.materialAt(...at), share, into);
      }
    }
  }
  return cube;
}
