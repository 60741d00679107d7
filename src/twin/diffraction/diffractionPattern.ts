import { electronWavelengthNm } from "../../core/electronWavelength.js";
import type { Random } from "../../core/random.js";
import type { Material } from "../specimens/specimen.js";
import { amorphousScattering } from "./amorphousRings.js";
import { turnedCrystal } from "./excitedBeams.js";
import { kikuchiFactor } from "./kikuchi.js";
import { checkRotation, checkView, type PatternView } from "./patternView.js";
import { convergedProfile, type RadialProfile, radialImage } from "./radialProfile.js";
import { addCentralDisk, addSpots } from "./spotPattern.js";

/** A part of the illuminated area: what it is made of (undefined for a hole), and its share of the area. */
export interface IlluminatedPart {
  readonly material: Material | undefined;
  readonly areaFraction: number;
}

/**
 * The share of the beam that each pixel of a diffraction pattern is expected to get, sizePx x sizePx values, row after row.
 *
 * Crystals give spots or disks of all Laue zones, and Kikuchi bands on a diffuse background; amorphous materials give rings. What is
 * scattered beyond the frame is missing from the sum, and what does not pass a thick part; nothing else is. Kinematic: intensities are right for crystals much thinner than
 * the extinction distance, positions for all. Errors: BadOption. Cost: about 0.1 s for 256 x 256 px, 16 bytes a pixel.
 */
export function expectedPattern(parts: readonly IlluminatedPart[], view: PatternView): Float64Array {
  checkView(view);
  const pattern = new Float64Array(view.sizePx * view.sizePx);
  for (const part of parts) {
    const { material } = part;
    const areaFraction = part.areaFraction * passingFraction(material, view);
    if (areaFraction <= 0) continue;
    if (!material || material.thicknessNm <= 0) addCentralDisk(pattern, view, areaFraction);
    else if (material.crystal) addCrystal(pattern, material, view, areaFraction);
    else addAmorphous(pattern, material, view, areaFraction);
  }
  return pattern;
}

/**
 * A diffraction pattern in counted electrons.
 *
 * @param electrons that fall on the specimen during the exposure
 */
export function diffractionFrame(
  parts: readonly IlluminatedPart[],
  view: PatternView,
  electrons: number,
  random: Random,
): Int32Array {
  const expected = expectedPattern(parts, view);
  return Int32Array.from(expected, (share) => random.poisson(share * electrons));
}

function addCrystal(pattern: Float64Array, material: Material, view: PatternView, areaFraction: number): void {
  checkRotation(material.crystal!.rotation);
  const crystal = turnedCrystal(material, view);
  const diffuse = diffuseFraction(material, view);
  addSpots(pattern, crystal, view, areaFraction * (1 - diffuse));
  const background = radialImage(convergedProfile(diffuseProfile(view), view), view);
  const factor = kikuchiFactor(crystal, view);
  let even = 0;
  let banded = 0;
  for (let i = 0; i < background.length; i++) {
    even += background[i];
    banded += background[i] * factor[i];
  }
  // The bands move electrons from place to place; they add none.
  const scale = (areaFraction * diffuse * even) / banded;
  for (let i = 0; i < pattern.length; i++) pattern[i] += scale * background[i] * factor[i];
}

function addAmorphous(pattern: Float64Array, material: Material, view: PatternView, areaFraction: number): void {
  const diffuse = diffuseFraction(material, view);
  const { scatteredFraction, profile } = amorphousScattering(material, view);
  addCentralDisk(pattern, view, areaFraction * (1 - diffuse) * (1 - scatteredFraction));
  const spread = diffuseProfile(view);
  const both: RadialProfile = (angle) => (1 - diffuse) * profile(angle) + diffuse * spread(angle);
  const image = radialImage(convergedProfile(both, view), view);
  for (let i = 0; i < pattern.length; i++) pattern[i] += areaFraction * image[i];
}

/** What comes through at all. */
function passingFraction(material: Material | undefined, { values }: PatternView): number {
  return material ? Math.exp(-((material.thicknessNm / values.opaqueNm) ** 2)) : 1;
}

function diffuseFraction({ thicknessNm }: Material, { values }: PatternView): number {
  return 1 - Math.exp(-thicknessNm / values.diffusePathNm);
}

/** The diffuse background without bands; it adds up to one over the plane. */
function diffuseProfile({ accelKv, values }: PatternView): RadialProfile {
  const width = (values.diffuseMrad * electronWavelengthNm(accelKv)) / electronWavelengthNm(200);
  const scale = (width * width) / Math.PI;
  return (angleMrad) => scale / (angleMrad * angleMrad + width * width) ** 2;
}
