import { createHash } from "node:crypto";
import { EmError } from "../../core/error.js";
import { badFile } from "../badFile.js";
import { parseNumpyHeader } from "../numpyHeader.js";
import { writeNumpyHeader } from "../writeNumpyHeader.js";
import { fromExactJson, toExactJson } from "./exactJson.js";
import {
  type FrameDescription,
  isFrameDescription,
  type StoredArray,
  type StoredRecording,
} from "./storedRecording.js";

/** The bytes of a frame's file and their checksum. */
export interface FrameBytes {
  readonly description: FrameDescription;
  /** The bytes, in the parts in which they are written. @unitless */
  readonly parts: readonly Uint8Array[];
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What the folder knows of a frame beside the recording. */
export type FramePlace = Pick<FrameDescription, "run" | "sequence" | "plan" | "writtenAt">;

/** Array types by numpy's words for their numbers. */
const arrayTypes = { "|u1": Uint8Array, "<u2": Uint16Array, "<i4": Int32Array, "<f4": Float32Array } as const;

/**
 * The file of a recording: an NPY array that numpy.load reads, after it one line of JSON that describes it, and one line that seals both.
 *
 * So that the seal can be found from the end of the file, it has a fixed length: the word, the version, the length of the JSON in ten
 * digits, and the SHA-256 of all bytes before it. A file with its seal is whole and says everything of itself: a frame whose line in the
 * journal was lost is not lost.
 *
 * Errors: BadShape when the shape does not match the numbers; BadOption for conditions that JSON cannot hold. Cost: two SHA-256 in one
 * pass, about 1 ms per megabyte.
 */
export function encodeFrame(recording: StoredRecording, place: FramePlace): FrameBytes {
  const { kind, detector, data, calibration, conditions, request, isComplete } = recording;
  const { dtype, shape } = checkedArray(data, recording.shape);
  const { run, sequence, plan, writtenAt } = place;
  const settings = { kind, detector, dtype, shape, calibration, conditions, request, isComplete };
  const description: FrameDescription = { run, sequence, ...settings, ...(plan !== undefined && { plan }), writtenAt };
  const json = Buffer.from(`\n${toExactJson(description, "the recording")}\n`);
  const body = [writeNumpyHeader(dtype, shape), new Uint8Array(data.buffer, data.byteOffset, data.byteLength), json];
  const hash = createHash("sha256");
  for (const part of body) hash.update(part);
  const seal = Buffer.from(`${sealStart}${String(json.length).padStart(10, "0")} ${hash.copy().digest("hex")}\n`);
  const parts = [...body, seal];
  const sizeBytes = parts.reduce((sum, part) => sum + part.length, 0);
  return { description, parts, sizeBytes, sha256: hash.update(seal).digest("hex") };
}

const sealStart = "emlab-frame 1 ";
const sealBytes = sealStart.length + 10 + 1 + 64 + 1;

function checkedArray(data: StoredArray, shape: readonly number[]) {
  const dtype = Object.entries(arrayTypes).find(([, type]) => data instanceof type)?.[0];
  if (dtype === undefined) {
    throw new EmError("BadShape", `the numbers of a recording are ${String((data as object)?.constructor?.name)}`, {
      fix: "Give a Uint8Array, Uint16Array, Int32Array or Float32Array.",
    });
  }
  const isShape = shape.length > 0 && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!isShape || shape.reduce((product, length) => product * length, 1) !== data.length) {
    throw new EmError("BadShape", `the shape ${shape.join(" x ")} does not hold ${data.length} numbers`, {
      fix: "Give the lengths of the axes, the slowest first; their product is the number of numbers.",
    });
  }
  return { dtype, shape: [...shape] };
}

/** A frame's file that was read and found whole. */
export interface DecodedFrame {
  readonly description: FrameDescription;
  /** As they were recorded, in memory of their own. @unitless */
  readonly data: StoredArray;
  readonly sha256: string;
}

/**
 * Reads a frame's file and checks its seal.
 *
 * Errors: BadFile when it is cut short or altered, or no frame of emlab.
 */
export function decodeFrame(name: string, bytes: Uint8Array): DecodedFrame {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seal = /^emlab-frame 1 (\d{10}) ([0-9a-f]{64})\n$/.exec(
    text.toString("latin1", Math.max(0, text.length - sealBytes)),
  );
  if (!seal) throw damagedFrame(name, "it does not end in a frame's seal");
  const sealAt = text.length - sealBytes;
  const hash = createHash("sha256").update(bytes.subarray(0, sealAt));
  if (hash.copy().digest("hex") !== seal[2]) throw damagedFrame(name, "its bytes do not match its seal");
  const jsonAt = sealAt - Number(seal[1]);
  const description = jsonAt > 0 ? fromExactJson(text.toString("utf8", jsonAt, sealAt)) : undefined;
  if (!isFrameDescription(description)) throw damagedFrame(name, "it does not describe itself");
  const sha256 = hash.update(bytes.subarray(sealAt)).digest("hex");
  return { description, data: readNumbers(name, bytes.subarray(0, jsonAt), description), sha256 };
}

function readNumbers(name: string, bytes: Uint8Array, description: FrameDescription): StoredArray {
  const type = arrayTypes[description.dtype as keyof typeof arrayTypes];
  const { dataOffset } = parseNumpyHeader(name, bytes);
  // A Buffer's slice is no copy.
  const numbers = new Uint8Array(bytes.subarray(dataOffset));
  const count = description.shape.reduce((product, length) => product * length, 1);
  if (!type || numbers.length !== count * type.BYTES_PER_ELEMENT)
    throw damagedFrame(name, "its numbers are not those that it describes");
  return new type(numbers.buffer, 0, count);
}

/** The error of a frame that is not as it was written. */
export function damagedFrame(name: string, found: string): EmError {
  return badFile(
    name,
    `the frame is damaged: ${found}`,
    "Restore the file from a copy; the other frames of the run are not concerned.",
  );
}
