import { EmError } from "../core/error.js";
import { badFile, damagedFile, formatBytes } from "./badFile.js";

/** The EmError for what the HDF5 library threw: its traces of many lines become the reason in one. */
export function hdf5Error(name: string, error: unknown): EmError {
  if (error instanceof EmError) return error;
  const words = String(error);
  const cut = /truncated file: eof = (\d+).*stored_eof = (\d+)/.exec(words);
  if (!cut) return damagedFile(name, "HDF5", new Error(lastReason(words)));
  const sizes = `it announces ${formatBytes(Number(cut[2]))} but has ${formatBytes(Number(cut[1]))}`;
  return badFile(name, `the file is cut short: ${sizes}`, "Copy or download it again, or save it again.");
}

/** The library lists what failed from the outside to the inside: the last line is the reason. */
function lastReason(words: string): string {
  const reasons = [...words.matchAll(/in \w+\(\): (.*)/g)].map((match) => match[1]!);
  return reasons.at(-1) ?? words.slice(0, 120);
}
