import type { Format } from "./format.js";
import { readNumpyImage } from "./numpyArray.js";
import { isNumpy, parseNumpyHeader } from "./numpyHeader.js";

/** NumPy's own format for one array. Source: numpy.lib.format. */
export const npy: Format = {
  name: "NPY",
  endings: [".npy"],
  matches: isNumpy,
  async read(source, options) {
    const head = await source.read(0, Math.min(source.sizeBytes, 66_000));
    return readNumpyImage(source.name, parseNumpyHeader(source.name, head), source, options);
  },
};
