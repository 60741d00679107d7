import { readdir } from "node:fs/promises";
import { basename, dirname, parse } from "node:path";
import { closestName } from "../core/closestName.js";
import type { EmError } from "../core/error.js";
import { badFile } from "./badFile.js";

/** The error of a file that is not there: it names the nearest file of the folder, or says that the folder is missing too. */
export async function missingFile(path: string, cause: unknown): Promise<EmError> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => undefined);
  if (!names) return badFile(basename(path), `there is no folder ${folder}`, "Check the folder's name.", cause);
  const near = nearestName(basename(path), names);
  const fix = near
    ? `Did you mean ${near}?`
    : `Check the name; a relative path starts at the folder of the notebook. In ${folder} there ${listed(names)}.`;
  return badFile(basename(path), `there is no such file in ${folder}`, fix, cause);
}

function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const stem = parse(wanted).name.toLowerCase();
  const otherEnding = names.find((name) => parse(name).name.toLowerCase() === stem);
  return otherEnding ?? closestName(wanted, names.slice(0, 2000));
}

function listed(names: readonly string[]): string {
  const shown = names.filter((name) => !name.startsWith(".")).slice(0, 5);
  if (shown.length === 0) return "is no file";
  return `${shown.length === 1 ? "is" : "are"} ${shown.join(", ")}${names.length > shown.length ? ", …" : ""}`;
}
