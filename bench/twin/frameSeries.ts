import { seededRandom } from "../../src/core/random.js";
import { detect, electronsPerPixel } from "../../src/twin/detectors/detect.js";
import { detectorParameters } from "../../src/twin/detectors/detectorParameters.js";
import { detectorSignal } from "../../src/twin/detectors/detectorSignal.js";
import { expectedImage } from "../../src/twin/detectors/expectedImage.js";
import { valuesOf } from "../../src/twin/parameter.js";
import type { BenchScene } from "./benchScene.js";

const detector = valuesOf(detectorParameters);

/** Takes the frame of a number, from settings to stored values. */
export function takeFrame(scene: BenchScene, frame: number, defocusNm = 0): Uint16Array {
  const optics = scene.opticsOf(frame);
  const probe = { ...optics.probe, defocusNm };
  const linear = expectedImage(scene.columns, { ...optics, probe });
  const electrons = electronsPerPixel(20, 10);
  return detect(detectorSignal("haadf", linear, detector), electrons, detector, seededRandom(frame, "detector"));
}

/** What a series of frames does to the memory of the process. */
export interface SeriesMemory {
  readonly frames: number;
  readonly startMb: number;
  readonly endMb: number;
}

/** Resident memory before and after a series, none of whose frames is kept; two such series run before it, until all is compiled and sized. */
export async function seriesMemory(scene: BenchScene, frames: number): Promise<SeriesMemory> {
  const run = async () => {
    for (let frame = 0; frame < frames; frame++) {
      takeFrame(scene, frame, 0.01 * frame);
      // As between the frames of a real series: the collector finds its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await run();
  await run();
  const startMb = process.memoryUsage.rss() / 1e6;
  await run();
  return { frames, startMb, endMb: process.memoryUsage.rss() / 1e6 };
}
