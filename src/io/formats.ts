import type { Format } from "./format.js";
import { npy } from "./npy.js";

/** The formats that can be opened; a new one is a new file and a line here. */
export const formats: readonly Format[] = [npy];
