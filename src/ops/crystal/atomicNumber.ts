import { GeometryError } from "../../core/geometryError.js";

const symbols = (
  "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd " +
  "Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac " +
  "Th Pa U Np Pu Am Cm Bk Cf"
).split(" ");

/** The number of protons of an element by its symbol. Errors: E_INDEX for one that is not known. */
export function atomicNumber(element: string): number {
  const index = symbols.indexOf(element);
  if (index >= 0) return index + 1;
  throw new GeometryError("E_INDEX", `there is no element "${element}"`, 'Write its symbol, as "Ti" or "O".');
}
