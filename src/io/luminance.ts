/** Brightness of coloured pixels. Source: Rec. ITU-R BT.601. */
const weights = [0.299, 0.587, 0.114] as const;

/**
 * Turns interleaved colours into brightness; alpha is left out. Where red, green and blue are equal the value stays exact.
 *
 * @param channels values per pixel: 1 or 2 (grey, alpha), 3 or 4 (red, green, blue, alpha). @unitless
 */
export function toLuminance(values: ArrayLike<number>, channels: number): { data: Float32Array; note?: string } {
  const count = Math.floor(values.length / channels);
  const data = new Float32Array(count);
  let coloured = false;
  for (let i = 0; i < count; i++) {
    const at = i * channels;
    const red = values[at]!;
    if (channels < 3) {
      data[i] = red;
      continue;
    }
    const green = values[at + 1]!;
    const blue = values[at + 2]!;
    const grey = red === green && green === blue;
    if (!grey) coloured = true;
    data[i] = grey ? red : weights[0] * red + weights[1] * green + weights[2] * blue;
  }
  const note = "The image is in colour: its brightness is taken (0.299 red + 0.587 green + 0.114 blue).";
  return coloured ? { data, note } : { data };
}
