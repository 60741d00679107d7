import { EmError } from "../../core/error.js";
import type { SpecimenRegion } from "../specimens/specimen.js";
import type { ScanGeometry, SpecimenView } from "./scanGeometry.js";

/**
 * A scan in axes of its own: a along the rows, b across them, the middle of the ideal frame at the origin, the specimen at rest.
 *
 * The beam stands at a = startAlongNm + col * stepAlongNm + rowAlongNm[row], b = rowAcrossNm[row]; a point p of the specimen at M p + t.
 */
export interface ScanFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stepAlongNm: number;
  readonly stepAcrossNm: number;
  readonly startAlongNm: number;
  /** heightPx values, in nm. @unitless */
  readonly rowAlongNm: Float64Array;
  /** heightPx values, in nm. @unitless */
  readonly rowAcrossNm: Float64Array;
  /** The matrix M, row after row. @unitless */
  readonly fromSpecimen: readonly [number, number, number, number];
  readonly offsetAlongNm: number;
  readonly offsetAcrossNm: number;
  /** The axes a and b against those of the microscope. */
  readonly axesDeg: number;
  /** Lean of the columns along a and b, in nm per nm of thickness. @unitless */
  readonly leanA: number;
  /** @unitless */
  readonly leanB: number;
  /** All that the beam passes over. */
  readonly leastAlongNm: number;
  readonly mostAlongNm: number;
  readonly leastAcrossNm: number;
  readonly mostAcrossNm: number;
}

/** A scan over a specimen in the axes of the scan. Errors: BadOption, BadShape for a geometry that cannot be. Cost: O(rows). */
export function scanFrame(geometry: ScanGeometry, view: SpecimenView): ScanFrame {
  checkGeometry(geometry, view);
  const { widthPx, heightPx, pixelNm, rotationDeg } = geometry;
  const [cos, sin] = [Math.cos((rotationDeg * Math.PI) / 180), Math.sin((rotationDeg * Math.PI) / 180)];
  const along = (x: number, y: number) => cos * x + sin * y;
  const across = (x: number, y: number) => cos * y - sin * x;
  const stepAlongNm = pixelNm * geometry.xScale;
  const stepAcrossNm = pixelNm * geometry.yScale;
  const shear = Math.tan((geometry.shearDeg * Math.PI) / 180);
  const { specimenXNm: moveX, specimenYNm: moveY, rowJitterNm } = geometry;
  const ideal = (row: number) => (row - (heightPx - 1) / 2) * stepAcrossNm;
  const rowAlongNm = rowJitterNm.map((jitter, row) => ideal(row) * shear + jitter - along(moveX[row], moveY[row]));
  const rowAcrossNm = rowJitterNm.map((_, row) => ideal(row) - across(moveX[row], moveY[row]));
  const [xx, xy, yx, yy] = view.toLab;
  const fromSpecimen = [along(xx, yx), along(xy, yy), across(xx, yx), across(xy, yy)] as const;
  const [aa, ab, ba, bb] = fromSpecimen;
  const startAlongNm = -((widthPx - 1) / 2) * stepAlongNm;
  return {
    ...{
      widthPx,
      heightPx,
      stepAlongNm,
      stepAcrossNm,
      startAlongNm,
      rowAlongNm,
      rowAcrossNm,
      fromSpecimen,
      axesDeg: rotationDeg,
    },
    offsetAlongNm: -aa * view.centreXNm - ab * view.centreYNm - along(geometry.centreXNm, geometry.centreYNm),
    offsetAcrossNm: -ba * view.centreXNm - bb * view.centreYNm - across(geometry.centreXNm, geometry.centreYNm),
    leanA: along(view.leanX, view.leanY),
    leanB: across(view.leanX, view.leanY),
    leastAlongNm: least(rowAlongNm) + startAlongNm,
    mostAlongNm: most(rowAlongNm) - startAlongNm,
    leastAcrossNm: least(rowAcrossNm),
    mostAcrossNm: most(rowAcrossNm),
  };
}

const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** The point of the specimen at a place of the scan's axes: the inverse of M p + t. */
export function specimenPoint(frame: ScanFrame): (aNm: number, bNm: number) => [xNm: number, yNm: number] {
  const [aa, ab, ba, bb] = frame.fromSpecimen;
  const determinant = aa * bb - ab * ba;
  return (aNm, bNm) => {
    const [a, b] = [aNm - frame.offsetAlongNm, bNm - frame.offsetAcrossNm];
    return [(bb * a - ab * b) / determinant, (aa * b - ba * a) / determinant];
  };
}

/** The rectangle of the specimen that a scan and a margin around it cover: where its columns are needed. Cost: O(rows). */
export function scannedRegion(geometry: ScanGeometry, view: SpecimenView, marginNm: number): SpecimenRegion {
  const frame = scanFrame(geometry, view);
  const pointAt = specimenPoint(frame);
  const corners = [frame.leastAlongNm - marginNm, frame.mostAlongNm + marginNm].flatMap((a) =>
    [frame.leastAcrossNm - marginNm, frame.mostAcrossNm + marginNm].map((b) => pointAt(a, b)),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return {
    leastXNm: Math.min(...xs),
    leastYNm: Math.min(...ys),
    mostXNm: Math.max(...xs),
    mostYNm: Math.max(...ys),
  };
}

const mostSidePx = 8192;

function checkGeometry(geometry: ScanGeometry, view: SpecimenView): void {
  const { widthPx, heightPx, specimenXNm, specimenYNm, rowJitterNm } = geometry;
  for (const [name, size] of Object.entries({ widthPx, heightPx })) {
    if (Number.isInteger(size) && size >= 1 && size <= mostSidePx) continue;
    throw new EmError("BadOption", `${name} of the scan is ${size} px`, {
      fix: `Give a whole number from 1 to ${mostSidePx} px.`,
    });
  }
  for (const [name, rows] of Object.entries({ specimenXNm, specimenYNm, rowJitterNm })) {
    if (rows.length !== heightPx) {
      throw new EmError("BadShape", `${name} has ${rows.length} values for ${heightPx} rows`, {
        fix: "Give one value a row.",
      });
    }
    requireFinite(name, rows);
  }
  const { pixelNm, rotationDeg, centreXNm, centreYNm, xScale, yScale, shearDeg } = geometry;
  for (const [name, value] of Object.entries({ pixelNm, xScale, yScale })) {
    if (value > 0 && value <= 1e6) continue;
    throw new EmError("BadOption", `${name} of the scan is ${value}`, { fix: "Give a number above 0, at most 1e6." });
  }
  requireFinite("a number of the scan", [rotationDeg, centreXNm, centreYNm, shearDeg]);
  const { toLab, leanX, leanY, heightNm } = view;
  requireFinite("a number of the view", [view.centreXNm, view.centreYNm, ...toLab, leanX, leanY, heightNm]);
  if (Math.abs(shearDeg) > 45 || Math.abs(toLab[0] * toLab[3] - toLab[1] * toLab[2]) < 1e-3) {
    throw new EmError("BadOption", "the view or the shear of the scan leaves no area", {
      fix: "Give a shear of at most 45° and a matrix toLab whose determinant is not 0.",
    });
  }
}

function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new EmError("BadOption", `${name} is ${values[i]}`, { fix: "Give finite numbers." });
  }
}
