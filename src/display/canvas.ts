/** A colour as 0xRRGGBB. */
export type Rgb = number;

/** Reads "#rrggbb"; anything else gives white, since a wrong colour must not lose a result. */
export function parseColour(text: string): Rgb {
  return /^#[0-9a-f]{6}$/i.test(text) ? Number.parseInt(text.slice(1), 16) : 0xffffff;
}

/**
 * A picture in the making: shades of one colour map, and over them what is drawn.
 *
 * Keeping the two apart lets the image keep its shades exactly while the drawing shares what is left of a 256-colour palette.
 */
export class Canvas {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Shade of each pixel: an index into the colours. @unitless */
  readonly shades: Uint8Array;
  /** Colours of the shades: red, green, blue bytes. @unitless */
  readonly colours: Uint8Array;
  /** What is drawn: 0xRRGGBB, or -1 where the shade shows. @unitless */
  readonly paint: Int32Array;
  /** The colours that something was drawn in, without the mixtures at its edges. */
  readonly inks = new Set<Rgb>();

  constructor(widthPx: number, heightPx: number, colours: Uint8Array) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.colours = colours;
    this.shades = new Uint8Array(widthPx * heightPx);
    this.paint = new Int32Array(widthPx * heightPx).fill(-1);
  }

  /** The colour that a pixel has now. */
  colourAt(index: number): Rgb {
    const painted = this.paint[index]!;
    return painted >= 0 ? painted : this.#shadeColour(this.shades[index]!);
  }

  /**
   * Lays a colour over a pixel; coverage from 0 (nothing) to 1 (opaque), outside the canvas nothing happens.
   *
   * Edges are mixed in thirds, with one of three shades for what lies under them: thousands of marks on a noisy image would
   * otherwise be made of as many colours, which neither a palette nor the compression can hold.
   */
  blend(x: number, y: number, colour: Rgb, coverage: number): void {
    const thirds = Math.round(3 * coverage);
    if (thirds <= 0 || x < 0 || y < 0 || x >= this.widthPx || y >= this.heightPx) return;
    const index = y * this.widthPx + x;
    if (thirds >= 3) {
      this.paint[index] = colour;
      this.inks.add(colour);
    } else this.paint[index] = mix(this.#colourUnder(index), colour, thirds / 3);
  }

  #colourUnder(index: number): Rgb {
    const painted = this.paint[index]!;
    if (painted >= 0) return painted;
    const levels = this.colours.length / 3;
    const third = Math.floor((3 * this.shades[index]!) / levels);
    return this.#shadeColour(Math.floor(((third + 0.5) / 3) * levels));
  }

  #shadeColour(shade: number): Rgb {
    const at = 3 * shade;
    return (this.colours[at]! << 16) | (this.colours[at + 1]! << 8) | this.colours[at + 2]!;
  }

  /** Fills a rectangle, clipped to the canvas. */
  fillRectangle(x: number, y: number, width: number, height: number, colour: Rgb): void {
    for (let row = Math.max(0, y); row < Math.min(this.heightPx, y + height); row++)
      for (let column = Math.max(0, x); column < Math.min(this.widthPx, x + width); column++)
        this.blend(column, row, colour, 1);
  }

  /** Copies shades in, each of them as a block of scale x scale pixels, from the upper left corner on. */
  placeShades(shades: Uint8Array, widthPx: number, heightPx: number, scale: number): void {
    const line = new Uint8Array(widthPx * scale);
    for (let y = 0; y < heightPx; y++) {
      const from = shades.subarray(y * widthPx, (y + 1) * widthPx);
      if (scale === 1) line.set(from);
      else for (let x = 0; x < widthPx; x++) line.fill(from[x]!, x * scale, (x + 1) * scale);
      for (let copy = 0; copy < scale; copy++) this.shades.set(line, (y * scale + copy) * this.widthPx);
    }
  }
}

function mix(under: Rgb, over: Rgb, share: number): Rgb {
  let result = 0;
  for (let shift = 16; shift >= 0; shift -= 8) {
    const from = (under >> shift) & 255;
    const to = (over >> shift) & 255;
    result |= Math.round(from + share * (to - from)) << shift;
  }
  return result;
}
