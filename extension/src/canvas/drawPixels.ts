import type { Pyramid } from "./pyramid.js";
import type { ShadeTable } from "./shadeTable.js";
import type { Size, ViewTransform } from "./viewTransform.js";

/**
 * Colours every pixel of the screen that lies on the image; the others become transparent.
 *
 * The cost goes with the screen, not with the image: about 1 ms for 840 x 480 px, 4 ms for four times as many.
 *
 * @param out screen.width x screen.height pixels, four bytes each
 */
export function drawPixels(
  out: Uint32Array,
  screen: Size,
  pyramid: Pyramid,
  view: ViewTransform,
  shades: ShadeTable,
): void {
  const { level, factor } = pyramid.levelFor(view.scale);
  const { image } = pyramid;
  const columns = placesOf(screen.width, view.offsetX, view.scale, image.width, factor);
  const rows = placesOf(screen.height, view.offsetY, view.scale, image.height, factor);
  const { colours, low, perValue } = shades;
  const top = colours.length - 1;
  const values = level.values;
  out.fill(0);
  for (let y = rows.first; y < rows.end; y++) {
    const rowStart = rows.places[y]! * level.width;
    const outStart = y * screen.width;
    for (let x = columns.first; x < columns.end; x++) {
      const at = (values[rowStart + columns.places[x]!]! - low) * perValue;
      // NaN fails both tests and is dark.
      out[outStart + x] = colours[at >= top ? top : at > 0 ? at | 0 : 0]!;
    }
  }
}

/** For each pixel of the screen the pixel of the level that it shows, and the first and the end of those that show one. */
function placesOf(length: number, offset: number, scale: number, imageLength: number, factor: number) {
  const first = Math.min(length, Math.max(0, Math.ceil(offset - 0.5)));
  const end = Math.max(first, Math.min(length, Math.ceil(offset + imageLength * scale - 0.5)));
  const places = new Int32Array(length);
  const most = imageLength - 1;
  for (let at = first; at < end; at++)
    places[at] = Math.floor(Math.min(most, Math.max(0, (at + 0.5 - offset) / scale)) / factor);
  return { first, end, places };
}
