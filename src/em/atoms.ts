import { EmError } from "../core/error.js";
import type { Micrograph } from "../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import type { Progress } from "../core/progress.js";
import { runJob } from "../jobs/index.js";
import { type AtomsResult, type FindParams, findDefaults } from "../ops/atoms/atomsResult.js";
import { measureLattices } from "../ops/atoms/latticeReport.js";
import { findVacancies, type VacancyParams, vacancyDefaults } from "../ops/atoms/vacancies.js";
import { AtomMap } from "./atomMap.js";
import { LatticeMap } from "./latticeMap.js";
import { withSessionProgress, withSessionSignal } from "./session.js";
import { VacancyMap } from "./vacancyMap.js";

/** How atoms are looked for; every option may be left out. */
export interface FindOptions extends Partial<FindParams> {
  /** Stops the work; by default the cell's interrupt does. */
  readonly signal?: AbortSignal;
  /** Called between steps; without it a bar is shown by itself when the search takes long. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Atoms and point defects of atomically resolved images. */
export interface Atoms {
  /**
   * Finds the atom columns of a HAADF micrograph, their positions, and how well these are known; the scale is found by itself.
   *
   * The lattice is read from the whole frame, so columns of a few electrons are found too; each atom tells whether it stands out by itself
   * ("local") or the lattice was needed ("lattice"). Where the values are electron counts, the Cramér-Rao bound stands beside each error.
   * A result never hides what limits it: read result.warnings.
   * Errors: BadShape below 48 px a side, without contrast, or with NaN; BadOption; Aborted when the cell is interrupted.
   * Cost: about 1 s at 512 x 512 px, 4 s at 1024 x 1024 px, on a compute worker.
   * Source: Poisson maximum likelihood with Fisher scoring on a lattice from Bragg peaks; see the reference.
   *
   * @param micrograph a Micrograph; pixelNm and isCounts are used where they are known
   * @param options lattice ("auto"), positions ("lattice"), sigmaPx (0: found by itself), signal, onProgress
   * @example
   * const atoms = await em.atoms.find(await em.open("frame.npy"));
   * atoms.count
   */
  find(micrograph: Micrograph, options?: FindOptions): Promise<AtomMap>;

  /**
   * Measures the cell of each lattice among the found atoms: lengths, angle and direction with standard errors.
   *
   * The errors hold for the frame as scanned; the microscope's own scale error is not in them.
   * Errors: BadOption when given anything but the result of em.atoms.find. Cost: milliseconds.
   *
   * @example
   * em.atoms.lattice(atoms).cells[0].aPx
   */
  lattice(atoms: AtomMap): LatticeMap;

  /**
   * Tests every lattice site for a missing or partly missing column, at a stated false-discovery rate.
   *
   * Each site carries its fill (1 full, 0 empty), the likelihood ratio and a probability; the result says how many of the calls are
   * expected to be false and how many vacancies to be missed. One projection cannot tell in which layer a vacancy lies.
   * Errors: BadOption. Cost: milliseconds. Source: local false-discovery rates (Efron 2008).
   *
   * @param atoms the result of em.atoms.find
   * @param options falseDiscoveryRate (0.05), marginNeighbours (0.5)
   * @example
   * const vacancies = em.atoms.vacancies(atoms, { falseDiscoveryRate: 0.01 });
   * vacancies.expectedFalseCalls
   */
  vacancies(atoms: AtomMap, options?: Partial<VacancyParams>): VacancyMap;
}

export const atoms: Atoms = Object.freeze({ find, lattice, vacancies });

type FindSettings = FindParams & Required<Pick<FindOptions, "signal" | "onProgress">>;

const findRules: OptionRules<FindSettings> = {
  lattice: { kind: "choice", of: ["auto", "none"] },
  positions: { kind: "choice", of: ["lattice", "data"] },
  sigmaPx: { kind: "number", min: 0, max: 100, unit: "px" },
  signal: { kind: "other", expects: "an AbortSignal", accepts: (value) => value instanceof AbortSignal },
  onProgress: { kind: "other", expects: "a function", accepts: (value) => typeof value === "function" },
};

const vacancyRules: OptionRules<VacancyParams> = {
  falseDiscoveryRate: { kind: "number", min: 1e-6, max: 0.5 },
  marginNeighbours: { kind: "number", min: 0, max: 20 },
};

async function find(micrograph: Micrograph, options?: FindOptions): Promise<AtomMap> {
  const image = imageOf(micrograph);
  const settings = resolveOptions<Partial<FindSettings> & FindParams>(
    "em.atoms.find",
    options,
    findDefaults,
    findRules as OptionRules<Partial<FindSettings> & FindParams>,
  );
  const { signal, onProgress } = withSessionSignal(settings);
  const { lattice: latticeMode, positions, sigmaPx } = settings;
  const params: FindParams = { lattice: latticeMode, positions, sigmaPx };
  const module = new URL("../ops/atoms/findAtoms.js", import.meta.url);
  const args = [image, params];
  const result = await withSessionProgress("em.atoms.find", onProgress, (report) =>
    runJob<AtomsResult>({ module, name: "findAtoms", args, signal, onProgress: report }),
  );
  return new AtomMap(micrograph, result);
}

function lattice(found: AtomMap): LatticeMap {
  const map = atomMapOf(found, "em.atoms.lattice");
  return new LatticeMap(map, measureLattices(map.result));
}

function vacancies(found: AtomMap, options?: Partial<VacancyParams>): VacancyMap {
  const map = atomMapOf(found, "em.atoms.vacancies");
  const params = resolveOptions("em.atoms.vacancies", options, vacancyDefaults, vacancyRules);
  return new VacancyMap(map, findVacancies(map.result, params, map.micrograph));
}

function imageOf(micrograph: Micrograph) {
  const { data, widthPx, heightPx, pixelNm, isCounts } = (micrograph ?? {}) as Partial<Micrograph>;
  if (!(data instanceof Float32Array) || widthPx === undefined || heightPx === undefined) {
    throw new EmError("BadOption", "em.atoms.find was given no micrograph", {
      fix: "Give what em.open returned (with await), or frame.micrograph of a simulated frame.",
    });
  }
  return { data, widthPx, heightPx, pixelNm, isCounts };
}

function atomMapOf(found: AtomMap, operation: string): AtomMap {
  if (found instanceof AtomMap) return found;
  throw new EmError("BadOption", `${operation} was given no found atoms`, {
    fix: "Give what em.atoms.find returned: const atoms = await em.atoms.find(micrograph).",
  });
}
