import { seededRandom } from "../../core/random.js";
import { seededWalk } from "./seededWalk.js";

const nodeDeg = 0.25;

/**
 * The runout of one tilt's bearing: how far x, y and z are off at an angle, in nm; nothing at zero.
 *
 * It is a property of the bearing: the same angle gives the same shift. name: of the tilt; atOneDegreeNm: size of the shift in the plane
 * over one degree, of which x and y have equal parts, and z as much as either.
 */
export function tiltRunout(seed: number, name: string, atOneDegreeNm: number): (angleDeg: number) => number[] {
  const sigmaNm = atOneDegreeNm * Math.sqrt(nodeDeg / 2);
  const side = (sign: string) =>
    ["x", "y", "z"].map((axis) => seededWalk(seededRandom(seed, `stage runout ${name} ${sign} ${axis}`), sigmaNm));
  const above = side("above zero");
  const below = side("below zero");
  return (angleDeg) => (angleDeg < 0 ? below : above).map((walk) => walk(Math.abs(angleDeg) / nodeDeg));
}
