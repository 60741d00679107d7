import { formatLength } from "../../../../src/display/scaleBar.js";

/** What is read out of an image. */
interface Found {
  readonly xPx: number;
  readonly yPx: number;
  readonly value: number;
}

/** The place of a pixel in pixels and, where it is calibrated, as a length; and its value with its unit. */
export function readoutText(
  { xPx, yPx, value }: Found,
  { pixelNm, valueUnit }: { readonly pixelNm: number | null; readonly valueUnit: string },
): string {
  const place = pixelNm === null ? "" : ` (${formatLength(xPx * pixelNm, 4)}, ${formatLength(yPx * pixelNm, 4)})`;
  return `x ${xPx}, y ${yPx} px${place}: ${valueText(value)}${valueUnit === "" ? "" : ` ${valueUnit}`}`;
}

/** Up to so many digits; whole numbers in full. */
export function valueText(value: number, digits = 6): string {
  if (Number.isNaN(value)) return "no value";
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : String(Number(value.toPrecision(digits)));
}
