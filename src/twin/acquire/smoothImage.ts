import { atomicNumber } from "../sample/atomicNumber.js";
import { haadfAreaNm2 } from "../sample/atomicSignal.js";
import type { Material } from "../specimens/specimen.js";

type Layer = Pick<Material, "thicknessNm" | "atomsPerNm3">;

/** What is sampled of a frame a side: finer than this a smooth film has nothing to show. @unitless */
const filmSamples = 64;
const wholeSamples = 512;

/**
 * Share of the beam that a frame without resolved atoms sends to the HAADF detector: thickness times the signal of its atoms.
 *
 * Sampled at most at 64 places a side for what lies evenly beside columns, 512 where it is the whole image, and filled in between.
 */
export function smoothImage(
  widthPx: number,
  heightPx: number,
  materialAt: (xPx: number, yPx: number) => Material | undefined,
  part: "smooth" | "whole",
): Float32Array {
  const layerOf = (material: Material | undefined): Layer | undefined =>
    part === "whole" ? material : material?.smooth;
  const fraction = signalOf();
  const most = part === "whole" ? wholeSamples : filmSamples;
  const columns = Math.min(widthPx, most);
  const rows = Math.min(heightPx, most);
  const samples = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const yPx = centre(row, rows, heightPx);
    for (let column = 0; column < columns; column++) {
      samples[row * columns + column] = fraction(layerOf(materialAt(centre(column, columns, widthPx), yPx)));
    }
  }
  if (columns === widthPx && rows === heightPx) return samples;
  return filledIn(samples, columns, rows, widthPx, heightPx);
}

function centre(index: number, count: number, sizePx: number): number {
  return ((index + 0.5) * sizePx) / count - 0.5;
}

/** The signal of a layer; that of each composition is worked out once. */
function signalOf(): (layer: Layer | undefined) => number {
  const known = new Map<Layer["atomsPerNm3"], number>();
  return (layer) => {
    if (!layer) return 0;
    let perNm = known.get(layer.atomsPerNm3);
    if (perNm === undefined) {
      perNm = Object.entries(layer.atomsPerNm3).reduce(
        (sum, [element, atoms]) => sum + atoms * haadfAreaNm2(atomicNumber(element)),
        0,
      );
      known.set(layer.atomsPerNm3, perNm);
    }
    return perNm * layer.thicknessNm;
  };
}

/** Bilinear between samples, the outermost ones carried on to the rim. */
function filledIn(
  samples: Float32Array,
  columns: number,
  rows: number,
  widthPx: number,
  heightPx: number,
): Float32Array {
  const image = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const [top, bottom, v] = between(y, heightPx, rows);
    for (let x = 0; x < widthPx; x++) {
      const [left, right, u] = between(x, widthPx, columns);
      const upper = (1 - u) * samples[top * columns + left] + u * samples[top * columns + right];
      const lower = (1 - u) * samples[bottom * columns + left] + u * samples[bottom * columns + right];
      image[y * widthPx + x] = (1 - v) * upper + v * lower;
    }
  }
  return image;
}

function between(px: number, sizePx: number, count: number): [first: number, second: number, share: number] {
  const place = Math.min(count - 1, Math.max(0, ((px + 0.5) * count) / sizePx - 0.5));
  const first = Math.min(count - 1, Math.floor(place));
  return [first, Math.min(count - 1, first + 1), place - first];
}
