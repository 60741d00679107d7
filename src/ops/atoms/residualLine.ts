import type { Image } from "../../core/image.js";
import type { FrameModel } from "./columnFit.js";
import { median } from "./median.js";

/** How the squared residuals of a model grow with what it expects. */
export interface ResidualLine {
  /** Growth of the squared residual with the expected value. @unitless */
  readonly slope: number;
  /** Standard error of the slope. @unitless */
  readonly slopeError: number;
  /** Squared residual where nothing is expected, on the line. @unitless */
  readonly constant: number;
  /** Squared residual. @unitless */
  readonly level: number;
}

/** Side of the blocks over which medians are taken, so that a few columns that the model misses do not decide. */
const blockPx = 32;
/** Standard error of a median beside that of a mean, for normal values. @unitless */
const medianError = 1.25;

/** Squared residuals as a line of the expected values, each figure the median over blocks of the frame; cost O(pixels). */
export function residualLine(image: Image, { expected }: FrameModel): ResidualLine {
  const blocks: BlockLine[] = [];
  for (let top = 0; top < image.heightPx; top += blockPx) {
    for (let left = 0; left < image.widthPx; left += blockPx) {
      const line = blockLine(image, expected, top, left);
      if (line) blocks.push(line);
    }
  }
  const typical = (figure: (block: BlockLine) => number) => median(blocks.map(figure));
  const slope = typical((block) => block.slope);
  return {
    slope,
    slopeError: (medianError * typical((block) => block.slopeError)) / Math.sqrt(Math.max(1, blocks.length)),
    constant: typical((block) => block.level - slope * block.mean),
    level: typical((block) => block.level),
  };
}

interface BlockLine {
  readonly mean: number;
  readonly level: number;
  readonly slope: number;
  readonly slopeError: number;
}

/** The line of one block; undefined where it is too small, or where the model is flat. */
function blockLine(
  { data, widthPx, heightPx }: Image,
  expected: Float32Array,
  top: number,
  left: number,
): BlockLine | undefined {
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let row = top; row < Math.min(heightPx, top + blockPx); row++) {
    for (let col = left; col < Math.min(widthPx, left + blockPx); col++) {
      const value = expected[row * widthPx + col];
      const squared = (data[row * widthPx + col] - value) ** 2;
      n += 1;
      sx += value;
      sy += squared;
      sxx += value * value;
      sxy += value * squared;
    }
  }
  const [mean, level] = [sx / n, sy / n];
  const spread = sxx / n - mean * mean;
  if (n < (blockPx * blockPx) / 8 || !(spread > 0)) return undefined;
  const slope = (sxy / n - mean * level) / spread;
  return { mean, level, slope, slopeError: (Math.SQRT2 * level) / Math.sqrt(n * spread) };
}
