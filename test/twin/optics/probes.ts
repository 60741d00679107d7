import type { ProbeSettings } from "../../../src/twin/optics/probeSettings.js";

/** An ideal probe of a point source: 80 kV and 30 mrad unless something else is said. */
export function idealProbe(changes: Partial<ProbeSettings> = {}): ProbeSettings {
  return {
    ...{ accelKv: 80, convergenceMrad: 30, defocusNm: 0, twoFoldXNm: 0, twoFoldYNm: 0, comaXNm: 0, comaYNm: 0 },
    ...{ threeFoldXNm: 0, threeFoldYNm: 0, sphericalUm: 0, focalSpreadNm: 0, sourceFwhmNm: 0 },
    ...changes,
  };
}

/** Intensity of the Airy disc beside its middle, from the integral over the aperture: x = 2 pi alpha r / lambda. */
export function airy(x: number): number {
  const steps = 60;
  let amplitude = 0;
  for (let i = 0; i < steps; i++) {
    const radius = (i + 0.5) / steps;
    amplitude += (2 * radius * besselJ0(x * radius)) / steps;
  }
  return amplitude * amplitude;
}

/** J0 by its integral; the sum over a period converges at once. */
function besselJ0(x: number): number {
  const steps = 24 + Math.ceil(Math.abs(x));
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.cos(x * Math.sin((Math.PI * (i + 0.5)) / steps));
  return sum / steps;
}
