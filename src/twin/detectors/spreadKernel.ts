/**
 * The kernel that carries values between scattered places and a grid: narrow in space, and its transform is known, so that what it blurs is
 * undone by a division in Fourier space.
 *
 * exp(beta (sqrt(1 - z^2) - 1)) over six grid points. Source: Barnett, Magland and af Klinteberg, SIAM J. Sci. Comput. 41 (2019) C479.
 */
export const kernelTaps = 6;
const halfWidth = kernelTaps / 2;

/** By how much the grid's highest frequency has to exceed the highest that counts; the kernel's error is then some 2e-4. */
export const gridExcess = 1.25;

const beta = 0.97 * Math.PI * kernelTaps * (1 - 1 / (2 * gridExcess));

function kernelAt(x: number): number {
  const z = x / halfWidth;
  return Math.abs(z) >= 1 ? 0 : Math.exp(beta * (Math.sqrt(1 - z * z) - 1));
}

/** Weights of the six grid points around a place, the first of which is floor(place) - 2; fraction: place - floor(place). */
export function kernelWeights(fraction: number): number[] {
  return Array.from({ length: kernelTaps }, (_, i) => kernelAt(i - 2 - fraction));
}

/** Steps of the table between two grid points. */
export const kernelPhases = 512;

/** The weights for fraction 0, 1/512, ..., 1, six after each other: between two of them one interpolates. */
export const kernelTable: Float32Array = Float32Array.from({ length: kernelTaps * (kernelPhases + 1) }, (_, i) =>
  kernelAt((i % kernelTaps) - 2 - Math.floor(i / kernelTaps) / kernelPhases),
);

const quadraturePoints = 80;
const quadratureX = Float64Array.from(
  { length: quadraturePoints },
  (_, i) => (halfWidth * (i + 0.5)) / quadraturePoints,
);
const quadratureValue = quadratureX.map(kernelAt);

/** Its Fourier transform at a frequency in cycles per grid point. */
export function kernelTransform(frequencyPerPx: number): number {
  const turn = 2 * Math.PI * frequencyPerPx;
  let sum = 0;
  for (let i = 0; i < quadraturePoints; i++) sum += quadratureValue[i] * Math.cos(turn * quadratureX[i]);
  return (2 * halfWidth * sum) / quadraturePoints;
}
