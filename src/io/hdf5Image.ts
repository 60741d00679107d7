import type { File } from "h5wasm/node";
import { badFile, damagedFile, formatBytes } from "./badFile.js";
import { chooseFrame } from "./chooseFrame.js";
import type { ImageRead } from "./format.js";
import type { Hdf5Candidate } from "./hdf5Candidate.js";
import { candidatesOf, chooseDataset } from "./hdf5Choose.js";
import { hdf5Error } from "./hdf5Error.js";
import { readHdf5Frame, typeName } from "./hdf5Frame.js";
import type { Hdf5Request } from "./hdf5Request.js";
import { isDataset, listDatasets, lookUp } from "./hdf5Tree.js";

/** Opens the file, chooses the dataset and reads one frame of it. Errors: EmError, and whatever the HDF5 library throws. */
export async function readHdf5Image(request: Hdf5Request): Promise<ImageRead> {
  const { default: library } = await import("h5wasm/node");
  const module = await library.ready;
  // Without this a failed read gives whatever lay in memory instead of an error.
  module.activate_throwing_error_handler();
  const file = openHdf5(library.File, request);
  try {
    const entries = listDatasets(file);
    const candidate = chooseDataset(request, file, candidatesOf(file, entries), entries);
    return readCandidate(request, file, candidate);
  } finally {
    closeQuietly(file);
  }
}

/** A damaged file can fail to close too; what went wrong before matters more. */
function closeQuietly(file: File): void {
  try {
    file.close();
  } catch {
    // the thread ends next and takes the file with it
  }
}

function openHdf5(FileClass: typeof File, { path, name }: Hdf5Request): File {
  try {
    return new FileClass(path, "r");
  } catch (error) {
    throw hdf5Error(name, error);
  }
}

function readCandidate(request: Hdf5Request, file: File, candidate: Hdf5Candidate): ImageRead {
  const name = `${request.name}, ${candidate.label ?? candidate.path}`;
  const dataset = lookUp(file, candidate.path);
  if (!isDataset(dataset)) throw damagedFile(name, "HDF5", new Error("the dataset cannot be read"));
  const stored = dataset.shape ?? [];
  const shape = candidate.framesLast && stored.length === 3 ? [stored[2]!, stored[0]!, stored[1]!] : stored;
  const chosen = chooseFrame(name, shape, request.frame, dataset.metadata.size === 1 && !candidate.framesLast);
  const { widthPx, heightPx, frame, frames } = chosen;
  const neededBytes = widthPx * heightPx * chosen.channels * (2 * dataset.metadata.size + 4);
  if (neededBytes > Math.min(request.budgetBytes, 3e9))
    throw badFile(
      name,
      `an image of ${widthPx} x ${heightPx} px would take ${formatBytes(neededBytes)} of memory`,
      "Save a part of it or a binned copy.",
    );
  const { data, note } = readHdf5Frame(name, dataset, stored, chosen, candidate.framesLast === true);
  const facts = candidate.facts(frame);
  const type = { value: typeName(dataset), from: "HDF5 dataset" };
  const part = candidate.label ?? candidate.path;
  return {
    data,
    widthPx,
    heightPx,
    ...(facts.pixelNm !== undefined && { pixelNm: facts.pixelNm }),
    metadata: { "Number type": type, Dataset: { value: candidate.path, from: "HDF5" }, ...facts.metadata },
    notes: [...chosen.notes, ...(note ? [note] : []), ...facts.notes],
    part: frames > 1 ? `${part}, frame ${frame}` : part,
  };
}
