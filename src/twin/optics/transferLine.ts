import type { ProbeTransfer } from "./probeTransfer.js";

/**
 * A probe's transfer at evenly spaced frequencies, one line of constant ky after the other: cubic interpolation of the table.
 *
 * The table is smooth, since the probe is small beside the area that its step stands for: the error is below 1e-3.
 */
export class TransferLine {
  /** The values of the line that `moveTo` chose. @unitless */
  readonly re: Float32Array;
  /** @unitless */
  readonly im: Float32Array;
  readonly #table: ProbeTransfer;
  readonly #first: Int32Array;
  readonly #weights: Float32Array;
  readonly #lineRe: Float32Array;
  readonly #lineIm: Float32Array;

  /** count: how many frequencies from 0 on, stepPerNm apart. */
  constructor(table: ProbeTransfer, count: number, stepPerNm: number) {
    this.#table = table;
    this.re = new Float32Array(count);
    this.im = new Float32Array(count);
    this.#first = new Int32Array(count);
    this.#weights = new Float32Array(4 * count);
    // Three places behind the end, so that the last frequencies find zeros there.
    this.#lineRe = new Float32Array(table.pitch + 3);
    this.#lineIm = new Float32Array(table.pitch + 3);
    for (let i = 0; i < count; i++) {
      const x = Math.min((i * stepPerNm) / table.stepPerNm, table.reach + 0.999);
      this.#first[i] = Math.floor(x);
      this.#weights.set(cubicWeights(x - Math.floor(x)), 4 * i);
    }
  }

  /** Fills re and im with the values at ky. */
  moveTo(kyPerNm: number): void {
    const { reach, pitch, stepPerNm } = this.#table;
    this.#lineRe.fill(0);
    this.#lineIm.fill(0);
    const y = kyPerNm / stepPerNm + reach;
    const top = Math.floor(y) - 1;
    const weights = cubicWeights(y - Math.floor(y));
    for (let i = 0; i < 4; i++) {
      const row = top + i;
      if (row >= 0 && row <= 2 * reach && weights[i] !== 0) this.#addRow(row * pitch, weights[i]);
    }
    const { re, im } = this;
    const [first, weight, lineRe, lineIm] = [this.#first, this.#weights, this.#lineRe, this.#lineIm];
    for (let i = 0, w = 0; i < re.length; i++, w += 4) {
      const at = first[i];
      const [a, b, c, d] = [weight[w], weight[w + 1], weight[w + 2], weight[w + 3]];
      re[i] = a * lineRe[at] + b * lineRe[at + 1] + c * lineRe[at + 2] + d * lineRe[at + 3];
      im[i] = a * lineIm[at] + b * lineIm[at + 1] + c * lineIm[at + 2] + d * lineIm[at + 3];
    }
  }

  #addRow(start: number, weight: number): void {
    const { re, im, pitch } = this.#table;
    for (let i = 0; i < pitch; i++) {
      this.#lineRe[i] += weight * re[start + i];
      this.#lineIm[i] += weight * im[start + i];
    }
  }
}

/** Weights of the values at -1, 0, 1 and 2 for the place t between 0 and 1. Source: Lagrange. */
function cubicWeights(t: number): [number, number, number, number] {
  return [
    (-t * (t - 1) * (t - 2)) / 6,
    ((t + 1) * (t - 1) * (t - 2)) / 2,
    (-(t + 1) * t * (t - 2)) / 2,
    ((t + 1) * t * (t - 1)) / 6,
  ];
}
