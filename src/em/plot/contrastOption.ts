import type { OptionRule } from "../../core/options.js";

/** Per cents of the pixels below the darkest and below the brightest shade. */
export const contrastRule: OptionRule = {
  kind: "other",
  expects: "two per cents in rising order, for example [0.1, 99.9]",
  accepts: (v) => Array.isArray(v) && v.length === 2 && v[0] >= 0 && v[1] <= 100 && v[0] < v[1],
};
