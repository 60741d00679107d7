import type { Composition } from "./edsSpectrum.js";

/** So many compositions are kept; interfaces that are mixed without end must not fill the memory. */
const mostKept = 128;

/**
 * Keeps what is computed for a composition: a map has thousands of pixels, but few materials.
 *
 * A composition is known again by its object, or by its numbers where it is a new object.
 */
export class DistributionCache<T> {
  readonly #make: (composition: Composition, variant: string) => T;
  readonly #byNumbers = new Map<string, T>();
  #byObject = new WeakMap<Composition, Map<string, T>>();

  constructor(make: (composition: Composition, variant: string) => T) {
    this.#make = make;
  }

  /** @param variant what else it depends on: an edge's reference, a shift of the energy */
  of(composition: Composition, variant = ""): T {
    const variants = this.#byObject.get(composition) ?? new Map<string, T>();
    this.#byObject.set(composition, variants);
    const known = variants.get(variant);
    if (known !== undefined) return known;
    if (variants.size >= mostKept) variants.clear();
    const made = this.#equal(composition, variant);
    variants.set(variant, made);
    return made;
  }

  #equal(composition: Composition, variant: string): T {
    const key = `${variant} ${JSON.stringify(Object.entries(composition).sort())}`;
    const known = this.#byNumbers.get(key);
    if (known !== undefined) return known;
    if (this.#byNumbers.size >= mostKept) this.#byNumbers.clear();
    const made = this.#make(composition, variant);
    this.#byNumbers.set(key, made);
    return made;
  }
}
