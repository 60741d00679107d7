import { type Curve, type LineFigure, lineFigure } from "../display/lineFigure.js";
import type { MimeBundle } from "../display/mimeBundle.js";
import { imageStats } from "./imageStats.js";
import { type Metadata, metadataRows } from "./metadata.js";

/** What the display needs to know of a spectrum. */
export interface ShowableSpectrum {
  readonly counts: Float32Array;
  readonly firstEv: number;
  readonly channelEv: number;
  readonly isCounts: boolean | undefined;
  readonly axisName: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
}

/** A spectrum from here on is labelled in keV. */
const keVFromEv = 5000;

/** The plot of a spectrum with labelled axes, and its metadata as a folded table. */
export function displaySpectrum(spectrum: ShowableSpectrum): MimeBundle {
  const { counts, title, metadata, notes } = spectrum;
  const size = describeSpectrum(spectrum);
  const rows = metadataRows(metadata);
  const curve: Curve = { values: counts };
  return lineFigure({
    curves: [curve],
    ...energyScale(spectrum, counts.length),
    yLabel: spectrum.isCounts ? "Counts" : "Intensity",
    title,
    caption: [size, ...notes],
    ...(rows.length > 0 && {
      table: { summary: `Metadata (${rows.length})`, header: ["name", "value", "from"], rows },
    }),
    text: `${title}: ${size}`,
  });
}

/** The energy axis of a plot, in eV or in keV. */
export function energyScale(
  { firstEv, channelEv, axisName }: Pick<ShowableSpectrum, "firstEv" | "channelEv" | "axisName">,
  channels: number,
): Pick<LineFigure, "firstX" | "stepX" | "xLabel"> {
  const isKev = firstEv + channels * channelEv > keVFromEv;
  const factor = isKev ? 1e-3 : 1;
  return { firstX: firstEv * factor, stepX: channelEv * factor, xLabel: `${axisName} (${isKev ? "keV" : "eV"})` };
}

function describeSpectrum({ counts, firstEv, channelEv, isCounts }: ShowableSpectrum): string {
  const lastEv = firstEv + (counts.length - 1) * channelEv;
  const { sum, max, nonFinite } = imageStats(counts);
  const values =
    nonFinite === counts.length
      ? "no finite value"
      : `${isCounts ? "counts" : "values"}: ${round(sum)} in all, at most ${round(max)}`;
  return `${counts.length} channels of ${round(channelEv)} eV, ${round(firstEv)} to ${round(lastEv)} eV; ${values}`;
}

function round(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : String(Number(value.toPrecision(5)));
}
