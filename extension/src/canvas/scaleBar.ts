/** A scale bar: its length on the screen and what is written beside it. */
export interface ScaleBar {
  /** In pixels of the screen. */
  readonly length: number;
  readonly label: string;
}

/**
 * The longest bar of 1, 2 or 5 times a power of ten that takes at most a quarter of a width on the screen; it counts pixels of the image where their
 * size is not known.
 *
 * @param scale screen pixels per pixel of the image
 */
export function scaleBarFor(width: number, scale: number, pixelNm: number | null): ScaleBar {
  const widthPx = width / 4 / scale;
  if (pixelNm === null) {
    const lengthPx = Math.max(1, roundDown125(widthPx));
    return { length: lengthPx * scale, label: `${lengthPx} px` };
  }
  const lengthNm = roundDown125(widthPx * pixelNm);
  return { length: (lengthNm / pixelNm) * scale, label: formatLength(lengthNm) };
}

/** The largest of 1, 2, 5 x 10^n that is not above the value. */
function roundDown125(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const lead = value / 10 ** exponent;
  const digit = lead >= 5 * (1 - 1e-9) ? 5 : lead >= 2 * (1 - 1e-9) ? 2 : 1;
  return exponent < 0 ? digit / 10 ** -exponent : digit * 10 ** exponent;
}

/** A length in the unit that suits it: pm, nm, µm or mm. */
export function formatLength(lengthNm: number, digits = 3): string {
  const size = Math.abs(lengthNm);
  const [unit, perNm] =
    size >= 1e6 ? ["mm", 1e-6] : size >= 1e3 ? ["µm", 1e-3] : size >= 1 ? ["nm", 1] : (["pm", 1e3] as const);
  return `${Number((lengthNm * Number(perNm)).toPrecision(digits))} ${unit}`;
}
