import type { Image } from "../../core/image.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import {
  type ColumnTable,
  drawFrame,
  type FrameModel,
  fitStep,
  makeColumnTable,
  updateBackground,
} from "./columnFit.js";
import { median } from "./median.js";
import type { NoiseModel } from "./noiseModel.js";
import { makeProbe, type Probe } from "./probeShape.js";
import { residualFilter, type StrayColumn, strayColumns } from "./strayColumns.js";

/** Columns of a frame without a lattice. */
export interface BlobFit {
  readonly columns: ColumnTable;
  /** @unitless */
  readonly significance: Float64Array;
  readonly probe: Probe;
  readonly model: FrameModel;
}

/** Widths tried, in px: a column narrower than the first is not sampled, one wider than the last is no atom. */
const widthsPx = [1, 1.3, 1.7, 2.2, 2.9, 3.7, 4.8, 6.3, 8.2];
/** Standard errors above the background that a column needs when no lattice speaks for it. @unitless */
const leastSignificance = 5.5;

/**
 * Finds bright columns on a smooth background where there is no lattice: single atoms on a support.
 *
 * The probe width is the one at which the brightest columns stand out most. Every position is then fitted by itself.
 * Cost: four Gaussian blurs a width.
 */
export function fitBlobs(image: Image, noise: NoiseModel, sigmaPx?: number): BlobFit {
  const { sigma, found, background } = sigmaPx ? blobsAt(image, noise, sigmaPx) : clearestBlobs(image, noise);
  const probe = roundProbe(sigma);
  const columns = makeColumnTable(found.length);
  for (const [i, blob] of found.entries()) {
    columns.xPx[i] = blob.xPx;
    columns.expectedXPx[i] = blob.xPx;
    columns.yPx[i] = blob.yPx;
    columns.expectedYPx[i] = blob.yPx;
    columns.amplitude[i] = blob.amplitude;
  }
  let model = drawFrame(image, columns, probe, background);
  for (let sweep = 0; sweep < 6; sweep++) {
    fitStep(image, columns, model, probe, noise, { movePositions: sweep > 0 });
    model = updateBackground(image, model, backgroundWidths * sigma, -Infinity);
  }
  return { columns, significance: Float64Array.from(found, (blob) => blob.significance), probe, model };
}

/** A few electrons that fall together are no column, however dark it is around them: counts that small are not normal. @unitless */
const leastElectrons = 12;
/** Width of the background's low-pass, in probe widths. @unitless */
const backgroundWidths = 5;

const roundProbe = (sigma: number) => makeProbe({ sigmaXPx: sigma, sigmaYPx: sigma, correlation: 0, tailFraction: 0 });

interface Blobs {
  readonly sigma: number;
  readonly found: readonly StrayColumn[];
  readonly background: Float32Array;
}

function blobsAt(image: Image, noise: NoiseModel, sigma: number): Blobs {
  const background = gaussianBlur(image.data, image.widthPx, image.heightPx, backgroundWidths * sigma);
  const model = { expected: background, background };
  const filter = residualFilter(image, model, roundProbe(sigma), noise);
  // The support's own roughness is noise to the search: what counts is how far a peak stands out of all that is there.
  const scatter =
    1.4826 *
    median(
      Array.from(
        filter.significance.filter((_, i) => i % 7 === 0),
        Math.abs,
      ),
    );
  const limits = {
    leastSignificance: leastSignificance * Math.max(1, scatter),
    leastAmplitude: noise.isPoisson ? leastElectrons / roundProbe(sigma).volume : 0,
  };
  return { sigma, background, found: strayColumns(filter, image, roundProbe(sigma), limits) };
}

function clearestBlobs(image: Image, noise: NoiseModel): Blobs {
  const tried = widthsPx
    .filter((sigma) => 12 * sigma < Math.min(image.widthPx, image.heightPx))
    .map((sigma) => blobsAt(image, noise, sigma));
  const clearness = ({ found }: Blobs) => found.slice(0, 30).reduce((sum, blob) => sum + blob.significance, 0);
  return tried.reduce((best, next) => (clearness(next) > clearness(best) ? next : best));
}
