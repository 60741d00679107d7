import type { SpecimenColumns, SpecimenRegion } from "../../../src/twin/specimens/specimen.js";

/** A square region around a place. */
export function square(sideNm: number, xNm = 0, yNm = 0): SpecimenRegion {
  const half = sideNm / 2;
  return { leastXNm: xNm - half, leastYNm: yNm - half, mostXNm: xNm + half, mostYNm: yNm + half };
}

/** Columns as lines of text that can be compared whatever their order. */
export function lines(columns: SpecimenColumns): string[] {
  return Array.from(columns.id, (id, k) => {
    return `${id} ${columns.xNm[k]} ${columns.yNm[k]} ${columns.kind[k]} ${columns.haadfNm2[k]} ${columns.thicknessNm[k]}`;
  }).sort();
}

/** Only the columns in a region. */
export function within(columns: SpecimenColumns, region: SpecimenRegion): string[] {
  const isIn = (k: number) =>
    columns.xNm[k]! >= region.leastXNm &&
    columns.xNm[k]! < region.mostXNm &&
    columns.yNm[k]! >= region.leastYNm &&
    columns.yNm[k]! < region.mostYNm;
  const kept = [...columns.id.keys()].filter(isIn);
  return lines({
    ...columns,
    xNm: Float64Array.from(kept, (k) => columns.xNm[k]!),
    yNm: Float64Array.from(kept, (k) => columns.yNm[k]!),
    haadfNm2: Float64Array.from(kept, (k) => columns.haadfNm2[k]!),
    thicknessNm: Float32Array.from(kept, (k) => columns.thicknessNm[k]!),
    kind: Uint16Array.from(kept, (k) => columns.kind[k]!),
    id: Uint32Array.from(kept, (k) => columns.id[k]!),
  });
}

/** Sum of numbers. */
export function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Whether a share of n draws agrees with a chance within three standard deviations. */
export function agrees(found: number, n: number, chance: number, deviations = 3): boolean {
  return Math.abs(found - n * chance) <= deviations * Math.sqrt(n * chance * (1 - chance)) + 1e-9;
}
