import { knownPhase, knownPhases } from "../../ops/crystal/knownPhases.js";
import { type Miller, parseMiller } from "../../ops/crystal/miller.js";
import { CrystalPhase } from "./crystalPhase.js";
import { type PhaseOptions, phaseOfOptions } from "./phaseOptions.js";

/** Crystals: their cells, planes and directions. */
export interface Crystal {
  /** The names of the phases that are known without their cells. */
  readonly phases: readonly string[];

  /**
   * A crystalline phase, by its name in the table or by its cell.
   *
   * Its methods are dNm, angleDeg, braggDeg and equivalents; its fields name, cell, pointGroup, centring and phase.
   * Errors: BadOption for a name that is not in the table, angles that do not close, or rotations that the cell does not have.
   * Cost: below 1 ms. Source: each phase of the table names its own.
   *
   * @param phase a name of em.crystal.phases, or name, aNm, bNm, cNm (nm), alphaDeg, betaDeg, gammaDeg, pointGroup, centring, atoms, frame
   * @example
   * const perovskite = em.crystal.phase({ name: "KTaO3", aNm: 0.3989 });
   * perovskite.angleDeg("[001]", "(111)")
   */
  phase(phase: string | PhaseOptions): CrystalPhase;

  /**
   * Reads indices as people write them: "[1-10]", "<11-20>", "(111)", "{1 0 12}". Four indices become three.
   *
   * Errors: BadOption for what are no indices, or four of which the first three do not add up to 0.
   *
   * @example
   * em.crystal.parse("[11-20]").indices
   */
  parse(text: string): Miller;
}

/** The crystals, of this process. */
export const crystal: Crystal = Object.freeze({
  phases: Object.freeze(knownPhases.map(({ name }) => name)),
  phase: (phase: string | PhaseOptions) =>
    new CrystalPhase(typeof phase === "string" ? knownPhase(phase) : phaseOfOptions("em.crystal.phase", phase)),
  parse: parseMiller,
});
