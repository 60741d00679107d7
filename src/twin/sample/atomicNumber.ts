const symbols = (
  "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh " +
  "Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr " +
  "Ra Ac Th Pa U"
).split(" ");

const numbers = new Map(symbols.map((symbol, i) => [symbol, i + 1]));

/** The atomic number of an element from hydrogen to uranium. Errors: RangeError for what is no symbol of one. */
export function atomicNumber(symbol: string): number {
  const z = numbers.get(symbol);
  if (z === undefined) throw new RangeError(`"${symbol}" is no chemical symbol`);
  return z;
}
