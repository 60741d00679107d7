const nmPer: Readonly<Record<string, number>> = {
  pm: 1e-3,
  Å: 0.1,
  A: 0.1,
  angstrom: 0.1,
  angstroms: 0.1,
  nm: 1,
  nanometer: 1,
  nanometre: 1,
  nanometers: 1,
  um: 1e3,
  µm: 1e3,
  micron: 1e3,
  microns: 1e3,
  micrometer: 1e3,
  micrometre: 1e3,
  mm: 1e6,
  cm: 1e7,
  m: 1e9,
  meter: 1e9,
  metre: 1e9,
  inch: 2.54e7,
  in: 2.54e7,
};

/**
 * How many nm one of a unit of length is; undefined for what is no length, such as "pixel" or "1/nm".
 *
 * @example
 * nmPerUnit("µm"); // 1000
 */
export function nmPerUnit(unit: string | undefined): number | undefined {
  if (unit === undefined) return undefined;
  // Files write µ as the micro sign or the Greek letter, Å in two ways too, and n_m in brackets in EMD files.
  const plain = unit
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace("_", "")
    .replace("\u03bc", "\u00b5")
    .replace("\\u00B5", "\u00b5");
  const known = plain.normalize("NFC").replace("\u212b", "\u00c5");
  return nmPer[known] ?? nmPer[known.toLowerCase()];
}

/** The pixel size where columns and rows agree to 1 %; otherwise undefined, with a sentence that says so. */
export function squarePixelNm(xNm: number | undefined, yNm: number | undefined): { pixelNm?: number; note?: string } {
  const sound = (nm: number | undefined): nm is number => nm !== undefined && nm > 0 && nm < 1e7;
  if (!sound(xNm)) return {};
  if (!sound(yNm) || Math.abs(xNm / yNm - 1) <= 0.01) return { pixelNm: xNm };
  const sizes = `${Number(xNm.toPrecision(5))} x ${Number(yNm.toPrecision(5))} nm`;
  return { note: `The file gives pixels of ${sizes}, which are not square: the image is not calibrated.` };
}
