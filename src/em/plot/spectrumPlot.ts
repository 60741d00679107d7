import { channelRange } from "../../core/energyChannels.js";
import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { Spectrum } from "../../core/spectrum.js";
import type { ChartCurve } from "./chart.js";
import { chartFigure } from "./chartFigure.js";
import type { PlotFigure } from "./plotFigure.js";
import { thinPoints } from "./thinPoints.js";

/** How spectra are plotted; every option may be left out. */
export interface SpectrumPlotOptions {
  /** The lowest energy that is shown. Default: the first channel. */
  readonly fromEv?: number;
  /** The highest energy that is shown. Default: the last channel. */
  readonly toEv?: number;
  /** "log" shows zero-loss peaks beside edges; channels without a count are left out then. Default "linear". */
  readonly yScale?: "linear" | "log";
  /** Divides each spectrum by its greatest value, or by its sum, within what is shown. Default "nothing". */
  readonly dividedBy?: "nothing" | "maximum" | "sum";
  /** Default: that of the spectrum. */
  readonly title?: string;
}

const defaults: Required<SpectrumPlotOptions> = {
  fromEv: -Infinity,
  toEv: Infinity,
  yScale: "linear",
  dividedBy: "nothing",
  title: "",
};

const rules: OptionRules<Required<SpectrumPlotOptions>> = {
  fromEv: { kind: "number", unit: "eV" },
  toEv: { kind: "number", unit: "eV" },
  yScale: { kind: "choice", of: ["linear", "log"] },
  dividedBy: { kind: "choice", of: ["nothing", "maximum", "sum"] },
  title: { kind: "text" },
};

/** An axis that reaches beyond this is labelled in keV. */
const kevFromEv = 5000;
const mostCurves = 50;

/** See Plot.spectrum. */
export function spectrumPlot(spectra: Spectrum | readonly Spectrum[], options?: SpectrumPlotOptions): PlotFigure {
  const settings = resolveOptions("em.plot.spectrum", options, defaults, rules);
  const shown = checkedSpectra(spectra);
  const parts = shown.map((spectrum) => partOf(spectrum, settings));
  const lastEv = Math.max(...parts.map(({ firstEv, values, channelEv }) => firstEv + (values.length - 1) * channelEv));
  const [perEv, unit] = lastEv > kevFromEv ? [1e-3, "keV"] : [1, "eV"];
  const axisNames = new Set(shown.map(({ axisName }) => axisName));
  return chartFigure({
    title: settings.title || (shown.length === 1 ? shown[0]!.title : `${shown.length} spectra`),
    xTitle: `${axisNames.size === 1 ? shown[0]!.axisName : "Energy"} (${unit})`,
    yTitle: yTitleOf(shown, settings.dividedBy),
    yScale: settings.yScale,
    curves: parts.map((part): ChartCurve => {
      const x = Float64Array.from(part.values, (_, i) => (part.firstEv + i * part.channelEv) * perEv);
      return {
        name: part.title,
        mark: "line",
        whole: part.values.length,
        ...thinPoints({ x, y: scaled(part.values, settings) }),
      };
    }),
  });
}

function checkedSpectra(spectra: Spectrum | readonly Spectrum[]): readonly Spectrum[] {
  const list: readonly unknown[] = Array.isArray(spectra) ? spectra : [spectra];
  if (list.length === 0 || list.length > mostCurves || !list.every((item) => item instanceof Spectrum))
    throw new EmError("BadOption", `em.plot.spectrum takes a Spectrum or a list of 1 to ${mostCurves} of them`, {
      fix: "Give what em.acquire.eels gives, or cube.spectrumAt(…); for plain arrays take em.plot.series.",
    });
  return list as readonly Spectrum[];
}

/** What is shown of a spectrum: a view of its values, not a copy. */
function partOf(spectrum: Spectrum, { fromEv, toEv }: Required<SpectrumPlotOptions>) {
  const { start, end } = channelRange(spectrum, fromEv, toEv);
  const { channelEv, title } = spectrum;
  return {
    title,
    channelEv,
    firstEv: spectrum.firstEv + start * channelEv,
    values: spectrum.counts.subarray(start, end),
  };
}

function scaled(values: Float32Array, { dividedBy }: Required<SpectrumPlotOptions>): ArrayLike<number> {
  if (dividedBy === "nothing") return values;
  let [sum, greatest] = [0, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    if (value > greatest) greatest = value;
  }
  const divisor = dividedBy === "sum" ? sum : greatest;
  return Float64Array.from(values, (value) => (divisor > 0 ? value / divisor : Number.NaN));
}

function yTitleOf(spectra: readonly Spectrum[], dividedBy: Required<SpectrumPlotOptions>["dividedBy"]): string {
  if (dividedBy !== "nothing") return `intensity / ${dividedBy}`;
  return spectra.every(({ isCounts }) => isCounts) ? "intensity (counts)" : "intensity (arbitrary units)";
}
