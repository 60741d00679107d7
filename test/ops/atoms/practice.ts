import { practiceFrame, practiceRecipes } from "../../../bench/atoms/practiceFrames.js";
import { scoreAtoms } from "../../../bench/atoms/scoreAtoms.js";
import type { FindParams } from "../../../src/ops/atoms/atomsResult.js";
import { findDefaults } from "../../../src/ops/atoms/atomsResult.js";
import { findAtoms } from "../../../src/ops/atoms/findAtoms.js";

type Recipe = (typeof practiceRecipes)[number];

/** A practice frame by name, with some of its recipe changed. */
export function frameOf(name: string, changes: Partial<Recipe> = {}, seed = 11) {
  const recipe = practiceRecipes.find((one) => one.name === name)!;
  const { counts, truth, widthPx, heightPx } = practiceFrame({ ...recipe, ...changes }, seed);
  return { image: { data: counts, widthPx, heightPx }, truth, recipe: { ...recipe, ...changes } };
}

/** Finds the atoms of a practice frame and scores them. */
export function foundIn(name: string, changes: Partial<Recipe> = {}, params: Partial<FindParams> = {}, seed = 11) {
  const { image, truth } = frameOf(name, changes, seed);
  const result = findAtoms(image, { ...findDefaults, ...params });
  const points = Array.from(result.columns.xPx, (xPx, i) => ({ xPx, yPx: result.columns.yPx[i]! }));
  const truePx = truth.nn_distance_A / truth.pixel_size_A;
  return { image, truth, result, score: scoreAtoms(truth, points), scaleRatio: result.nearestPx / truePx };
}
