import type { File } from "h5wasm/node";
import type { Metadata, MetadataEntry } from "../core/metadata.js";
import type { Hdf5Candidate, Hdf5Facts } from "./hdf5Candidate.js";
import { type Hdf5Entry, isDataset, lookUp, parentPath } from "./hdf5Tree.js";
import { nmPerUnit, squarePixelNm } from "./lengthUnit.js";

/** Images of Thermo Fisher's Velox: /Data/Image/<id>/Data, rows x columns x frames, with a JSON text per frame beside it. */
export function findVeloxImages(file: File, entries: readonly Hdf5Entry[]): Hdf5Candidate[] {
  const images = entries.filter(({ path }) => /^\/Data\/Image\/[^/]+\/Data$/.test(path));
  return images.map(({ path }) => {
    const label = detectorName(readVeloxJson(file, path, 0));
    return {
      path,
      ...(label && { label }),
      framesLast: true,
      facts: (frame) => veloxFacts(readVeloxJson(file, path, frame)),
    };
  });
}

type Json = Readonly<Record<string, unknown>>;

/** The metadata of a frame; frames without their own share that of the first. */
function readVeloxJson(file: File, path: string, frame: number): Json {
  const metadata = lookUp(file, `${parentPath(path)}/Metadata`);
  if (!isDataset(metadata) || metadata.shape?.length !== 2) return {};
  const column = Math.min(frame, metadata.shape[1]! - 1);
  const bytes = metadata.slice([[], [column, column + 1]]);
  if (!(bytes instanceof Uint8Array)) return {};
  const end = bytes.indexOf(0);
  try {
    return JSON.parse(Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)).toString("utf8")) as Json;
  } catch {
    return {};
  }
}

/** A value deep in the JSON: at(json, "Optics.AccelerationVoltage"). */
function at(json: Json, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Json | undefined)?.[key], json);
}

function numberAt(json: Json, path: string): number | undefined {
  const value = Number(at(json, path) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function detectorName(json: Json): string | undefined {
  const name = at(json, "BinaryResult.Detector");
  return typeof name === "string" && name !== "" ? name : undefined;
}

// Name, place in the JSON, unit, and the factor from Velox's unit (SI) to it.
const numbers: readonly (readonly [string, string, string, number])[] = [
  ["Accelerating voltage", "Optics.AccelerationVoltage", "kV", 1e-3],
  ["Convergence angle", "Optics.BeamConvergence", "mrad", 1e3],
  ["Camera length", "Optics.CameraLength", "mm", 1e3],
  ["Defocus", "Optics.Defocus", "nm", 1e9],
  ["Screen current", "Optics.LastMeasuredScreenCurrent", "pA", 1e12],
  ["Dwell time", "Scan.DwellTime", "us", 1e6],
  ["Frame time", "Scan.FrameTime", "s", 1],
  ["Scan rotation", "Scan.ScanRotation", "deg", 180 / Math.PI],
  ["Stage x", "Stage.Position.x", "um", 1e6],
  ["Stage y", "Stage.Position.y", "um", 1e6],
  ["Stage z", "Stage.Position.z", "um", 1e6],
  ["Stage alpha", "Stage.AlphaTilt", "deg", 180 / Math.PI],
  ["Stage beta", "Stage.BetaTilt", "deg", 180 / Math.PI],
];

const texts: readonly (readonly [string, string])[] = [
  ["Instrument", "Instrument.InstrumentModel"],
  ["Detector", "BinaryResult.Detector"],
];

function veloxFacts(json: Json): Hdf5Facts {
  const from = "Velox metadata";
  const metadata: Record<string, MetadataEntry> = {};
  const unit = (axis: "X" | "Y") => nmPerUnit(String(at(json, `BinaryResult.PixelUnit${axis}`) ?? "m"));
  const size = (axis: "X" | "Y", side: string) => {
    const value = numberAt(json, `BinaryResult.PixelSize.${side}`);
    const perUnit = unit(axis);
    return value === undefined || perUnit === undefined ? undefined : value * perUnit;
  };
  const { pixelNm, note } = squarePixelNm(size("X", "width"), size("Y", "height"));
  if (pixelNm !== undefined) metadata["Pixel size"] = { value: pixelNm, unit: "nm", from };
  for (const [name, path] of texts) {
    const value = at(json, path);
    if (typeof value === "string" && value !== "") metadata[name] = { value, from };
  }
  for (const [name, path, unitName, factor] of numbers) {
    const value = numberAt(json, path);
    if (value !== undefined) metadata[name] = { value: Number((value * factor).toPrecision(9)), unit: unitName, from };
  }
  const dated = numberAt(json, "Acquisition.AcquisitionStartDatetime.DateTime");
  if (dated && dated < 1e11) metadata["Acquired"] = { value: new Date(dated * 1000).toISOString(), from };
  return { ...(pixelNm !== undefined && { pixelNm }), metadata: metadata as Metadata, notes: note ? [note] : [] };
}
