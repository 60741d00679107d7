import type { ImageGrid } from "./imageGrid.js";
import { kernelPhases, kernelTable, kernelTaps } from "./spreadKernel.js";
import type { ThicknessGroup } from "./thicknessGroups.js";

/** Adds each column to the 6 x 6 grid points around it; `grid` must leave room for them. Cost: about 0.1 us a column. */
export function spreadColumns(target: Float32Array, pitch: number, grid: ImageGrid, group: ThicknessGroup): void {
  const { aNm, bNm, haadfNm2 } = group;
  const weightsA = new Float32Array(kernelTaps);
  const weightsB = new Float32Array(kernelTaps);
  for (let i = 0; i < aNm.length; i++) {
    const a = (aNm[i] - grid.leastAlongNm) / grid.stepAlongNm;
    const b = (bNm[i] - grid.leastAcrossNm) / grid.stepAcrossNm;
    const [col, row] = [Math.floor(a), Math.floor(b)];
    readWeights(weightsA, a - col, 1);
    readWeights(weightsB, b - row, haadfNm2[i]);
    let start = (row - 2) * pitch + col - 2;
    for (let j = 0; j < kernelTaps; j++, start += pitch) {
      const weight = weightsB[j];
      target[start] += weight * weightsA[0];
      target[start + 1] += weight * weightsA[1];
      target[start + 2] += weight * weightsA[2];
      target[start + 3] += weight * weightsA[3];
      target[start + 4] += weight * weightsA[4];
      target[start + 5] += weight * weightsA[5];
    }
  }
}

function readWeights(weights: Float32Array, fraction: number, scale: number): void {
  const phase = fraction * kernelPhases;
  const at = Math.floor(phase);
  const rest = phase - at;
  for (let i = 0, k = at * kernelTaps; i < kernelTaps; i++, k++) {
    weights[i] = scale * (kernelTable[k] + rest * (kernelTable[k + kernelTaps] - kernelTable[k]));
  }
}
