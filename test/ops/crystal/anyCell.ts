import fc from "fast-check";
import type { Cell } from "../../../src/ops/crystal/cell.js";

/** Cells that close, of any shape. */
export const anyCell: fc.Arbitrary<Cell> = fc
  .tuple(
    fc.double({ min: 0.2, max: 3, noNaN: true }),
    fc.double({ min: 0.2, max: 3, noNaN: true }),
    fc.double({ min: 0.2, max: 3, noNaN: true }),
    fc.double({ min: 65, max: 115, noNaN: true }),
    fc.double({ min: 65, max: 115, noNaN: true }),
    fc.double({ min: 65, max: 115, noNaN: true }),
  )
  .map(([aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg]) => ({ aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg }));
