import { EmError, throwIfAborted } from "../../core/error.js";
import type { Image } from "../../core/image.js";
import type { RunContext } from "../../core/progress.js";
import { type AtomsResult, type FindParams, findDefaults } from "./atomsResult.js";
import { fitBlobs } from "./blobAtoms.js";
import { blobResult, latticeResult } from "./collectAtoms.js";
import { fitOnLattices, type LatticeFit } from "./latticeAtoms.js";
import { type FittedLattice, fitLattices } from "./lattices.js";
import { estimateNoise, type NoiseModel } from "./noiseModel.js";
import { calibratedNoise, looksLikeCounts } from "./residualNoise.js";
import { residualFilter } from "./strayColumns.js";

/** Frames smaller than this hold too few cells to tell a lattice from noise. */
const smallestSidePx = 48;

/**
 * Finds the atom columns of an atomically resolved HAADF image; neither scale nor material is asked for.
 *
 * Takes heightPx x widthPx values. The lattice is read from the Bragg peaks, its cell averaged over the frame, the columns of the cell
 * found in the average (so the nearest-neighbour distance cannot be off by a factor), and every site fitted to the data by maximum
 * likelihood. A site counts as an atom when it is more probably filled than empty. Without a lattice, bright columns are found one by one.
 * Errors: BadShape below 48 px a side or without contrast; Aborted. Cost: 0.9 s at 512 x 512 px, 4 s at 1024 x 1024 px.
 * Source: CRLB and Fisher scoring for Poisson counts as in van den Bos and den Dekker 2001; phase analysis after Hytch 1998.
 */
export function findAtoms(image: Image, params: FindParams = findDefaults, context: RunContext = {}): AtomsResult {
  checkImage(image);
  const step = stepper(context);
  const noise = estimateNoise(image);
  const lattices = params.lattice === "none" ? [] : fitLattices(image);
  step("fitting the lattice");
  if (lattices.length === 0)
    return blobResult(image, fitBlobs(image, noise, params.sigmaPx || undefined), noise, params);
  const { fit, noise: settled } = fitWithNoise(image, lattices, noise, params, step);
  return latticeResult(image, lattices, fit, settled, params);
}

function fitWithNoise(
  image: Image,
  lattices: readonly FittedLattice[],
  noise: NoiseModel,
  params: FindParams,
  step: (label: string) => void,
): { fit: LatticeFit; noise: NoiseModel } {
  const options = { positions: params.positions, afterStep: step };
  const [{ motif }] = lattices;
  const fit = fitOnLattices(image, lattices, motif.probe, noise, options);
  if (noise.isPoisson && (image.isCounts === true || looksLikeCounts(image, fit.model))) return { fit, noise };
  const plain = noise.isPoisson ? estimateNoise({ ...image, isCounts: false }) : noise;
  const settled = calibratedNoise(plain, residualFilter(image, fit.model, motif.probe, plain));
  return { fit: fitOnLattices(image, lattices, motif.probe, settled, options), noise: settled };
}

function stepper({ signal, onProgress }: RunContext): (label: string) => void {
  const total = 9;
  let done = 0;
  return (label) => {
    throwIfAborted(signal, "em.atoms.find");
    done = Math.min(done + 1, total);
    onProgress?.({ done, total, label });
  };
}

function checkImage({ data, widthPx, heightPx }: Image): void {
  if (Math.min(widthPx, heightPx) < smallestSidePx) {
    throw new EmError("BadShape", `the image is ${widthPx} x ${heightPx} px`, {
      fix: `em.atoms.find needs at least ${smallestSidePx} px a side: open a larger region.`,
    });
  }
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of data) {
    if (!Number.isFinite(value)) {
      throw new EmError("BadShape", "the image has pixels that are not finite numbers", {
        fix: "Crop them away, or replace them before em.atoms.find.",
      });
    }
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest === highest) {
    throw new EmError("BadShape", `all pixels of the image have the value ${lowest}`, {
      fix: "There is nothing to find: check that the right frame was opened.",
    });
  }
}
