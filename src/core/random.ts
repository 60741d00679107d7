import { EmError } from "./error.js";

/** A stream of random numbers that is the same on every machine for the same seed and name. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Normal with mean 0 and standard deviation 1 (polar method; source: Marsaglia and Bray 1964). */
  normal(): number;
  /** A count with the given mean: exact products below a mean of 30, Hörmann's transformed rejection (PTRS, 1993) above. */
  poisson(mean: number): number;
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
}

/**
 * Makes the random stream of a seed. Each part of a simulation takes its own name, so adding one part leaves the others unchanged.
 *
 * Errors: BadOption when the seed is no whole number from 0 to 2^32 - 1. Cost: about 5 ns a number. Source: sfc32 (Doty-Humphrey,
 * PractRand), state filled from the seed and the name by FNV-1a.
 *
 * @example
 * seededRandom(7, "detector").uniform() === seededRandom(7, "detector").uniform(); // true
 */
export function seededRandom(seed: number, name = ""): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new EmError("BadOption", `seed is ${seed}`, { fix: "seed must be a whole number from 0 to 4294967295." });
  }
  const uniform32 = sfc32(seed, name);
  const uniform = () => uniform32() / 4294967296;
  const normal = polarNormal(uniform);
  return {
    uniform,
    normal,
    poisson: (mean) => (mean < 30 ? smallPoisson(mean, uniform) : largePoisson(mean, uniform)),
    below: (n) => Math.floor(uniform() * n),
  };
}

function sfc32(seed: number, name: string): () => number {
  let a = seed | 0;
  let b = fnv1a(name);
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

function polarNormal(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}

function smallPoisson(mean: number, uniform: () => number): number {
  if (!(mean > 0)) return 0;
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
}

function largePoisson(mean: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const logMean = Math.log(mean);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const logAccept = Math.log(v) + Math.log(1.1239 + 1.1328 / (b - 3.4)) - Math.log(a / (us * us) + b);
    if (logAccept <= k * logMean - mean - logGamma(k + 1)) return k;
  }
}

/** ln Gamma(x) for x >= 1 by Stirling's series after a shift to x >= 8; relative error below 1e-11. */
function logGamma(x: number): number {
  let shift = 0;
  for (; x < 8; x++) shift -= Math.log(x);
  const r = 1 / (x * x);
  return (
    shift + (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / x
  );
}
