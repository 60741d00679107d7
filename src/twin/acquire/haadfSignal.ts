import { atomicNumber } from "../sample/atomicNumber.js";
import { haadfAreaNm2 } from "../sample/atomicSignal.js";
import type { Material } from "../specimens/specimen.js";

/** Share of the beam that a layer of atoms sends to the HAADF detector; 0 for vacuum. */
export type HaadfSignal = (layer: Pick<Material, "thicknessNm" | "atomsPerNm3"> | undefined) => number;

/** Works the signal of layers out, that of each composition once. */
export function haadfSignal(): HaadfSignal {
  const perNm = new Map<Material["atomsPerNm3"], number>();
  return (layer) => {
    if (!layer) return 0;
    const found = perNm.get(layer.atomsPerNm3) ?? signalPerNm(layer.atomsPerNm3);
    perNm.set(layer.atomsPerNm3, found);
    return found * layer.thicknessNm;
  };
}

function signalPerNm(atomsPerNm3: Material["atomsPerNm3"]): number {
  return Object.entries(atomsPerNm3).reduce(
    (sum, [element, atoms]) => sum + atoms * haadfAreaNm2(atomicNumber(element)),
    0,
  );
}
