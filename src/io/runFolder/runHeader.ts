import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { version } from "../../core/version.js";
import { badFile } from "../badFile.js";
import { fromExactJson, toExactJson } from "./exactJson.js";
import type { RunFiles } from "./runFiles.js";
import { codeOf, storeError } from "./storeError.js";

/** The first version of the layout of a run folder. A newer one may hold what this emlab cannot read. */
const formatVersion = 1;
const formatName = "emlab-run";

/** What run.json says: it is written once, before any frame. */
export interface RunHeader {
  readonly format: typeof formatName;
  /** Version of the layout. @unitless */
  readonly formatVersion: number;
  /** Version of emlab that began the run. */
  readonly emlab: string;
  /** Identity of the run; frames carry it, so that one of another run is recognised. */
  readonly id: string;
  /** By the computer's clock: ISO 8601, UTC. */
  readonly created: string;
  /** Name of the instrument: "twin:mxene?seed=7". */
  readonly instrument: string;
  /** What the caller wants to keep: settings, seeds, calibrations. */
  readonly config: object;
}

/** What a caller says of a new run. */
export interface NewRun {
  readonly instrument: string;
  readonly config?: object;
}

/** The header of a new run. */
export function newHeader({ instrument, config = {} }: NewRun): RunHeader {
  const created = new Date().toISOString();
  return { format: formatName, formatVersion, emlab: version, id: randomUUID(), created, instrument, config };
}

/** Where the header of a run lies. */
export function headerPath(folder: string): string {
  return join(folder, "run.json");
}

/** Writes the header under another name first: a folder has a whole header or none. */
export async function writeHeader(files: RunFiles, folder: string, header: RunHeader): Promise<void> {
  const text = Buffer.from(`${toExactJson(header, "the config of the run")}\n`);
  const temporary = `${headerPath(folder)}.partial`;
  // A run that was killed while it was begun leaves one.
  if ((await files.sizeBytes(temporary)) !== undefined) await files.remove(temporary);
  const file = await files.openNew(temporary);
  try {
    await file.write(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(temporary, headerPath(folder));
  await files.syncFolder(folder);
}

/** Reads the header of a run. Errors: BadFile when there is no run in the folder, or one of a newer emlab. */
export async function readHeader(files: RunFiles, folder: string): Promise<RunHeader> {
  const bytes = await files.read(headerPath(folder)).catch((error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw storeError(folder, "reading the run", error);
    throw badFile(
      folder,
      "there is no run in this folder: it has no run.json",
      "Give the folder that a run was recorded in.",
      error,
    );
  });
  const header = fromExactJson(Buffer.from(bytes).toString("utf8")) as Partial<RunHeader> | undefined;
  if (header?.format !== formatName || typeof header.id !== "string" || typeof header.formatVersion !== "number")
    throw badFile(folder, "its run.json is not one of emlab, or damaged", "Restore run.json from a copy.");
  if (header.formatVersion > formatVersion) {
    const found = `it was recorded by emlab ${header.emlab} in layout ${header.formatVersion}; this one reads ${formatVersion}`;
    throw badFile(folder, found, "Open it with a newer emlab.");
  }
  return header as RunHeader;
}
