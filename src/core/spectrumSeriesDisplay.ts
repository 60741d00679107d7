import type { MimeBundle } from "../display/mimeBundle.js";
import { overlayFigure } from "../display/overlayFigure.js";
import { type Grid, reduceImage } from "../display/reduceImage.js";
import { type Metadata, metadataRows } from "./metadata.js";

/** What the display needs to know of a series of spectra. */
export interface ShowableSeries {
  /** @unitless */
  readonly data: Float32Array;
  readonly timesS: Float64Array;
  /** @unitless */
  readonly channels: number;
  readonly firstEv: number;
  readonly channelEv: number;
  readonly axisName: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
}

/** The picture is no wider than this; few spectra are drawn as bands of some height. */
const mostColumns = 768;
const leastRows = 240;

/** A map of a series: energy to the right, time downwards. */
export function displaySpectrumSeries(series: ShowableSeries): MimeBundle {
  const { channels, timesS, title, notes } = series;
  const frames = timesS.length;
  const grid = { data: series.data, widthPx: channels, heightPx: frames };
  const size = describeSeries(series);
  const rows = metadataRows(series.metadata);
  return overlayFigure({
    image: stretched(reduceImage(grid, Math.min(channels, mostColumns), frames)),
    colourMap: "viridis",
    scaleBar: false,
    title,
    caption: [size, ...notes],
    ...(rows.length > 0 && {
      table: { summary: `Metadata (${rows.length})`, header: ["name", "value", "from"], rows },
    }),
    text: `${title}: ${size}`,
  });
}

function describeSeries({ channels, timesS, firstEv, channelEv, axisName }: ShowableSeries): string {
  const lastEv = firstEv + (channels - 1) * channelEv;
  const span = `${round(timesS[0]!)} to ${round(timesS.at(-1)!)} s`;
  return (
    `${timesS.length} spectra of ${channels} channels; to the right: ${axisName.toLowerCase()}, ` +
    `${round(firstEv)} to ${round(lastEv)} eV; downwards: time, ${span}`
  );
}

/** Repeats rows until the picture is high enough to be seen. */
function stretched({ data, widthPx, heightPx }: Grid): Grid {
  const copies = Math.max(1, Math.floor(leastRows / heightPx));
  const rows = new Float32Array(data.length * copies);
  for (let y = 0; y < heightPx * copies; y++) {
    const from = Math.floor(y / copies) * widthPx;
    rows.set(data.subarray(from, from + widthPx), y * widthPx);
  }
  return { data: rows, widthPx, heightPx: heightPx * copies };
}

function round(value: number): string {
  return String(Number(value.toPrecision(5)));
}
