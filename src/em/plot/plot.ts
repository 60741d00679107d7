import type { Micrograph } from "../../core/micrograph.js";
import type { Spectrum } from "../../core/spectrum.js";
import { type HistogramPlotOptions, type HistogramSource, histogramPlot } from "./histogramPlot.js";
import { type MapGrid, type MapPlotOptions, mapPlot } from "./mapPlot.js";
import type { PlotFigure } from "./plotFigure.js";
import type { PointSet } from "./pointSets.js";
import { type ScatterPlotOptions, scatterPlot } from "./scatterPlot.js";
import type { SeriesSource } from "./seriesColumns.js";
import { type SeriesPlotOptions, seriesPlot } from "./seriesPlot.js";
import { type SpectrumPlotOptions, spectrumPlot } from "./spectrumPlot.js";

/** Figures that can be zoomed, with a picture beside them for saved notebooks. */
export interface Plot {
  /**
   * Plots one spectrum, or several over each other, with the energy to the right.
   *
   * Of a spectrum with more than 4000 channels the least and the greatest value of each run of channels are drawn, so that no peak is lost.
   * Errors: BadOption for what is no spectrum, an option that is not known, or energies in which no channel lies.
   * Cost: milliseconds.
   *
   * @param options fromEv, toEv, yScale ("linear"), dividedBy ("nothing"), title
   * @example
   * const spectrum = await em.acquire.eels();
   * em.plot.spectrum(spectrum, { fromEv: 440, toEv: 560 })
   */
  spectrum(spectra: Spectrum | readonly Spectrum[], options?: SpectrumPlotOptions): PlotFigure;

  /**
   * Plots columns over another one: arrays by name, or a table. Names that end in a unit, as driftNm, give the axes their titles.
   *
   * Null and NaN are gaps. More than 4000 points of a curve are thinned so that its extremes stay.
   * Errors: BadOption for a column that is not there or holds text, or for units that differ on one axis; BadShape for columns of
   * different lengths. Cost: about 10 ms per million points.
   *
   * @param options x (the first column), y (all others), mark ("line"), yScale ("linear"), title
   * @example
   * em.plot.series({ timeS: [0, 1, 2], driftXNm: [0, 0.4, 0.7], driftYNm: [0, -0.1, -0.3] })
   * @example
   * em.plot.series(atoms.table(), { x: "xNm", y: "amplitude", mark: "points" })
   */
  series(source: SeriesSource, options?: SeriesPlotOptions): PlotFigure;

  /**
   * Plots an image or any grid of values as colours, with axes in nm and a bar that tells the values.
   *
   * A grid of up to 128 pixels a side is in the figure as numbers; a larger one as a picture of at most 180 kB, over which the pointer reads
   * means of some pixels.
   * Errors: BadShape where the values do not fill the grid; BadOption. Cost: about 0.2 s for 1024 x 1024 pixels.
   *
   * @param options name, colourMap ("viridis"), contrast ([0.1, 99.9] %), title
   * @example
   * em.plot.map(haadf, { colourMap: "magma" })
   * @example
   * em.plot.map({ data: [0.1, 0.4, 0.2, 0.3], widthPx: 2, heightPx: 2, pixelNm: 5 }, { name: "strainPercent" })
   */
  map(source: Micrograph | MapGrid, options?: MapPlotOptions): PlotFigure;

  /**
   * Counts values in even bins and plots the numbers as bars: of an array, of a column of a table, or of the pixels of an image.
   *
   * Missing values and those that are not finite do not count; how many they are stands in the text.
   * Errors: BadOption. Cost: about 50 ms per million values. Source of the width: Freedman and Diaconis 1981.
   *
   * @param options name ("value"), bins, from, to, yScale ("linear"), title
   * @example
   * em.plot.histogram(atoms.table().column("amplitude"), { name: "amplitude", bins: 40 })
   */
  histogram(values: HistogramSource, options?: HistogramPlotOptions): PlotFigure;

  /**
   * Plots points over an image: one set, or several that are told apart by colour and mark; values of the points become colours.
   *
   * Of more than 20,000 points every second, third, … is drawn. Places that are not finite are left out.
   * Errors: BadOption, BadShape. Cost: as for map.
   *
   * @param points positions in pixels of the image: what em.atoms.find gives, or { xPx, yPx, name, values }
   * @param options colourMap ("grey"), contrast ([0.1, 99.9] %), markPx (8), valueName ("value"), valueColours ("viridis"), title
   * @example
   * em.plot.scatterOnImage(haadf, atoms)
   * @example
   * em.plot.scatterOnImage(haadf, { xPx: [10, 40], yPx: [20, 25], values: [3.1, 4.7] }, { valueName: "shiftPm" })
   */
  scatterOnImage(
    micrograph: Micrograph,
    points: PointSet | readonly PointSet[],
    options?: ScatterPlotOptions,
  ): PlotFigure;
}

export const plot: Plot = Object.freeze({
  spectrum: spectrumPlot,
  series: seriesPlot,
  map: mapPlot,
  histogram: histogramPlot,
  scatterOnImage: scatterPlot,
});
