import { siteUniforms } from "../sample/siteHash.js";

/** How much of what stands at a place is of the film. */
export interface MixedInterface {
  filmFraction(growthNm: number, alongNm: number): number;
}

/** From 10 to 90 % of 1 / (1 + exp(-x / w)) are 2 ln 9 times w. */
const widthsPerTail = 2 * Math.log(9);

/** An interface that wanders by a roughness to either side and is mixed over a width from 10 to 90 %. */
export function mixedInterface(options: {
  readonly seed: number;
  readonly centreNm: number;
  readonly roughnessNm: number;
  readonly intermixingNm: number;
  readonly terraceNm: number;
}): MixedInterface {
  const { centreNm, roughnessNm, terraceNm } = options;
  const uniform = siteUniforms(options.seed, "interface");
  const tailNm = Math.max(1e-6, options.intermixingNm / widthsPerTail);
  const heightAt = (terrace: number) => roughnessNm * (2 * uniform(terrace) - 1);
  return {
    filmFraction(growthNm, alongNm) {
      const place = alongNm / terraceNm;
      const first = Math.floor(place);
      const part = place - first;
      // Between two heights it goes smoothly, level at both.
      const smooth = part * part * (3 - 2 * part);
      const interfaceNm = centreNm + heightAt(first) * (1 - smooth) + heightAt(first + 1) * smooth;
      return 1 / (1 + Math.exp(-(growthNm - interfaceNm) / tailNm));
    },
  };
}
