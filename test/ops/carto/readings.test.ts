import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, multiplied, rotationAngleDeg, transposed } from "../../../src/core/matrix3.js";
import { angleDegBetween, type Vec3 } from "../../../src/core/vector3.js";
import { orientationsFromFamilies } from "../../../src/ops/carto/familyReadings.js";
import { orientationFromPole } from "../../../src/ops/carto/orientationFromPole.js";
import { orientationFromReadings, type ZoneReading } from "../../../src/ops/carto/readings.js";
import { separatingPole } from "../../../src/ops/carto/separatingPole.js";
import { defaultLimit } from "../../../src/ops/carto/stageLimit.js";
import { tiltOfZone } from "../../../src/ops/carto/tilt.js";
import { zonesOf } from "../../../src/ops/carto/zones.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { directionVector } from "../../../src/ops/crystal/lattice.js";
import type { Phase } from "../../../src/ops/crystal/phase.js";
import { cartesianRotation } from "../../../src/ops/crystal/pointGroup.js";
import { codeOf, near } from "../crystal/refused.js";

const steel = knownPhase("austenite");
const zirconia = knownPhase("ZrO2 monoclinic");
const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });

/** Readings of zones of a crystal that lies in some way. */
function readingsOf(phase: Phase, orientation: Parameters<typeof apply>[0], zones: readonly Vec3[], isFamily = false) {
  return zones.map((uvw): ZoneReading => {
    return { uvw, isFamily, at: tiltOfZone(apply(orientation, directionVector(phase.lattice, uvw))) };
  });
}

const families = (phase: Phase, u: Vec3, v: Vec3, apartDeg: number) =>
  orientationsFromFamilies(
    phase,
    [
      { uvw: u, at: at(0, 0), isFamily: true },
      { uvw: v, at: at(apartDeg, 0), isFamily: true },
    ],
    { toleranceDeg: 1 },
  );

test("readings of zones give the orientation, for a crystal of any system and either sign of a zone", () => {
  const truth = orientationFromPole([0.3, -0.2, 1], at(4, -7), 33);
  const readings = readingsOf(zirconia, truth, [
    [0, 0, 1],
    [1, 0, 1],
    [0, -1, -1],
  ]);
  const { orientation, mismatchDeg } = orientationFromReadings(zirconia, readings);
  assert.ok(mismatchDeg < 1e-5);
  // A crystal on its head gives the same zones at the same tilts: what counts is where the zones are.
  for (const uvw of [
    [1, 1, 1],
    [2, -1, 3],
  ] as const) {
    const v = directionVector(zirconia.lattice, uvw);
    const off = angleDegBetween(apply(orientation, v), apply(truth, v));
    assert.ok(Math.min(off, 180 - off) < 1e-4);
  }
});

test("three zones that do not lie in one plane tell a crystal from its mirror image, whatever signs were written", () => {
  const truth = orientationFromPole([0.3, -0.2, 1], at(4, -7), 33);
  const zones: readonly Vec3[] = [
    [0, 0, 1],
    [1, 0, 1],
    [0, 1, 1],
  ];
  for (let signs = 0; signs < 8; signs++) {
    const written = zones.map((uvw, i) => ((signs >> i) & 1 ? (uvw.map((n) => -n + 0) as unknown as Vec3) : uvw));
    const tilts = readingsOf(zirconia, truth, zones);
    const readings = written.map((uvw, i) => ({ uvw, at: tilts[i]!.at }));
    const { orientation, mismatchDeg } = orientationFromReadings(zirconia, readings);
    assert.ok(mismatchDeg < 1e-4, `signs ${signs}`);
    assert.ok(rotationAngleDeg(multiplied(orientation, transposed(truth))) < 1e-3);
  }
});

test("two zones keep the sign of the first; of a crystal without the twofold axis both ways up are found as families", () => {
  const truth = orientationFromPole([0.3, -0.2, 1], at(4, -7), 33);
  const readings = readingsOf(zirconia, truth, [
    [0, 0, 1],
    [1, 1, 2],
  ]);
  const [a] = orientationsFromFamilies(zirconia, readings);
  assert.ok(a!.mismatchDeg < 1e-4);
  assert.is(orientationsFromFamilies(zirconia, readings).length, 2);
  const kept = orientationFromReadings(zirconia, readings).orientation;
  assert.ok(rotationAngleDeg(multiplied(kept, transposed(truth))) < 1e-3);
});

test("a wrong index is refused with the misfit, unless it is tolerated", () => {
  const readings: ZoneReading[] = [
    { uvw: [1, 1, 1], at: at(10.9, 5) },
    { uvw: [1, 1, 0], at: at(13.3, -14.8) },
  ];
  assert.is(
    codeOf(() => orientationFromReadings(steel, readings)),
    "E_INCONSISTENT",
  );
  assert.ok(near(orientationFromReadings(steel, readings, { toleranceDeg: 20 }).angleMisfitDeg, 15.8, 0.1));
  assert.throws(() => orientationFromReadings(steel, readings), /15\.76° off, the most allowed is 3°/);
  assert.is(
    codeOf(() => orientationFromReadings(steel, readings.slice(1))),
    "E_DEGENERATE",
  );
});

test("two families may fit two crystals that no symmetry makes one: the cases of the specification", () => {
  assert.is(families(steel, [1, 1, 0], [1, 1, 2], 30).length, 2);
  assert.is(families(steel, [1, 1, 1], [1, 2, 3], 22.208).length, 2);
  assert.is(families(steel, [1, 1, 0], [1, 2, 3], 19.107).length, 2);
  assert.is(families(steel, [1, 1, 1], [1, 1, 2], 19.471).length, 1);
  assert.is(families(steel, [0, 0, 1], [1, 0, 3], 18.435).length, 1);
});

test("no two solutions are the same by symmetry, and each fits its readings by the members it names", () => {
  for (const phase of [steel, knownPhase("Ti"), knownPhase("LaMnO3"), zirconia, knownPhase("albite")]) {
    const truth = orientationFromPole([0.2, 0.4, 1], at(-6, 9), -71);
    const readings = readingsOf(
      phase,
      truth,
      [
        [1, 0, 1],
        [1, 1, 1],
        [0, 1, 1],
      ],
      true,
    );
    const solutions = orientationsFromFamilies(phase, readings);
    assert.ok(solutions[0]!.mismatchDeg < 1e-4, phase.name);
    for (const { orientation, members, mismatchDeg } of solutions) {
      readings.forEach((reading, i) => {
        const beam = apply(orientation, directionVector(phase.lattice, members[i]!));
        const found = angleDegBetween(beam, apply(truth, directionVector(phase.lattice, reading.uvw)));
        assert.ok(Math.min(found, 180 - found) < 3 * mismatchDeg + 1e-4);
      });
      for (const other of solutions) {
        if (other.orientation === orientation) continue;
        const between = multiplied(transposed(other.orientation), orientation);
        for (const rotation of phase.rotations)
          assert.ok(rotationAngleDeg(multiplied(between, cartesianRotation(rotation, phase.lattice))) >= 3);
      }
    }
  }
});

test("one reading that is meant itself holds the others to it", () => {
  const mixed: ZoneReading[] = [
    { uvw: [1, 1, 2], at: at(30, 0), isFamily: true },
    { uvw: [1, -1, 0], at: at(0, 0) },
  ];
  for (const { members } of orientationsFromFamilies(steel, mixed))
    assert.ok(["1,-1,0", "-1,1,0"].includes(String(members[1])));
});

test("families that fit nowhere, one reading, and one tilt are refused", () => {
  assert.is(
    codeOf(() => families(steel, [0, 0, 1], [0, 0, 1], 40)),
    "E_INCONSISTENT",
  );
  assert.is(
    codeOf(() => families(steel, [0, 0, 1], [1, 1, 1], 0)),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => orientationsFromFamilies(steel, [{ uvw: [1, 1, 1], at: at(0, 0) }])),
    "E_DEGENERATE",
  );
});

test("the pole that separates two orientations is within reach, on a zone of the first and far from its family in the other", () => {
  const [first, second] = families(steel, [1, 1, 0], [1, 1, 2], 30);
  const zones = zonesOf(steel, 2);
  const found = separatingPole(zones, first!.orientation, [second!.orientation], defaultLimit)!;
  assert.ok(found.zone.isReachable && found.separationDeg > 15);
  const beam = apply(first!.orientation, found.zone.direction);
  for (const { family, direction } of zones) {
    if (family !== found.zone.family) continue;
    const off = angleDegBetween(beam, apply(second!.orientation, direction));
    assert.ok(Math.min(off, 180 - off) >= found.separationDeg - 1e-9);
  }
  assert.is(separatingPole(zones, first!.orientation, [], defaultLimit), undefined);
  const nowhere = { kind: "box", alphaDeg: [89, 89.5], betaDeg: [80, 80.5] } as const;
  assert.is(separatingPole(zones, first!.orientation, [second!.orientation], nowhere), undefined);
});

test.run();
