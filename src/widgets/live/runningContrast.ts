/** The values shown as the darkest and the brightest shade. */
export interface Contrast {
  /** In the units of the frames. @unitless */
  readonly low: number;
  /** In the units of the frames. @unitless */
  readonly high: number;
}

/** How much of the way to the contrast of a new frame is gone: to go all of it would flicker. */
const share = 0.25;

/** A contrast that is off by less than this share of its range stays: nobody sees it, and each change costs the page a new layout. */
const unseen = 0.02;

/** The contrast of frames as they come: that of the first, and then slowly that of the others. */
export class RunningContrast {
  readonly #contrastOf: (data: Float32Array) => Contrast;
  #now: Contrast | undefined;

  /** @param contrastOf the contrast that suits one frame */
  constructor(contrastOf: (data: Float32Array) => Contrast) {
    this.#contrastOf = contrastOf;
  }

  /** The contrast for a frame, which is counted in. */
  next(data: Float32Array): Contrast {
    const wanted = this.#contrastOf(data);
    const toward = (from: number, to: number) => from + share * (to - from);
    const before = this.#now;
    const off = before ? Math.max(Math.abs(wanted.low - before.low), Math.abs(wanted.high - before.high)) : 0;
    if (before && off <= unseen * (before.high - before.low)) return before;
    this.#now = before
      ? { low: toward(before.low, wanted.low), high: toward(before.high, wanted.high) }
      : { low: wanted.low, high: wanted.high };
    return this.#now;
  }
}
