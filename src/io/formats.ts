import type { Format } from "./format.js";
import { hdf5 } from "./hdf5.js";
import { jpeg } from "./jpeg.js";
import { npy } from "./npy.js";
import { npz } from "./npz.js";
import { png } from "./png.js";
import { tiff } from "./tiff.js";

/** The formats that can be opened; a new one is a new file and a line here. */
export const formats: readonly Format[] = [npy, npz, tiff, png, jpeg, hdf5];
