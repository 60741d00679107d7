import { seededRandom } from "../../core/random.js";

/** Waves that a buckled specimen is the sum of. */
const waves = 4;

/**
 * The height of a specimen that is not flat: some long waves in directions of their own, 0 at the origin.
 *
 * @param heightNm standard deviation of the height
 * @param wavelengthNm of the middle of the waves, which lie between 0.6 and 1.8 of it
 */
export function buckle(seed: number, heightNm: number, wavelengthNm: number): (xNm: number, yNm: number) => number {
  const random = seededRandom(seed, "buckle");
  const amplitude = heightNm * Math.sqrt(2 / waves);
  const parts = Array.from({ length: waves }, () => {
    const direction = 2 * Math.PI * random.uniform();
    const perNm = (2 * Math.PI) / (wavelengthNm * (0.6 + 1.2 * random.uniform()));
    return { x: perNm * Math.cos(direction), y: perNm * Math.sin(direction), phase: 2 * Math.PI * random.uniform() };
  });
  const height = (xNm: number, yNm: number) =>
    parts.reduce((sum, { x, y, phase }) => sum + amplitude * Math.sin(x * xNm + y * yNm + phase), 0);
  const atOrigin = height(0, 0);
  return (xNm, yNm) => height(xNm, yNm) - atOrigin;
}
