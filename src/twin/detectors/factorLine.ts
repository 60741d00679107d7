import { type ThicknessTransfer, transferFactor } from "./thicknessTransfer.js";

/** The factor of a thickness along lines of constant frequency across: all of it but the lean is a product of one part along and one across. */
export class FactorLine {
  readonly #thickness: ThicknessTransfer;
  readonly #stepPerNm: number;
  readonly #line: Float32Array;
  readonly #columns: Float32Array;
  readonly #background: Float32Array;

  /** count: frequencies from 0 on, stepPerNm apart. */
  constructor(thickness: ThicknessTransfer, count: number, stepPerNm: number) {
    const of = (part: ThicknessTransfer) => {
      return Float32Array.from({ length: count }, (_, u) => transferFactor(part, u * stepPerNm, 0));
    };
    this.#thickness = thickness;
    this.#stepPerNm = stepPerNm;
    this.#line = new Float32Array(count).fill(1);
    this.#columns = of({ ...thickness, drawnAlongNm: 0, drawnAcrossNm: 0, backgroundFraction: 0 });
    this.#background = of({ ...thickness, drawnAlongNm: 0, drawnAcrossNm: 0, backgroundFraction: 1 });
  }

  /** The factors at a frequency across; valid until the next call. */
  at(kbPerNm: number): Float32Array {
    const { backgroundFraction, blurSigmaNm, drawnAlongNm, drawnAcrossNm } = this.#thickness;
    const isLeaning = drawnAlongNm !== 0 || drawnAcrossNm !== 0;
    const line = this.#line;
    if (backgroundFraction > 0 || blurSigmaNm > 0 || isLeaning) this.#fill(kbPerNm);
    if (!isLeaning) return line;
    const angle = Math.PI * kbPerNm * drawnAcrossNm;
    const turn = Math.PI * this.#stepPerNm * drawnAlongNm;
    for (let u = 0; u < line.length; u++) {
      const x = angle + u * turn;
      if (Math.abs(x) > 1e-3) line[u] *= Math.sin(x) / x;
    }
    return line;
  }

  #fill(kbPerNm: number): void {
    const { backgroundFraction } = this.#thickness;
    const across = { ...this.#thickness, drawnAlongNm: 0, drawnAcrossNm: 0 };
    const columns = (1 - backgroundFraction) * transferFactor({ ...across, backgroundFraction: 0 }, 0, kbPerNm);
    const background = backgroundFraction * transferFactor({ ...across, backgroundFraction: 1 }, 0, kbPerNm);
    const line = this.#line;
    for (let u = 0; u < line.length; u++) line[u] = columns * this.#columns[u] + background * this.#background[u];
  }
}
