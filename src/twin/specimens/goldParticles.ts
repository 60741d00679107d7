import { siteUniforms } from "../sample/siteHash.js";
import { CellCache } from "./cellCache.js";
import { crystalLattices } from "./crystalLattice.js";
import { type CubicZone, cubicProjections, cubicZones } from "./cubicZones.js";
import { crystalline } from "./material.js";
import { aroundCentre, type Outline } from "./polygon.js";
import { cellIndex, cellsIn, overlapOf } from "./region.js";
import { evenRotation, type Rotation, rotationAbout } from "./rotation.js";
import type { Material, SpecimenRegion } from "./specimen.js";
import { isCellInWindow } from "./supportGrid.js";
import { crossingPlane, type PlaneLattice, turned } from "./zoneProjection.js";

const outlineCorners = 48;

/** A ball of gold. What a picture of a large field does not need is made when it is asked for. */
export class Particle {
  readonly xNm: number;
  readonly yNm: number;
  readonly diameterNm: number;
  /** From the crystal to the specimen. @unitless */
  readonly rotation: Rotation;
  /** The zone axis along the beam, where there is one. */
  readonly zone: CubicZone | undefined;

  constructor(place: readonly [number, number], diameterNm: number, rotation: Rotation, zone: CubicZone | undefined) {
    [this.xNm, this.yNm] = place;
    this.diameterNm = diameterNm;
    this.rotation = rotation;
    this.zone = zone;
  }

  /** Corners of a polygon just around the circle, so that everything of the particle is in it; x and y in turn, in nm. @unitless */
  get outline(): Outline {
    const step = (2 * Math.PI) / outlineCorners;
    const radius = this.diameterNm / 2 / Math.cos(step / 2);
    const corners = Array.from({ length: outlineCorners }, (_, k) => [radius, k * step] as const);
    return aroundCentre(this.xNm, this.yNm, corners);
  }

  get bounds(): SpecimenRegion {
    const { xNm, yNm, diameterNm } = this;
    const radius = diameterNm / 2;
    return { leastXNm: xNm - radius, leastYNm: yNm - radius, mostXNm: xNm + radius, mostYNm: yNm + radius };
  }

  /** Its columns as a plane lattice, where there is a zone axis along the beam. */
  get plane(): PlaneLattice | undefined {
    return this.zone && crossingPlane(cubicProjections.Au[this.zone], this.rotation, [this.xNm, this.yNm]);
  }

  /** How far the beam goes through it at a place: 0 beside it. */
  thicknessNmAt(x: number, y: number): number {
    const square = this.diameterNm ** 2 / 4 - (x - this.xNm) ** 2 - (y - this.yNm) ** 2;
    return square > 0 ? 2 * Math.sqrt(square) : 0;
  }

  /** The gold at a place. */
  materialAt(x: number, y: number): Material {
    const isInColumns = this.zone !== undefined;
    return crystalline(crystalLattices.gold, this.thicknessNmAt(x, y), this.rotation, { isInColumns });
  }
}

/** What goldParticles takes, from the options of the specimen. */
interface ParticleOptions {
  readonly seed: number;
  /** Side of the cells: each has one particle at most, and holds it whole. */
  readonly placeNm: number;
  readonly coveragePercent: number;
  readonly onZonePercent: number;
  readonly leastDiameterNm: number;
  readonly mostDiameterNm: number;
}

/** Particles strewn over a film; `at` gives the one at a place, `in` those that reach into a region. */
export function goldParticles(options: ParticleOptions): {
  at(x: number, y: number): Particle | undefined;
  in(region: SpecimenRegion): Particle[];
} {
  const cellNm = options.placeNm;
  const uniform = siteUniforms(options.seed, "gold particles");
  const particles = new CellCache((i, j) => drawParticle(i, j, options, (what) => uniform(i, j, what)));
  return {
    at(x, y) {
      const particle = particles.at(cellIndex(x, cellNm), cellIndex(y, cellNm));
      return particle && particle.thicknessNmAt(x, y) > 0 ? particle : undefined;
    },
    in: (region) =>
      cellsIn(region, cellNm)
        .map(([i, j]) => particles.at(i, j))
        .filter((particle): particle is Particle => !!particle && overlapOf(particle.bounds, region) !== undefined),
  };
}

/** Some lie on a facet with a zone axis along the beam, the others any way; a large one that shows its atoms lies at the origin. */
function drawParticle(
  i: number,
  j: number,
  { placeNm: cellNm, coveragePercent, onZonePercent, leastDiameterNm: least, mostDiameterNm: most }: ParticleOptions,
  draw: (what: number) => number,
): Particle | null {
  const isFirst = i === 0 && j === 0 && coveragePercent > 0;
  if (!isFirst && (draw(0) >= coveragePercent / 100 || !isCellInWindow(i, j, cellNm))) return null;
  const diameterNm = Math.min(least, most) + Math.abs(most - least) * (isFirst ? 0.5 + 0.5 * draw(1) : draw(1));
  const room = isFirst ? 0 : (cellNm - diameterNm) / 2;
  const place = [i * cellNm + room * (2 * draw(2) - 1), j * cellNm + room * (2 * draw(3) - 1)] as const;
  const isOnZone = draw(4) < onZonePercent / 100 || (isFirst && onZonePercent > 0);
  if (!isOnZone) return new Particle(place, diameterNm, evenRotation(draw(6), draw(7), draw(8)), undefined);
  const zone = cubicZones[Math.floor(cubicZones.length * draw(5))];
  return new Particle(place, diameterNm, turned(cubicProjections.Au[zone], rotationAbout("z", 360 * draw(6))), zone);
}
