import { inspect, types } from "node:util";
import { byteSize, float32Text, shortNumber } from "./numberText.js";

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;
type BigInts = BigInt64Array | BigUint64Array;

/** An array up to this length is shown whole. */
const wholeLength = 16;
const firstShown = 3;
const lastShown = 2;
/** Bytes of a buffer that are shown of its beginning and of its end. */
const firstBytes = 8;
const lastBytes = 2;

/** Values that may be looked at for the statistics of all arrays of one text: about 20 ms; beyond it every so many-th is. */
const budgetPerText = 1 << 24;
/** Values that are looked at of an array that the budget does not hold. */
const sampleSize = 1 << 16;
let budget = budgetPerText;

/** Begins a new text: its arrays have the whole budget again. */
export function renewBudget(): void {
  budget = budgetPerText;
}

/**
 * Makes Node's inspect, and so the console and every text of a value, write a typed array as its length, range and mean
 * with its first and last values, and a buffer as its size: at any depth, and never whole.
 */
export function installBinarySummaries(): void {
  const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
  define(typedArray, (value) => (types.isTypedArray(value) ? typedArraySummary(value as Numbers) : undefined));
  for (const { prototype } of [ArrayBuffer, SharedArrayBuffer]) {
    define(prototype, (value) => (types.isAnyArrayBuffer(value) ? bufferSummary(value) : undefined));
  }
}

function define(prototype: object, summary: (value: unknown) => string | undefined): void {
  const show = function (this: unknown, _depth: number, options: object, again: typeof inspect) {
    return summary(this) ?? again(this, { ...options, customInspect: false });
  };
  Object.defineProperty(prototype, inspect.custom, { value: show, configurable: true, writable: true });
}

/** `Float64Array(1048576) min -0.1, max 3.2, mean 1, 5 NaN [ 0.1, 0.2, 0.3, … 2.9, 3.1 ]`. */
export function typedArraySummary(array: Numbers | BigInts): string {
  const { length } = array;
  const head = `${nameOf(array)}(${length})`;
  const text = valueText(array, length > wholeLength);
  const show = (from: number, to: number) =>
    Array.from<number | bigint, string>(array.subarray(from, to), text).join(", ");
  if (length === 0) return `${head} []`;
  if (length <= wholeLength) return `${head} [ ${show(0, length)} ]`;
  const ends = `[ ${show(0, firstShown)}, … ${show(length - lastShown, length)} ]`;
  return `${head} ${isBigInts(array) ? bigRange(array) : statistics(array)} ${ends}`;
}

function nameOf(array: object): string {
  const own: unknown = (array as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof own === "string" && own ? own : Object.prototype.toString.call(array).slice(8, -1);
}

function isBigInts(array: object): array is BigInts {
  return types.isBigInt64Array(array) || types.isBigUint64Array(array);
}

function valueText(array: Numbers | BigInts, isShort: boolean): (value: number | bigint) => string {
  if (isBigInts(array)) return (value) => `${value}n`;
  if (isShort) return (value) => shortNumber(Number(value));
  return types.isFloat32Array(array) ? (value) => float32Text(Number(value)) : String;
}

/** How far apart the values that are looked at lie: 1 while the budget lasts. */
function strideFor(length: number): number {
  if (length <= budget) {
    budget -= length;
    return 1;
  }
  return Math.ceil(length / sampleSize);
}

function statistics(array: Numbers): string {
  const stride = strideFor(array.length);
  let [min, max, sum, numbers, missing] = [Infinity, -Infinity, 0, 0, 0];
  for (let i = 0; i < array.length; i += stride) {
    const value = array[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
    if (Number.isNaN(value)) missing += 1;
    else {
      sum += value;
      numbers += 1;
    }
  }
  const nan = missing > 0 ? `, ${missing} NaN` : "";
  const range = numbers === 0 ? "all NaN" : `min ${short(min)}, max ${short(max)}, mean ${short(sum / numbers)}${nan}`;
  return stride === 1 ? range : `${range} (of every ${stride}th value)`;
}

function bigRange(array: BigInts): string {
  const stride = strideFor(array.length);
  let [min, max] = [array[0]!, array[0]!];
  for (let i = 0; i < array.length; i += stride) {
    const value = array[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return `min ${min}n, max ${max}n${stride === 1 ? "" : ` (of every ${stride}th value)`}`;
}

function short(value: number): string {
  return shortNumber(value, 5);
}

/** `ArrayBuffer(1048576, 1 MiB) <00 00 … ff>`. */
export function bufferSummary(buffer: ArrayBufferLike): string {
  const name = types.isSharedArrayBuffer(buffer) ? "SharedArrayBuffer" : "ArrayBuffer";
  const { byteLength } = buffer;
  const hex = (from: number, to: number) =>
    Array.from(new Uint8Array(buffer, from, to - from), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  if (byteLength === 0) return `${name}(0)`;
  const size = byteLength < 1024 ? "" : `, ${byteSize(byteLength)}`;
  const bytes =
    byteLength <= wholeLength
      ? hex(0, byteLength)
      : `${hex(0, firstBytes)} … ${hex(byteLength - lastBytes, byteLength)}`;
  return `${name}(${byteLength}${size}) <${bytes}>`;
}
