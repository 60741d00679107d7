import { seededRandom } from "../../src/core/random.js";
import { detectorParameters } from "../../src/twin/detectors/detectorParameters.js";
import type { ScanOptics } from "../../src/twin/detectors/expectedImage.js";
import { scanDistortion } from "../../src/twin/detectors/scanDistortion.js";
import { opticsParameters } from "../../src/twin/optics/opticsParameters.js";
import { probeSettings } from "../../src/twin/optics/probe.js";
import { valuesOf } from "../../src/twin/parameter.js";
import { haadfAreaNm2 } from "../../src/twin/sample/atomicSignal.js";
import type { SpecimenColumns } from "../../src/twin/specimens/specimen.js";

/** A frame to be timed. */
export interface BenchScene {
  readonly name: string;
  readonly sizePx: number;
  readonly fovNm: number;
  readonly columns: SpecimenColumns;
  /** The settings of the frame of a number: its own scan noise and drift, the same probe. */
  readonly opticsOf: (frame: number) => ScanOptics;
}

/** Distance of neighbouring columns: as in MXene and oxides along low-index zone axes. */
const spacingNm = 0.18;

/** A square frame with so many titanium columns, slightly off their lattice sites. */
export function benchScene(sizePx: number, columns: number, thicknessNm: number): BenchScene {
  const side = Math.ceil(Math.sqrt(columns));
  const fovNm = side * spacingNm;
  return {
    name: `HAADF ${sizePx} x ${sizePx}, ${columns} columns of ${thicknessNm} nm`,
    sizePx,
    fovNm,
    columns: latticeColumns(columns, side, thicknessNm),
    opticsOf: (frame) => frameOptics(sizePx, fovNm, frame),
  };
}

function latticeColumns(count: number, side: number, thicknessNm: number): SpecimenColumns {
  const random = seededRandom(1, "columns");
  const place = (index: number) => (index + 0.5 - side / 2) * spacingNm + 0.01 * random.normal();
  const signal = haadfAreaNm2(22) * Math.max(1, thicknessNm / 0.39);
  return {
    xNm: Float64Array.from({ length: count }, (_, i) => place(i % side)),
    yNm: Float64Array.from({ length: count }, (_, i) => place(Math.floor(i / side))),
    haadfNm2: new Float64Array(count).fill(signal),
    thicknessNm: new Float32Array(count).fill(thicknessNm),
    kind: new Uint16Array(count),
    id: Uint32Array.from({ length: count }, (_, i) => i),
    kinds: [{ elements: "Ti", sublattice: 0, state: "host", damageBarn: 0, haadfLeftFraction: 1 }],
  };
}

function frameOptics(sizePx: number, fovNm: number, frame: number): ScanOptics {
  const detector = valuesOf(detectorParameters);
  const optics = valuesOf(opticsParameters);
  const timing = { widthPx: sizePx, heightPx: sizePx, dwellUs: 10, startS: 0 };
  const drift = Float64Array.from({ length: sizePx }, (_, row) => (0.05 * row) / sizePx);
  return {
    geometry: {
      ...{ widthPx: sizePx, heightPx: sizePx, pixelNm: fovNm / sizePx, rotationDeg: 0, centreXNm: 0, centreYNm: 0 },
      ...{ specimenXNm: drift, specimenYNm: drift },
      ...scanDistortion(timing, detector, seededRandom(frame, "scan")),
    },
    view: { centreXNm: 0, centreYNm: 0, toLab: [1, 0, 0, 1], leanX: 0, leanY: 0, heightNm: 0 },
    probe: probeSettings({ ...optics, shiftXNm: 0, shiftYNm: 0 }, optics),
    detector,
  };
}
