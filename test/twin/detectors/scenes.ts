import type { ScanOptics } from "../../../src/twin/detectors/expectedImage.js";
import type { ScanGeometry, SpecimenView } from "../../../src/twin/detectors/scanGeometry.js";
import { haadfAreaNm2 } from "../../../src/twin/sample/atomicSignal.js";
import type { SpecimenColumns } from "../../../src/twin/specimens/specimen.js";
import { idealProbe } from "../optics/probes.js";

/** A specimen that lies flat and straight under the beam. */
export const flatView: SpecimenView = {
  ...{ centreXNm: 0, centreYNm: 0, toLab: [1, 0, 0, 1], leanX: 0, leanY: 0, heightNm: 0 },
};

/** A scan without any error around the axis. */
export function idealScan(
  widthPx: number,
  heightPx: number,
  pixelNm: number,
  changes: Partial<ScanGeometry> = {},
): ScanGeometry {
  const rows = () => new Float64Array(heightPx);
  return {
    ...{ widthPx, heightPx, pixelNm, rotationDeg: 0, centreXNm: 0, centreYNm: 0, xScale: 1, yScale: 1, shearDeg: 0 },
    ...{ specimenXNm: rows(), specimenYNm: rows(), rowJitterNm: rows() },
    ...changes,
  };
}

/** An ideal scan with an ideal probe. */
export function idealOptics(geometry: ScanGeometry, changes: Partial<ScanOptics> = {}): ScanOptics {
  return { geometry, view: flatView, probe: idealProbe(), ...changes };
}

/** Columns from their places, signals and thicknesses. */
export function columnsAt(
  places: readonly (readonly [xNm: number, yNm: number])[],
  haadfNm2 = 1e-3,
  thicknessNm = 1,
): SpecimenColumns {
  return {
    xNm: Float64Array.from(places, ([x]) => x),
    yNm: Float64Array.from(places, ([, y]) => y),
    haadfNm2: new Float64Array(places.length).fill(haadfNm2),
    thicknessNm: new Float32Array(places.length).fill(thicknessNm),
    kind: new Uint16Array(places.length),
    id: Uint32Array.from(places, (_, i) => i),
    kinds: [{ elements: "Ti", sublattice: 0, state: "host", damageBarn: 0, haadfLeftFraction: 1 }],
  };
}

/** Largest difference of two images beside the largest value of the first. */
export function largestDifference(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  let [most, difference] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    most = Math.max(most, Math.abs(expected[i]!));
    difference = Math.max(difference, Math.abs(expected[i]! - found[i]!));
  }
  return difference / most;
}

/** Pearson's correlation. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    sa += a[i]!;
    sb += b[i]!;
    saa += a[i]! ** 2;
    sbb += b[i]! ** 2;
    sab += a[i]! * b[i]!;
  }
  return (sab - (sa * sb) / a.length) / Math.sqrt((saa - sa ** 2 / a.length) * (sbb - sb ** 2 / a.length));
}

/** SrTiO3 along [001]. */
export function strontiumTitanate(thicknessNm: number): SpecimenColumns {
  const cellNm = 0.3905;
  const sites: [number, number, number[]][] = [
    [0, 0, [38]],
    [0.5, 0.5, [22, 8]],
    [0.5, 0, [8]],
    [0, 0.5, [8]],
  ];
  const cells = Array.from({ length: 15 * 15 }, (_, i) => [(i % 15) - 7, Math.floor(i / 15) - 7] as const);
  const all = sites.flatMap(([u, v, atoms]) =>
    cells.map(([m, n]) => ({ x: (m + u) * cellNm, y: (n + v) * cellNm, atoms })),
  );
  const signal = (atoms: number[]) => atoms.reduce((total, z) => total + haadfAreaNm2(z), 0);
  return {
    ...columnsAt(
      all.map(({ x, y }) => [x, y] as const),
      0,
      thicknessNm,
    ),
    haadfNm2: Float64Array.from(all, ({ atoms }) => (signal(atoms) * thicknessNm) / cellNm),
  };
}
