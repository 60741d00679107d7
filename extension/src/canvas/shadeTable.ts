import { colourTable } from "../../../src/display/colourMaps.js";
import type { ImageColourMap } from "../../../src/messages/imageState.js";

/** How values become colours. */
export interface Look {
  readonly colourMap: ImageColourMap;
  /** The value of the darkest shade. */
  readonly low: number;
  /** The value of the brightest shade. */
  readonly high: number;
  /** Shade = share ^ gamma. */
  readonly gamma: number;
}

/** So many shades that a strong gamma shows no steps. */
const levels = 4096;

/** Colours by the share of the range between low and high: index = (value - low) * perValue, held within the table. */
export interface ShadeTable {
  readonly colours: Uint32Array;
  readonly low: number;
  readonly perValue: number;
}

/** The colours of a look; cheap enough to be made for each move of a slider (0.2 ms). */
export function shadeTable({ colourMap, low, high, gamma }: Look): ShadeTable {
  const map = pixelsOf(colourTable(colourMap, 256));
  const colours = new Uint32Array(levels);
  const isFlat = !(high > low);
  for (let level = 0; level < levels; level++) {
    const share = isFlat ? 0.5 : (level / (levels - 1)) ** gamma;
    colours[level] = map[Math.round(share * 255)]!;
  }
  return { colours, low, perValue: isFlat ? 0 : (levels - 1) / (high - low) };
}

/** Colours as the pixels of a canvas: red, green, blue and opaque, one byte each in that order. */
function pixelsOf(colours: Uint8Array): Uint32Array {
  const bytes = new Uint8Array((colours.length / 3) * 4);
  for (let i = 0; i < colours.length / 3; i++) bytes.set([...colours.subarray(3 * i, 3 * i + 3), 255], 4 * i);
  return new Uint32Array(bytes.buffer);
}
