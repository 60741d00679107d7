import { atomicNumber } from "../sample/atomicNumber.js";
import { haadfAreaNm2 } from "../sample/atomicSignal.js";
import type { Material } from "../specimens/specimen.js";

type Layer = Pick<Material, "thicknessNm" | "atomsPerNm3">;
type Crystal = NonNullable<Material["crystal"]>;

/** Shares of the beam that what lies at a place sends to the HAADF detector. */
export interface HaadfSignal {
  /** All of it, atoms not told apart. */
  whole(material: Material | undefined): number;
  /** What does not stand in columns: films, grains off their zone axes, anything amorphous. */
  smooth(material: Material | undefined): number;
}

/** A layer is the crystal itself, and not a film beneath it, from this share of the thickness on. @unitless */
const crystalShare = 0.9;

/**
 * Works signals out; compositions may be new objects at each place, so what is kept is the share of an element.
 *
 * @param channelling how much more a crystal sends for how it lies
 */
export function haadfSignal(channelling: (crystal: Crystal) => number): HaadfSignal {
  const areas = new Map<string, number>();
  const areaNm2 = (element: string): number => {
    const area = areas.get(element) ?? haadfAreaNm2(atomicNumber(element));
    areas.set(element, area);
    return area;
  };
  const ofLayer = ({ atomsPerNm3, thicknessNm }: Layer): number => {
    let perNm = 0;
    for (const element in atomsPerNm3) perNm += atomsPerNm3[element] * areaNm2(element);
    return perNm * thicknessNm;
  };
  return {
    whole(material) {
      if (!material) return 0;
      return ofLayer(material) * (material.crystal ? channelling(material.crystal) : 1);
    },
    smooth(material) {
      const layer = material?.smooth;
      if (!material || !layer) return 0;
      const isCrystal = material.crystal && layer.thicknessNm >= crystalShare * material.thicknessNm;
      return ofLayer(layer) * (isCrystal ? channelling(material.crystal!) : 1);
    },
  };
}
