import type { RecordedArray } from "../../src/instrument/recording.js";
import type { BenchScene } from "./benchScene.js";

/** Takes a frame through the instrument's port, from the request to stored numbers: columns, damage, dose, scan errors and noise included. */
export async function takeFrame({ twin, sizePx, fovNm }: BenchScene, defocusNm = 0): Promise<RecordedArray> {
  if (defocusNm !== twin.beam.now.defocusNm) await twin.beam.set({ defocusNm });
  const scan = { widthPx: sizePx, heightPx: sizePx, fovNm, dwellUs: 10, scanRotationDeg: 0 };
  const [recording] = await twin.acquire({ kind: "image", detectors: ["haadf"], ...scan });
  if (!recording) throw new Error("the twin gave no frame");
  return recording.data;
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
    for (let frame = 0; frame < frames; frame++) await takeFrame(scene, 0.01 * frame);
  };
  await run();
  await run();
  const startMb = process.memoryUsage.rss() / 1e6;
  await run();
  return { frames, startMb, endMb: process.memoryUsage.rss() / 1e6 };
}
