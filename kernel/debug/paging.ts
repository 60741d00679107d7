/** Elements from `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Divides a range into at most `atOnce` ranges of a power of `atOnce`, so that 10^6 elements open in three steps. */
export function pageRanges(from: number, to: number, atOnce: number): Range[] {
  let size = atOnce;
  while (size * atOnce < to - from) size *= atOnce;
  const ranges: Range[] = [];
  for (let start = from; start < to; start += size) ranges.push({ from: start, to: Math.min(to, start + size) });
  return ranges;
}

/** Runs in the main thread: copies a few elements, since V8 would describe all of a long array. Holes stay holes. */
export const sliceFunction = `function (from, to) {
  const slice = new Array(to - from);
  for (let i = from; i < to; i += 1) if (i in this) slice[i - from] = this[i];
  return slice;
}`;
