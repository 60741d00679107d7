/** A scale bar: how long it is on the image and what is written beside it. */
export interface ScaleBar {
  readonly lengthPx: number;
  /** The length in nm; undefined when the image is not calibrated. */
  readonly lengthNm?: number;
  /** What stands beside the bar: "5 nm", "200 pm", "100 px". */
  readonly label: string;
}

/**
 * The longest bar of 1, 2 or 5 times a power of ten that is at most a quarter of the image's width.
 *
 * Without a pixel size the bar counts pixels.
 *
 * @example
 * scaleBarFor(512, 0.02).label; // "2 nm" (the image is 10.24 nm wide)
 */
export function scaleBarFor(widthPx: number, pixelNm?: number): ScaleBar {
  if (pixelNm === undefined) {
    const lengthPx = Math.max(1, roundDown125(widthPx / 4));
    return { lengthPx, label: `${lengthPx} px` };
  }
  const lengthNm = roundDown125((widthPx * pixelNm) / 4);
  return { lengthPx: lengthNm / pixelNm, lengthNm, label: formatLength(lengthNm) };
}

/** The largest of 1, 2, 5 x 10^n that is not above the value. */
export function roundDown125(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const lead = value / 10 ** exponent;
  const digit = lead >= 5 * (1 - 1e-9) ? 5 : lead >= 2 * (1 - 1e-9) ? 2 : 1;
  // Dividing by a positive power keeps 0.2 from becoming 0.2000…1
  return exponent < 0 ? digit / 10 ** -exponent : digit * 10 ** exponent;
}

/**
 * Writes a length in the unit that suits it (pm, nm, µm, mm) with at most the given significant digits.
 *
 * @example
 * formatLength(0.2); // "200 pm"
 * formatLength(12.345); // "12.3 nm"
 */
export function formatLength(lengthNm: number, digits = 3): string {
  const size = Math.abs(lengthNm);
  const [unit, perNm] =
    size >= 1e6 ? ["mm", 1e-6] : size >= 1e3 ? ["µm", 1e-3] : size >= 1 ? ["nm", 1] : (["pm", 1e3] as const);
  return `${Number((lengthNm * Number(perNm)).toPrecision(digits))} ${unit}`;
}
