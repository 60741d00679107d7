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
 * Works signals out, that of each composition once.
 *
 * @param channelling how much more a crystal sends for how it lies
 */
export function haadfSignal(channelling: (crystal: Crystal) => number): HaadfSignal {
  const perNm = new Map<Layer["atomsPerNm3"], number>();
  const ofLayer = ({ atomsPerNm3, thicknessNm }: Layer): number => {
    const found = perNm.get(atomsPerNm3) ?? signalPerNm(atomsPerNm3);
    perNm.set(atomsPerNm3, found);
    return found * thicknessNm;
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

function signalPerNm(atomsPerNm3: Material["atomsPerNm3"]): number {
  return Object.entries(atomsPerNm3).reduce(
    (sum, [element, atoms]) => sum + atoms * haadfAreaNm2(atomicNumber(element)),
    0,
  );
}
