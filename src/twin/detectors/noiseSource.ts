import type { Random } from "../../core/random.js";

/**
 * Fast random numbers for whole frames: a stream of its own that begins where a seeded one tells it to.
 *
 * Source: sfc32 (Doty-Humphrey, PractRand); the ziggurat of Marsaglia and Tsang, J. Stat. Softw. 5 (2000) 8, with 128 layers.
 */
export class NoiseSource {
  readonly #state: Int32Array;

  constructor(random: Random) {
    this.#state = Int32Array.from({ length: 4 }, () => Math.floor(random.uniform() * 4294967296));
  }

  /** 32 random bits as a signed number. */
  bits(): number {
    const s = this.#state;
    const b = s[1];
    const c = s[2];
    const t = (s[0] + b + s[3]) | 0;
    s[3] = s[3] + 1;
    s[0] = b ^ (b >>> 9);
    s[1] = c + (c << 3);
    s[2] = ((c << 21) | (c >>> 11)) + t;
    return t;
  }

  /** Between 0 and 1, neither of them. */
  uniform(): number {
    return (this.bits() >>> 0) * 2.3283064365386963e-10 + 1.1641532182693481e-10;
  }

  /** Mean 0, standard deviation 1. */
  normal(): number {
    for (;;) {
      const bits = this.bits();
      const layer = bits & 127;
      // The layer takes seven bits, the place in it the other 25: their pairing must not show.
      const place = bits >> 7;
      if (Math.abs(place) < layerInside[layer]) return place * layerScale[layer];
      const x = this.#outside(place, layer);
      if (x !== undefined) return x;
    }
  }

  /** What lies beside the rectangle of a layer: the tail, or the corner under the curve; undefined: to be drawn again. */
  #outside(place: number, layer: number): number | undefined {
    if (layer === 0) {
      let x: number;
      let y: number;
      do {
        x = -Math.log(this.uniform()) / tailStart;
        y = -Math.log(this.uniform());
      } while (2 * y < x * x);
      return place > 0 ? tailStart + x : -tailStart - x;
    }
    const x = place * layerScale[layer];
    const height = layerHeight[layer] + this.uniform() * (layerHeight[layer + 1] - layerHeight[layer]);
    return height < Math.exp(-0.5 * x * x) ? x : undefined;
  }

  /**
   * A count with the given mean: by inversion below 10, above by the expansion of the inverse distribution about a normal number, which
   * differs from Poisson's in less than one draw of 5000. Source: Giles, ACM Trans. Math. Softw. 42 (2016) 7.
   */
  poisson(mean: number): number {
    if (mean < 10) return mean > 0 ? this.#smallPoisson(mean) : 0;
    const w = this.normal();
    const square = w * w;
    const root = Math.sqrt(mean);
    const third = (-8 / 405 + (7 / 810) * square + (square * square) / 270) / mean;
    const count = Math.floor(mean + root * w + (2 + square) / 6 - (w * (2 + square)) / (72 * root) + third);
    return count > 0 ? count : 0;
  }

  #smallPoisson(mean: number): number {
    let left = this.uniform();
    let chance = Math.exp(-mean);
    let count = 0;
    while (left > chance && count < 100) {
      left -= chance;
      count++;
      chance *= mean / count;
    }
    return count;
  }
}

/** Where the tail of the ziggurat begins, and the area of each of its 128 layers. */
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;
const placeRange = 2 ** 24;

const layerEdge = ziggurat();
const layerScale = Float64Array.from(layerEdge, (edge) => edge / placeRange);
const layerInside = Float64Array.from(layerEdge, (edge, i) => (placeRange * (layerEdge[i + 1] ?? 0)) / edge);
/** Height of the curve at the outer edge of each layer, and its top. */
const layerHeight = Float64Array.of(...layerEdge.map((edge) => Math.exp(-0.5 * edge * edge)), 1);

function ziggurat(): Float64Array {
  const edges = new Float64Array(128);
  const density = (x: number) => Math.exp(-0.5 * x * x);
  edges[0] = layerArea / density(tailStart);
  edges[1] = tailStart;
  for (let i = 2; i < 128; i++) {
    edges[i] = Math.sqrt(-2 * Math.log(layerArea / edges[i - 1] + density(edges[i - 1])));
  }
  return edges;
}
