import * as assert from "uvu/assert";
import type { StoredArray, StoredRecording } from "../../../src/io/runFolder/storedRecording.js";

/** A recording that tells by its numbers which one it is: a small image, now and then a larger one, a spectrum of whole numbers or of fractions. */
export function recordingOf(number: number): StoredRecording {
  const { data, shape, kind, detector } = numbersOf(number);
  // Another start for every recording, so that no two share a row.
  for (let i = 0; i < data.length; i++) data[i] = (number * 7919 + i * 31) % 65_521;
  return {
    kind,
    detector,
    data,
    shape,
    calibration: { pixelNm: 0.0125, offsetCounts: 100 },
    conditions: { startS: number, endS: number + 0.5, doseEPerA2: 12.5 * number, extra: { note: "Å and µ" } },
    request: { kind: "image", widthPx: shape[1] ?? 1, dwellUs: 2 },
    isComplete: number % 9 !== 0,
  };
}

function numbersOf(number: number): { data: StoredArray; shape: number[]; kind: string; detector: string } {
  if (number % 10 === 0)
    return { data: new Uint16Array(512 * 512), shape: [512, 512], kind: "image", detector: "haadf" };
  if (number % 10 === 5) return { data: new Int32Array(2048), shape: [2048], kind: "spectrum", detector: "eds" };
  if (number % 10 === 7)
    return { data: new Float32Array(4 * 5 * 100), shape: [4, 5, 100], kind: "spectrumImage", detector: "eels" };
  return { data: new Uint16Array(64 * 64), shape: [64, 64], kind: "image", detector: number % 2 ? "haadf" : "bf" };
}

/** The same in every number and every word. */
export function assertSame(found: StoredRecording, expected: StoredRecording, what = ""): void {
  const { data, ...rest } = found;
  const { data: expectedData, ...expectedRest } = expected;
  assert.equal(rest, expectedRest, what);
  assert.is(data.constructor, expectedData.constructor, what);
  const bytes = (array: StoredArray) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  assert.ok(bytes(data).equals(bytes(expectedData)), `${what} has other numbers`);
}
