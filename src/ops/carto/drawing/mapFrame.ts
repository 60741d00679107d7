import type { Vec3 } from "../../../core/vector3.js";
import { type ProjectionKind, projectBeam, unprojectToBeam } from "../projection.js";
import { beamOfTilt, plainTiltOfBeam, type Tilt } from "../tilt.js";

/** Where on a drawing the map lies, and how much of it is seen. */
export interface MapFrameOptions {
  readonly kind: ProjectionKind;
  /** Side of the square in which the map lies. */
  readonly sidePx: number;
  /** How much further than its middle the tilts at its edges are. Default 45° for tip-tilt, 90° for the others. */
  readonly rangeDeg?: number;
  /** The tilt in the middle of a tip-tilt map. Default zero; the others have zero there always. */
  readonly centre?: Tilt;
  /** Space for the names of the axes at the left and below. Default 40 for tip-tilt, 18 for the others. */
  readonly marginPx?: number;
}

/** Space above, where the name of beta stands, and as much at the right: what is seen is square. */
const edgePx = 18;

const zero: Tilt = Object.freeze({ alphaDeg: 0, betaDeg: 0 });

/** A place on a drawing (px). */
export type Place = readonly [number, number];

/** Lays directions of the holder out on a square drawing, alpha to the right and beta upwards. */
export class MapFrame {
  readonly kind: ProjectionKind;
  readonly sidePx: number;
  readonly rangeDeg: number;
  readonly centre: Tilt;
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
  readonly #zero: Place;
  /** px for 1 of the projection. */
  readonly #scale: number;

  constructor({ kind, sidePx, rangeDeg, marginPx, centre = zero }: MapFrameOptions) {
    const isPlain = kind === "tip-tilt";
    const margin = marginPx ?? (isPlain ? 40 : 18);
    this.kind = kind;
    this.sidePx = sidePx;
    this.rangeDeg = rangeDeg ?? (isPlain ? 45 : 90);
    this.centre = isPlain ? centre : zero;
    this.leftPx = margin;
    this.topPx = edgePx;
    this.rightPx = Math.max(margin + 1, sidePx - edgePx);
    this.bottomPx = Math.max(edgePx + 1, sidePx - margin);
    const half = Math.min(this.rightPx - this.leftPx, this.bottomPx - this.topPx) / 2;
    this.#scale = half / extentOf(kind, this.rangeDeg);
    // Where zero tilt lies: the middle, unless another tilt is there.
    const { alphaDeg, betaDeg } = this.centre;
    const [x, y] = [(this.leftPx + this.rightPx) / 2, (this.topPx + this.bottomPx) / 2];
    this.#zero = [x - alphaDeg * this.#scale, y + betaDeg * this.#scale];
  }

  /** The radius of the circle at 90° of tilt on a stereographic or equal-area map. */
  get horizonPx(): number {
    return this.#scale;
  }

  /** The middle of what is seen. */
  get middlePx(): Place {
    return [(this.leftPx + this.rightPx) / 2, (this.topPx + this.bottomPx) / 2];
  }

  /** Where a direction lies, also beside what is seen; undefined below the horizon. */
  placeOfBeam(beam: Vec3): Place | undefined {
    const at = projectBeam(beam, this.kind);
    return at && [this.#zero[0] + at[0] * this.#scale, this.#zero[1] - at[1] * this.#scale];
  }

  placeOfTilt(tilt: Tilt): Place | undefined {
    // The plain map shows tilts, and needs no way over the beam.
    if (this.kind !== "tip-tilt") return this.placeOfBeam(beamOfTilt(tilt));
    return [this.#zero[0] + tilt.alphaDeg * this.#scale, this.#zero[1] - tilt.betaDeg * this.#scale];
  }

  /** The direction at a place; undefined off the map. */
  beamAt([xPx, yPx]: Place): Vec3 | undefined {
    const at: Place = [(xPx - this.#zero[0]) / this.#scale, (this.#zero[1] - yPx) / this.#scale];
    return unprojectToBeam(at, this.kind);
  }

  /** The tilt at a place; undefined off the map. */
  tiltAt(place: Place): Tilt | undefined {
    const beam = this.beamAt(place);
    return beam && plainTiltOfBeam(beam);
  }

  /** Whether a place is seen, or lies as near to the edge as `marginPx`. */
  isSeen([xPx, yPx]: Place, marginPx = 0): boolean {
    return (
      xPx >= this.leftPx - marginPx &&
      xPx <= this.rightPx + marginPx &&
      yPx >= this.topPx - marginPx &&
      yPx <= this.bottomPx + marginPx
    );
  }
}

/** Half the side of what is seen, in the units of the projection. */
function extentOf(kind: ProjectionKind, rangeDeg: number): number {
  if (kind === "tip-tilt") return rangeDeg;
  const at = projectBeam(beamOfTilt({ alphaDeg: Math.min(rangeDeg, 90), betaDeg: 0 }), kind);
  return at?.[0] || 1;
}
