import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, identity3 } from "../../../src/core/matrix3.js";
import { bandsOf } from "../../../src/ops/carto/bands.js";
import { defaultLimit, isReachable } from "../../../src/ops/carto/stageLimit.js";
import { beamOfTilt, tiltDistanceDeg } from "../../../src/ops/carto/tilt.js";
import { upwardZone, zoneAt, zoneReach, zonesOf } from "../../../src/ops/carto/zones.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { directionVector } from "../../../src/ops/crystal/lattice.js";
import { phaseOf } from "../../../src/ops/crystal/phase.js";
import { isReflection } from "../../../src/ops/crystal/reflections.js";
import { braggDeg } from "../../../src/ops/crystal/spacing.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyRotation, anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const copper = knownPhase("Cu");

test("zones of a cubic crystal: each once, those with a short repeat first", () => {
  const zones = zonesOf(copper, 2);
  assert.is(zones.length, 49);
  const ranks = new Map(zones.map(({ family, rank }) => [family, rank]));
  assert.equal(
    [...ranks],
    [
      ["<001>", 0],
      ["<110>", 1],
      ["<111>", 2],
      ["<102>", 3],
      ["<112>", 4],
      ["<122>", 5],
    ],
  );
  const sizes = [...ranks.keys()].map((name) => zones.filter(({ family }) => family === name).length);
  assert.equal(sizes, [3, 6, 4, 12, 12, 12]);
  assert.ok(zones.every(({ direction }) => near(Math.hypot(...direction), 1)));
});

test("in a hexagonal and in a triclinic crystal families are those of their symmetry", () => {
  const titanium = zonesOf(knownPhase("Ti"), 1);
  assert.is(titanium.filter(({ family }) => family === "<100>").length, 3);
  assert.is(titanium.filter(({ family }) => family === "<001>").length, 1);
  const albite = zonesOf(knownPhase("albite"), 2);
  assert.is(new Set(albite.map(({ family }) => family)).size, albite.length);
});

test("zones are where they are said to be, point up, and are sorted by the way to them", () => {
  const zones = zonesOf(knownPhase("LaMnO3"), 2);
  fc.assert(
    fc.property(anyRotation, anyTilt(30), (orientation, from) => {
      const reach = zoneReach(zones, orientation, defaultLimit, from);
      assert.is(reach.length, zones.length);
      reach.forEach((zone, i) => {
        const beam = apply(orientation, zone.direction);
        assert.ok(beam[2] > -1e-9);
        assert.ok(beamOfTilt(zone.at).every((x, k) => near(x, beam[k]!, 1e-8)));
        assert.ok(near(zone.pathDeg, tiltDistanceDeg(from, zone.at), 1e-5));
        assert.is(zone.isReachable, isReachable(zone.at, defaultLimit));
        assert.ok(i === 0 || zone.pathDeg >= reach[i - 1]!.pathDeg);
        const lattice = directionVector(knownPhase("LaMnO3").lattice, zone.uvw);
        assert.ok(zone.direction.every((x, k) => near(x, lattice[k]! / Math.hypot(...lattice), 1e-9)));
      });
    }),
    { numRuns: 20 },
  );
});

test("the zone at a tilt is the nearest, with the sign that points up", () => {
  const zones = zonesOf(copper, 3);
  const at = { alphaDeg: -20, betaDeg: 14 };
  const found = zoneAt(zones, identity3, at);
  assert.is(found.offDeg, Math.min(...zones.map((zone) => zoneAt([zone], identity3, at).offDeg)));
  assert.equal(upwardZone({ ...found, uvw: [0, 0, -1], direction: [0, 0, -1] }, identity3).uvw, [0, 0, 1]);
  assert.is(
    codeOf(() => zoneAt([], identity3, at)),
    "E_DEGENERATE",
  );
});

test("bands: the lowest order that reflects, at its Bragg angle, the strongest first", () => {
  const bands = bandsOf(copper, { accelKv: 200 });
  assert.is(bands.length, 24);
  assert.is(bands[0]!.strength, 1);
  assert.equal(bands[0]!.hkl.map(Math.abs), [1, 1, 1]);
  const [, , , , next] = bands;
  assert.equal(next!.hkl.map(Math.abs).sort(), [0, 0, 2]);
  for (const { hkl, normal, braggDeg: bragg, strength } of bands) {
    assert.ok(isReflection(hkl, "F"));
    assert.ok(near(bragg, braggDeg(copper.lattice, hkl, 200)));
    assert.ok(near(Math.hypot(...normal), 1) && strength > 0 && strength <= 1);
  }
});

test("bands without atoms go by their spacing; forbidden ones are left out", () => {
  const plain = bandsOf(phaseOf({ name: "x", cell: { aNm: 0.4, bNm: 0.5, cNm: 0.6 } }), { accelKv: 300, maxBands: 3 });
  assert.equal(
    plain.map(({ hkl }) => String(hkl)),
    ["0,0,1", "0,1,0", "1,0,0"],
  );
  const silicon = bandsOf(knownPhase("Si"), { accelKv: 200 }).map(({ hkl }) => String(hkl));
  assert.ok(silicon.includes("0,0,4") && !silicon.includes("0,0,2") && !silicon.includes("0,0,1"));
  assert.throws(() => bandsOf(copper, { accelKv: 0 }), /accelKv is 0 kV/);
});

test.run();
