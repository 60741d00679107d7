import { type ChipRows, chipStart } from "./chipRows.js";

/** The moments of the values of a chip. */
export interface ChipMoments {
  /** In the unit of the values. @unitless */
  readonly mean: number;
  /** Standard deviation, in the unit of the values. @unitless */
  readonly spread: number;
  /** Third central moment over the third power of the spread; 0 where the values are equal. @unitless */
  readonly skewness: number;
  /** Fourth central moment over the fourth power of the spread; 3 for a normal distribution and where the values are equal. @unitless */
  readonly kurtosis: number;
}

/** Mean, spread, skewness and kurtosis of a chip of an image `widthPx` wide. Cost: two passes over the chip. */
export function momentsOf(data: Float32Array, widthPx: number, chips: ChipRows, chip: number): ChipMoments {
  const { chipWidthPx: width, chipHeightPx: height } = chips;
  const start = chipStart(widthPx, chips, chip);
  let sum = 0;
  for (let y = 0, row = start; y < height; y++, row += widthPx) for (let i = row; i < row + width; i++) sum += data[i];
  const count = width * height;
  const mean = sum / count;
  let [second, third, fourth] = [0, 0, 0];
  for (let y = 0, row = start; y < height; y++, row += widthPx)
    for (let i = row; i < row + width; i++) {
      const d = data[i] - mean;
      const square = d * d;
      second += square;
      third += square * d;
      fourth += square * square;
    }
  const variance = second / count;
  // Rounding of equal values is no spread.
  const isEven = variance <= 1e-12 * mean * mean || variance === 0;
  return {
    mean,
    spread: isEven ? 0 : Math.sqrt(variance),
    skewness: isEven ? 0 : third / count / variance ** 1.5,
    kurtosis: isEven ? 3 : fourth / count / variance ** 2,
  };
}
