import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { edgeOnFromWidths } from "../../../src/ops/carto/edgeOnFromWidths.js";
import { limitFraction, type StageLimit } from "../../../src/ops/carto/stageLimit.js";
import { tiltMapModel } from "../../../src/ops/carto/tiltMapModel.js";
import { tiltPath } from "../../../src/ops/carto/tiltPath.js";
import type { Cell } from "../../../src/ops/crystal/cell.js";
import { phaseOf } from "../../../src/ops/crystal/phase.js";
import { pointGroups } from "../../../src/ops/crystal/pointGroup.js";
import { centrings } from "../../../src/ops/crystal/reflections.js";

fc.configureGlobal({ seed: 8 });

const plain = { noNullPrototype: true } as const;
/** Mostly usual numbers, now and then one that nobody should give. */
const number = (min: number, max: number) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.double({ min, max, noNaN: true }) },
    { weight: 2, arbitrary: fc.constantFrom(0, 90, 120, 180, -90) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e-300, 1e300) },
  );
const edge = number(0.1, 3);
const corner = number(40, 140);
const cell: fc.Arbitrary<Cell> = fc.record(
  { aNm: edge, bNm: edge, cNm: edge, alphaDeg: corner, betaDeg: corner, gammaDeg: corner },
  plain,
);
const tilt = fc.record({ alphaDeg: number(-90, 90), betaDeg: number(-90, 90) }, plain);
const index = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 1, arbitrary: number(-2, 2) },
);
const reading = fc.record({ uvw: fc.tuple(index, index, index), at: tilt, isFamily: fc.boolean() }, plain);

/** Every number in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** A call gives finite numbers, or an error that says what is wrong. */
function answersOrRefuses(call: () => unknown): "answered" | "refused" {
  try {
    const result = call();
    assert.ok(numbersIn(result).every(Number.isFinite), JSON.stringify(result).slice(0, 400));
    return "answered";
  } catch (error) {
    if (!(error instanceof EmError)) throw error;
    assert.is(error.tag, "BadOption");
    assert.ok(error.fix.length > 0);
    return "refused";
  }
}

test("random cells and readings give a finite map or an error with a code", () => {
  const counts = { answered: 0, refused: 0 };
  const input = fc.record(
    {
      cell: fc.oneof(cell, fc.constant({ aNm: 0.4 })),
      group: fc.option(fc.constantFrom(...pointGroups), { nil: undefined, freq: 3 }),
      centring: fc.constantFrom(...centrings),
      readings: fc.array(reading, { maxLength: 4 }),
      toleranceDeg: fc.constantFrom(3, 180),
    },
    plain,
  );
  fc.assert(
    fc.property(input, ({ cell: edges, group: pointGroup, centring, readings, toleranceDeg }) => {
      const outcome = answersOrRefuses(() => {
        const phase = phaseOf({ name: "x", cell: edges, pointGroup, centring });
        return tiltMapModel({ grains: [{ name: "A", phase, readings, toleranceDeg, maxIndex: 2 }] });
      });
      counts[outcome]++;
    }),
    { numRuns: 1500 },
  );
  assert.ok(counts.answered > 50 && counts.refused > 50, JSON.stringify(counts));
});

test("random widths, paths and limits too", () => {
  const width = number(0, 200);
  const widths = fc.record({ width1Nm: width, width2Nm: width, tiltDeg: number(-60, 60) }, plain);
  fc.assert(
    fc.property(widths, tilt, tilt, (given, from, to) => {
      answersOrRefuses(() => edgeOnFromWidths(given));
      answersOrRefuses(() => tiltPath(from, to, { stepDeg: 5 }));
    }),
    { numRuns: 1000 },
  );
  const corners = fc.array(
    fc.record({ alphaDeg: fc.integer({ min: -9, max: 9 }), betaDeg: fc.integer({ min: -9, max: 9 }) }, plain),
    {
      minLength: 3,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(corners, (outline) => {
      const limit: StageLimit = { kind: "polygon", corners: outline };
      // A polygon without extent has no reach, so that any tilt away from it is infinitely far.
      for (const corner of outline) assert.not.ok(Number.isNaN(limitFraction(corner, limit)));
    }),
  );
});

test.run();
