import { closestName } from "../../core/closestName.js";
import { GeometryError } from "../../core/geometryError.js";
import { type AtomSite, sitesBySymmetry } from "./atomSites.js";
import { type Phase, type PhaseInput, phaseOf } from "./phase.js";

const wyckoff = "Wyckoff, Crystal Structures, vol. 1, 2nd ed. (1963)";
const crc = "CRC Handbook of Chemistry and Physics, crystal structures and lattice parameters of elements";

const at = (element: string, x: number, y: number, z: number): AtomSite => ({ element, at: [x, y, z] });

/** Metals with one atom at each lattice point. */
const cubicMetals = (
  [
    ["Al", "F", 0.40496],
    ["Ag", "F", 0.40857],
    ["Au", "F", 0.40782],
    ["Cu", "F", 0.36146],
    ["Ni", "F", 0.3524],
    ["Pd", "F", 0.38903],
    ["Pt", "F", 0.39236],
    ["Cr", "I", 0.28848],
    ["Fe", "I", 0.28665],
    ["Mo", "I", 0.3147],
    ["Nb", "I", 0.33004],
    ["Ta", "I", 0.3303],
    ["V", "I", 0.3024],
    ["W", "I", 0.31652],
  ] as const
).map(
  ([name, centring, aNm]): PhaseInput => ({ name, centring, cell: { aNm }, atoms: [at(name, 0, 0, 0)], source: crc }),
);

const hexagonalMetals = (
  [
    ["Co", 0.25071, 0.40686],
    ["Mg", 0.32094, 0.52107],
    ["Ti", 0.29506, 0.46835],
    ["Zn", 0.26649, 0.49468],
    ["Zr", 0.32316, 0.51475],
  ] as const
).map(
  ([name, aNm, cNm]): PhaseInput => ({
    name,
    cell: { aNm, cNm, gammaDeg: 120 },
    atoms: [at(name, 1 / 3, 2 / 3, 1 / 4), at(name, 2 / 3, 1 / 3, 3 / 4)],
    source: crc,
  }),
);

const diamondLike = (
  [
    ["Si", "Si", "Si", 0.5431],
    ["Ge", "Ge", "Ge", 0.56574],
    ["diamond", "C", "C", 0.35669],
    ["GaAs", "Ga", "As", 0.56533],
  ] as const
).map(
  ([name, first, second, aNm]): PhaseInput => ({
    name,
    centring: "F",
    cell: { aNm },
    atoms: [at(first, 0, 0, 0), at(second, 1 / 4, 1 / 4, 1 / 4)],
    source: name === "GaAs" ? wyckoff : crc,
  }),
);

const cubicCompounds: readonly PhaseInput[] = [
  rockSalt("MgO", "Mg", "O", 0.42112),
  rockSalt("NaCl", "Na", "Cl", 0.56402),
  rockSalt("TiC", "Ti", "C", 0.4327),
  rockSalt("TiN", "Ti", "N", 0.424),
  {
    name: "CeO2",
    centring: "F",
    cell: { aNm: 0.5411 },
    atoms: [at("Ce", 0, 0, 0), at("O", 1 / 4, 1 / 4, 1 / 4), at("O", 3 / 4, 3 / 4, 3 / 4)],
    source: wyckoff,
  },
  {
    name: "SrTiO3",
    cell: { aNm: 0.3905 },
    atoms: [
      at("Sr", 0, 0, 0),
      at("Ti", 1 / 2, 1 / 2, 1 / 2),
      at("O", 1 / 2, 1 / 2, 0),
      at("O", 1 / 2, 0, 1 / 2),
      at("O", 0, 1 / 2, 1 / 2),
    ],
    source: wyckoff,
  },
  {
    name: "austenite",
    centring: "F",
    cell: { aNm: 0.36 },
    atoms: [at("Fe", 0, 0, 0)],
    source: "Olszta and Fiedler 2024",
  },
];

function rockSalt(name: string, cation: string, anion: string, aNm: number): PhaseInput {
  return {
    name,
    centring: "F",
    cell: { aNm },
    atoms: [at(cation, 0, 0, 0), at(anion, 1 / 2, 1 / 2, 1 / 2)],
    source: wyckoff,
  };
}

/** Operations of R -3 c in hexagonal axes on the special places (0, 0, z) and (x, 0, 1/4); the centring R is apart. */
const corundumOperations = [
  "x, y, z",
  "-y, x-y, z",
  "-x+y, -x, z",
  "y, x, -z+1/2",
  "x-y, -y, -z+1/2",
  "-x, -x+y, -z+1/2",
  "-x, -y, -z",
  "y, -x+y, -z",
  "x-y, x, -z",
  "-y, -x, z+1/2",
  "-x+y, y, z+1/2",
  "x, x-y, z+1/2",
];

const otherOxides: readonly PhaseInput[] = [
  {
    name: "Al2O3",
    centring: "R",
    pointGroup: "32",
    cell: { aNm: 0.4759, cNm: 1.2993, gammaDeg: 120 },
    atoms: sitesBySymmetry([at("Al", 0, 0, 0.3522), at("O", 0.3063, 0, 1 / 4)], corundumOperations),
    source: "Newnham and de Haan, Z. Kristallogr. 117 (1962) 235",
  },
  {
    name: "TiO2 rutile",
    cell: { aNm: 0.45937, cNm: 0.29587 },
    atoms: sitesBySymmetry(
      [at("Ti", 0, 0, 0), at("O", 0.305, 0.305, 0)],
      ["x, y, z", "-x, -y, z", "-y+1/2, x+1/2, z+1/2", "y+1/2, -x+1/2, z+1/2"],
    ),
    source: wyckoff,
  },
  {
    name: "ZnO",
    cell: { aNm: 0.32495, cNm: 0.52069, gammaDeg: 120 },
    atoms: [
      at("Zn", 1 / 3, 2 / 3, 0),
      at("Zn", 2 / 3, 1 / 3, 1 / 2),
      at("O", 1 / 3, 2 / 3, 0.345),
      at("O", 2 / 3, 1 / 3, 0.845),
    ],
    source: wyckoff,
  },
  {
    name: "LaMnO3",
    cell: { aNm: 0.57473, bNm: 0.76929, cNm: 0.55367 },
    atoms: sitesBySymmetry(
      [
        at("La", 0.049, 1 / 4, -0.0078),
        at("Mn", 0, 0, 1 / 2),
        at("O", 0.4874, 1 / 4, 0.0745),
        at("O", 0.3066, 0.0384, 0.7256),
      ],
      [
        "x, y, z",
        "-x+1/2, -y, z+1/2",
        "-x, y+1/2, -z",
        "x+1/2, -y+1/2, -z+1/2",
        "-x, -y, -z",
        "x+1/2, y, -z+1/2",
        "x, -y+1/2, z",
        "-x+1/2, y+1/2, z+1/2",
      ],
    ),
    source: "Rodríguez-Carvajal et al., Phys. Rev. B 57 (1998) R3189 (Pnma)",
  },
  {
    name: "ZrO2 monoclinic",
    cell: { aNm: 0.51505, bNm: 0.52116, cNm: 0.53173, betaDeg: 99.23 },
    atoms: sitesBySymmetry(
      [at("Zr", 0.2754, 0.0395, 0.2083), at("O", 0.07, 0.3317, 0.3447), at("O", 0.4496, 0.7569, 0.4792)],
      ["x, y, z", "-x, y+1/2, -z+1/2", "-x, -y, -z", "x, -y+1/2, z+1/2"],
    ),
    source: "Howard, Hill and Reichert, Acta Cryst. B 44 (1988) 116",
  },
  {
    name: "albite",
    centring: "C",
    cell: { aNm: 0.8142, bNm: 1.2785, cNm: 0.7159, alphaDeg: 94.19, betaDeg: 116.61, gammaDeg: 87.68 },
    source: "Harlow and Brown, Am. Mineral. 65 (1980) 986",
  },
];

/** The phases that are known by name. */
export const knownPhases: readonly PhaseInput[] = [
  ...cubicMetals,
  ...hexagonalMetals,
  ...diamondLike,
  ...cubicCompounds,
  ...otherOxides,
];

/**
 * A phase of the table by its name; capitals do not matter.
 *
 * Errors: E_INDEX for a name that is not in it.
 *
 * @example
 * knownPhase("SrTiO3").lattice.cell.aNm; // 0.3905
 */
export function knownPhase(name: string): Phase {
  const found = knownPhases.find((phase) => phase.name.toLowerCase() === String(name).trim().toLowerCase());
  if (found) return phaseOf(found);
  const names = knownPhases.map((phase) => phase.name);
  const near = closestName(String(name), names);
  throw new GeometryError(
    "E_INDEX",
    `the table of phases has no "${name}"`,
    `${near === undefined ? "" : `Did you mean "${near}"? `}It has ${names.join(", ")}. Give the cell of any other.`,
  );
}
