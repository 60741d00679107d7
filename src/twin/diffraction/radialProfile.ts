import { type PatternView, pixelMradOf } from "./patternView.js";

/** Intensity per square milliradian by the angle to the optical axis. */
export type RadialProfile = (angleMrad: number) => number;

/** Rings of places over the cone of the beam, each of them standing for the same share of it. */
const ringCount = 4;
const placesPerRing = 12;

/**
 * A radial profile as it is seen with a converging beam: its mean over the directions of the cone, tabulated.
 *
 * Cost: 48 evaluations for each of the entries, two for a pixel from the centre to a corner.
 */
export function convergedProfile(profile: RadialProfile, view: PatternView): RadialProfile {
  const stepMrad = pixelMradOf(view) / 2;
  const table = Array.from({ length: Math.ceil(Math.SQRT2 * view.sizePx) + 4 }, (_, i) =>
    coneMean(profile, i * stepMrad, view.convergenceMrad),
  );
  return (angleMrad) => {
    const at = Math.min(table.length - 2, angleMrad / stepMrad);
    const i = Math.floor(at);
    return table[i] + (at - i) * (table[i + 1] - table[i]);
  };
}

function coneMean(profile: RadialProfile, angleMrad: number, convergenceMrad: number): number {
  if (convergenceMrad === 0) return profile(angleMrad);
  let sum = 0;
  for (let ring = 0; ring < ringCount; ring++) {
    const radius = convergenceMrad * Math.sqrt((ring + 0.5) / ringCount);
    for (let place = 0; place < placesPerRing; place++) {
      const turn = (2 * Math.PI * (place + 0.5)) / placesPerRing;
      sum += profile(Math.hypot(angleMrad + radius * Math.cos(turn), radius * Math.sin(turn)));
    }
  }
  return sum / (ringCount * placesPerRing);
}

/** A profile at every pixel of a frame, times the solid angle of a pixel. */
export function radialImage(profile: RadialProfile, view: PatternView): Float64Array {
  const { sizePx } = view;
  const pixelMrad = pixelMradOf(view);
  const middle = (sizePx - 1) / 2;
  const image = new Float64Array(sizePx * sizePx);
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++)
      image[y * sizePx + x] = pixelMrad * pixelMrad * profile(pixelMrad * Math.hypot(x - middle, y - middle));
  return image;
}

/** The part of the plane that a profile covers: its integral up to an angle, by the midpoint rule. @unitless */
export function profileTotal(profile: RadialProfile, mostMrad: number, steps = 2000): number {
  const width = mostMrad / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const angle = (i + 0.5) * width;
    sum += 2 * Math.PI * angle * width * profile(angle);
  }
  return sum;
}
