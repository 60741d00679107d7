import { seededRandom } from "../../core/random.js";
import { inverse, type Rotation, stageRotation, type Vector } from "./rotation.js";

/** The tilts of the stage that bring a specimen on its zone axis, in a direction of its own, by half of the most or up to all of it. */
export function misTilt(seed: number, mostDeg: number): { alphaDeg: number; betaDeg: number } {
  const random = seededRandom(seed, "mis-tilt");
  const direction = 2 * Math.PI * random.uniform();
  const tiltDeg = mostDeg * (0.5 + 0.5 * random.uniform());
  // Plus 0: no tilt is 0 and not -0.
  return { alphaDeg: tiltDeg * Math.cos(direction) + 0, betaDeg: tiltDeg * Math.sin(direction) + 0 };
}

/** From the microscope to the specimen at a tilt of the stage: what a crystal lies like that is on zone there. */
export function tiltedBack({ alphaDeg, betaDeg }: { alphaDeg: number; betaDeg: number }): Rotation {
  return inverse(stageRotation(alphaDeg, betaDeg));
}

/** Where the beam comes along in the specimen at a tilt of the stage. */
export function beamDirection(tilt: { alphaDeg: number; betaDeg: number }): Vector {
  const back = tiltedBack(tilt);
  return [back[2], back[5], back[8]];
}
