import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { bandsOf } from "../../ops/carto/bands.js";
import type { Cell } from "../../ops/crystal/cell.js";
import { millerText, parseMiller } from "../../ops/crystal/miller.js";
import type { Phase } from "../../ops/crystal/phase.js";
import { equivalentDirections, equivalentPlanes, type PointGroup } from "../../ops/crystal/pointGroup.js";
import type { Centring } from "../../ops/crystal/reflections.js";
import { braggDeg, dSpacingNm, millerAngleDeg } from "../../ops/crystal/spacing.js";
import { factTable } from "../instrument/factTable.js";
import { planeOfText } from "./millerOfText.js";

/**
 * A crystalline phase; as the last line of a cell it shows its cell and its strongest reflections.
 *
 * @example
 * const steel = em.crystal.phase("austenite");
 * steel.dNm("(111)")
 */
export class CrystalPhase implements Displayable {
  /** The phase as plain data. */
  readonly phase: Phase;

  constructor(phase: Phase) {
    this.phase = phase;
    Object.freeze(this);
  }

  /** What it is called. */
  get name(): string {
    return this.phase.name;
  }

  /** Edges in nm and angles in degrees. */
  get cell(): Cell {
    return this.phase.lattice.cell;
  }

  /** The rotations of its Laue class. */
  get pointGroup(): PointGroup {
    return this.phase.pointGroup;
  }

  /** How its lattice is centred. */
  get centring(): Centring {
    return this.phase.centring;
  }

  /** Distance of neighbouring planes, in nm. Errors: BadOption for what is no plane. */
  dNm(plane: string): number {
    return dSpacingNm(this.phase.lattice, planeOfText(plane));
  }

  /** The angle between two directions "[110]", two normals of planes "(111)", or one of each. Errors: BadOption. */
  angleDeg(first: string, second: string): number {
    return millerAngleDeg(this.phase.lattice, parseMiller(first), parseMiller(second));
  }

  /** The Bragg angle of a plane. Errors: BadOption. */
  braggDeg(plane: string, accelKv = 200): number {
    return braggDeg(this.phase.lattice, planeOfText(plane), accelKv);
  }

  /** All that symmetry makes of a direction or a plane, itself first; an opposite one is there only if a rotation brings it. Errors: BadOption. */
  equivalents(text: string): string[] {
    const { kind, indices } = parseMiller(text);
    const all =
      kind === "plane"
        ? equivalentPlanes(indices, this.phase.rotations)
        : equivalentDirections(indices, this.phase.rotations);
    return all.map((one) => millerText({ kind, indices: one }));
  }

  [displaySymbol](): MimeBundle {
    const { name, lattice, pointGroup, centring, source } = this.phase;
    const { aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg } = lattice.cell;
    const bands = bandsOf(this.phase, { accelKv: 200, maxBands: 8 });
    const rows = bands.map(({ hkl, braggDeg: bragg, strength }) => {
      const plane = millerText({ kind: "plane", indices: hkl });
      return [plane, dSpacingNm(lattice, hkl).toFixed(4), bragg.toFixed(3), strength.toFixed(2)];
    });
    return factTable(
      `${name}: ${aNm}, ${bNm}, ${cNm} nm; ${alphaDeg}°, ${betaDeg}°, ${gammaDeg}°`,
      ["plane", "d in nm", "Bragg angle at 200 kV in °", "strength"],
      rows,
      [`Point group of rotations ${pointGroup}, centring ${centring}.`, ...(source ? [`Source: ${source}.`] : [])],
    );
  }
}
