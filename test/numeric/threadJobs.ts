import type { Image } from "../../src/core/image.js";
import { type HalfSpectrum, rfft2, startSecondThread } from "../../src/numeric/index.js";

/** Transforms an image on two threads inside a compute worker and compares with what the main thread found. */
export async function sameInWorker(image: Image, wanted: HalfSpectrum): Promise<boolean> {
  if (!(await startSecondThread())) return false;
  const { re, im } = rfft2(image, { threads: 2 });
  return re.every((v, i) => v === wanted.re[i]) && im.every((v, i) => v === wanted.im[i]);
}
