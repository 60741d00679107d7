import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { identity3 } from "../../../../src/core/matrix3.js";
import { angleDegBetween } from "../../../../src/core/vector3.js";
import type { Indices } from "../../../../src/ops/carto/drawing/drawnMap.js";
import { familyOf, knownZone, lowestIndices, mostIndex, zoneOf } from "../../../../src/ops/carto/drawing/zoneOf.js";
import { tiltMapModel } from "../../../../src/ops/carto/tiltMapModel.js";
import { knownPhase, knownPhases } from "../../../../src/ops/crystal/knownPhases.js";
import { directionVector } from "../../../../src/ops/crystal/lattice.js";
import { plainGrain } from "../../../messages/tiltMap/plainMap.js";

fc.configureGlobal({ seed: 21 });

const index = fc.integer({ min: -mostIndex, max: mostIndex });
const indices = fc.tuple(index, index, index).filter((uvw) => uvw.some((one) => one !== 0));

test("a zone is found in the list with either sign, and none by other indices", () => {
  assert.equal(zoneOf(plainGrain, [0, 0, -1])?.uvw, zoneOf(plainGrain, [0, 0, 1])?.uvw);
  assert.is(zoneOf(plainGrain, [7, 0, 1]), undefined);
});

test("in every crystal of the table the direction of any zone follows from those that are listed", () => {
  for (const { name } of knownPhases) {
    const phase = knownPhase(name);
    const grain = tiltMapModel({ grains: [{ name: "A", phase, orientation: identity3, maxIndex: 1 }] }).grains[0]!;
    fc.assert(
      fc.property(indices, (uvw) => {
        const zone = knownZone(grain, uvw)!;
        const offDeg = angleDegBetween(zone.direction, directionVector(phase.lattice, uvw));
        assert.ok(Math.min(offDeg, 180 - offDeg) < 1e-4, `${name} [${uvw}] is ${offDeg} deg off`);
      }),
      { numRuns: 30 },
    );
  }
});

test("there is none above the highest index, nor where the list says nothing of the cell", () => {
  assert.is(knownZone(plainGrain, [mostIndex + 1, 0, 1]), undefined);
  assert.is(knownZone({ zones: plainGrain.zones.filter(({ family }) => family !== "<111>") }, [1, 2, 3]), undefined);
  const flat = plainGrain.zones.map((zone) => ({ ...zone, direction: [1, 0, 0] as const }));
  assert.is(knownZone({ zones: flat }, [1, 2, 3]), undefined);
});

test("one that is not listed is of no family but itself", () => {
  assert.is(familyOf(plainGrain, zoneOf(plainGrain, [1, 1, 0])!).length, 6);
  assert.equal(
    familyOf(plainGrain, knownZone(plainGrain, [3, 5, 7])!).map(({ uvw }) => uvw),
    [[3, 5, 7]],
  );
});

test("indices are brought to the lowest", () => {
  assert.equal(
    (
      [
        [2, 2, 0],
        [0, 0, -3],
        [4, -6, 8],
        [1, 2, 3],
      ] as Indices[]
    ).map(lowestIndices),
    [
      [1, 1, 0],
      [0, 0, -1],
      [2, -3, 4],
      [1, 2, 3],
    ],
  );
});

test.run();
