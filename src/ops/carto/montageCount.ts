import { GeometryError } from "../../core/geometryError.js";

/**
 * How many images in a row cover a length: (length - overlap x image) / (image - overlap x image), rounded up.
 *
 * All lengths are in one unit. Errors: E_OUT_OF_RANGE for lengths that are not above 0, or an overlap outside 0 to below 1.
 * Source: Olszta and Fiedler 2024, equation 3.7, which lacks the rounding.
 *
 * @example
 * montageCount(100, 12, 0.25).images; // 11
 */
export function montageCount(
  length: number,
  imageLength: number,
  overlapFraction: number,
): { readonly exact: number; readonly images: number } {
  const isGood =
    length > 0 && length < Number.POSITIVE_INFINITY && imageLength > 0 && imageLength < Number.POSITIVE_INFINITY;
  if (!isGood || !(overlapFraction >= 0 && overlapFraction < 1))
    throw new GeometryError(
      "E_OUT_OF_RANGE",
      `a length of ${length}, images of ${imageLength} and an overlap of ${overlapFraction} make no montage`,
      "Give lengths above 0, and an overlap from 0 to below 1.",
    );
  const overlap = overlapFraction * imageLength;
  const exact = Math.max(1, (length - overlap) / (imageLength - overlap));
  return { exact, images: Math.ceil(exact - 1e-9) };
}
