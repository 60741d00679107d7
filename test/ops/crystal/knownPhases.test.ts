import { test } from "uvu";
import * as assert from "uvu/assert";
import { GeometryError } from "../../../src/core/geometryError.js";
import { knownPhase, knownPhases } from "../../../src/ops/crystal/knownPhases.js";
import { dSpacingNm } from "../../../src/ops/crystal/spacing.js";

/** The error of a name. */
function refusal(name: string): GeometryError {
  try {
    knownPhase(name);
  } catch (error) {
    if (error instanceof GeometryError) return error;
    throw error;
  }
  return assert.unreachable(`"${name}" was found`) as never;
}

test("each phase has a name of its own, a source, and a cell that closes", () => {
  assert.is(new Set(knownPhases.map(({ name }) => name.toLowerCase())).size, knownPhases.length);
  for (const { name, source } of knownPhases) {
    assert.ok(source !== undefined && source.length > 10, name);
    const spacingNm = dSpacingNm(knownPhase(name).lattice, [1, 1, 1]);
    assert.ok(spacingNm > 0.1 && spacingNm < 1, `${name}: ${spacingNm} nm`);
  }
});

test("names are found in any case, and with spaces around", () => {
  assert.is(knownPhase(" srtio3 ").name, "SrTiO3");
});

test("a misspelt name is told with the nearest one, an unknown one with all that there are", () => {
  const misspelt = refusal("SrTi03");
  assert.is(misspelt.code, "E_INDEX");
  assert.match(misspelt.fix, 'Did you mean "SrTiO3"?');
  const unknown = refusal("kryptonite");
  assert.not.match(unknown.fix, "Did you mean");
  assert.match(unknown.fix, "albite");
});

test.run();
