import { known, type ParameterGroup, placeholder } from "../parameter.js";
import { carbonFilm, gridBar } from "./material.js";
import type { Material, SpecimenTruth } from "./specimen.js";
import { supportParameters } from "./supportGrid.js";

/** The lamella that a cross section is looked at in, cut out with a focused ion beam. */
export const lamellaParameters = {
  lengthNm: known(4000, "a lamella is some um long along the interface"),
  depthNm: known(1500, "substrate above the post that the lamella is welded to"),
  capNm: placeholder(100, "carbon over the film that protects it from the ions"),
  buckleNm: placeholder(20, "thin lamellae bend, less than films"),
  buckleWavelengthUm: placeholder(3, "distance over which they do"),
} as const satisfies ParameterGroup;

/** A film on a substrate, seen edge on: growth runs along one direction, the interface across it. */
export interface CrossSection {
  /** Distance from the nominal interface, positive in the film, and place along the interface. */
  coordinates(xNm: number, yNm: number): readonly [growthNm: number, alongNm: number];
  /** What surrounds the layers: vacuum is null; undefined where one of them is. */
  around(growthNm: number, alongNm: number): Material | null | undefined;
  /** Rotation of the growth direction from x. */
  readonly rotationDeg: number;
  readonly radiusUm: number;
}

/** Lays a cross section into the specimen, with its interface through the origin. */
export function crossSection(rotationDeg: number, filmNm: number, thicknessNm: number): CrossSection {
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const halfNm = lamellaParameters.lengthNm.value / 2;
  const depthNm = lamellaParameters.depthNm.value;
  const topNm = filmNm + lamellaParameters.capNm.value;
  const cap = carbonFilm(thicknessNm, "carbon cap");
  const post = gridBar(supportParameters.barNm.value);
  return {
    rotationDeg,
    radiusUm: Math.hypot(halfNm, Math.max(depthNm, topNm)) / 1000,
    coordinates: (x, y) => [x * cos + y * sin, y * cos - x * sin],
    around(growth, along) {
      if (growth < -depthNm) return post;
      if (!(Math.abs(along) <= halfNm) || growth > topNm) return null;
      return growth > filmNm ? cap : undefined;
    },
  };
}

/** The truth about a layer between two distances from the interface, over the length of the lamella. */
export function layerObject(
  { rotationDeg }: CrossSection,
  phase: string,
  [fromNm, toNm]: readonly [number, number],
  facts: Readonly<Record<string, number>>,
): SpecimenTruth["objects"][number] {
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const half = lamellaParameters.lengthNm.value / 2;
  const place = (growth: number, along: number) => [growth * cos - along * sin, growth * sin + along * cos];
  const [centreXNm, centreYNm] = place((fromNm + toNm) / 2, 0);
  const outline = [place(fromNm, -half), place(toNm, -half), place(toNm, half), place(fromNm, half)].flat();
  return { label: phase, centreXNm, centreYNm, outline, facts: { phase, fromNm, toNm, ...facts } };
}
