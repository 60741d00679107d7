import type { Random } from "../../core/random.js";
import type { ScanFrame } from "./columnImage.js";

/** A smooth cloud of hydrocarbon over the frame: heightPx x widthPx values from 0 to 1, made of wide random patches; cost O(pixels x patches). */
export function contaminationCloud(frame: ScanFrame, random: Random, patches = 9): Float32Array {
  const { widthPx, heightPx } = frame;
  const cloud = new Float32Array(widthPx * heightPx);
  const shortSide = Math.min(widthPx, heightPx);
  for (let i = 0; i < patches; i++) {
    const x = random.uniform() * widthPx;
    const y = random.uniform() * heightPx;
    const sigma = (0.06 + 0.16 * random.uniform()) * shortSide;
    const height = 0.3 + 0.7 * random.uniform();
    const rowProfile = Float32Array.from({ length: heightPx }, (_, row) => Math.exp(-0.5 * ((row - y) / sigma) ** 2));
    const colProfile = Float32Array.from({ length: widthPx }, (_, col) => Math.exp(-0.5 * ((col - x) / sigma) ** 2));
    for (let row = 0; row < heightPx; row++) {
      for (let col = 0; col < widthPx; col++) cloud[row * widthPx + col] += height * rowProfile[row] * colProfile[col];
    }
  }
  const largest = cloud.reduce((a, b) => Math.max(a, b), 1e-9);
  return cloud.map((value) => value / largest);
}
