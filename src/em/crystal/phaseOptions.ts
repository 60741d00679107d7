import { EmError } from "../../core/error.js";
import { type OptionRule, type OptionRules, resolveOptions } from "../../core/options.js";
import type { AtomSite } from "../../ops/crystal/atomSites.js";
import type { CartesianFrame } from "../../ops/crystal/lattice.js";
import { type Phase, phaseOf } from "../../ops/crystal/phase.js";
import { type PointGroup, pointGroups } from "../../ops/crystal/pointGroup.js";
import { type Centring, centrings } from "../../ops/crystal/reflections.js";

/** A phase by its cell; only aNm is needed for a cubic one. */
export interface PhaseOptions {
  /** Default "phase". */
  readonly name?: string;
  readonly aNm: number;
  /** Default: as long as a. */
  readonly bNm?: number;
  /** Default: as long as a. */
  readonly cNm?: number;
  /** Between b and c. Default 90°. */
  readonly alphaDeg?: number;
  /** Between a and c. Default 90°. */
  readonly betaDeg?: number;
  /** Between a and b. Default 90°; 120° of a hexagonal cell. */
  readonly gammaDeg?: number;
  /** The rotations of the crystal's Laue class. Default: those of the cell's shape. */
  readonly pointGroup?: PointGroup;
  /** Default "P". */
  readonly centring?: Centring;
  /** All atoms of the cell but those that centring adds. Default none: bands are ordered by their spacing alone. */
  readonly atoms?: readonly AtomSite[];
  /** How Cartesian axes are laid into the cell. Default "c-z,a-xz", as pymatgen does; orix takes "a-x,cstar-z". */
  readonly frame?: CartesianFrame;
}

const length: OptionRule = { kind: "number", min: 0.05, max: 100, unit: "nm" };
const angle: OptionRule = { kind: "number", min: 0, max: 180, unit: "°" };

const rules: OptionRules<PhaseOptions> = {
  name: { kind: "text" },
  aNm: length,
  bNm: length,
  cNm: length,
  alphaDeg: angle,
  betaDeg: angle,
  gammaDeg: angle,
  pointGroup: { kind: "choice", of: pointGroups },
  centring: { kind: "choice", of: centrings },
  atoms: { kind: "other", expects: 'atoms, as [{ element: "Ti", at: [0, 0, 0] }]', accepts: areAtoms },
  frame: { kind: "choice", of: ["c-z,a-xz", "a-x,cstar-z"] },
};

function areAtoms(value: unknown): boolean {
  return Array.isArray(value) && value.every((atom) => typeof atom?.element === "string" && isPlace(atom.at));
}

function isPlace(at: unknown): boolean {
  return Array.isArray(at) && at.length === 3 && at.every(Number.isFinite);
}

/** The phase of options, checked. Errors: BadOption. */
export function phaseOfOptions(operation: string, options: PhaseOptions): Phase {
  const {
    name = "phase",
    pointGroup,
    centring,
    atoms,
    frame,
    ...cell
  } = resolveOptions<Partial<PhaseOptions>>(operation, options, {}, rules);
  if (cell.aNm === undefined)
    throw new EmError("BadOption", `${operation} was given no aNm`, { fix: "Give the edge a of the cell, in nm." });
  return phaseOf({ name, cell: { ...cell, aNm: cell.aNm }, pointGroup, centring, atoms, frame });
}
