import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, multiplied, rotationAbout } from "../../../src/core/matrix3.js";
import { seededRandom } from "../../../src/core/random.js";
import type { Vec3 } from "../../../src/core/vector3.js";
import { orientationFromReadings } from "../../../src/ops/carto/readings.js";
import { stageMatrix, type Tilt, tiltDistanceDeg, tiltOfZone } from "../../../src/ops/carto/tilt.js";
import { zonesOf } from "../../../src/ops/carto/zones.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { evenRotation, type Rotation, rotated, stageRotation, tiltTo } from "../../../src/twin/specimens/rotation.js";
import { near } from "../crystal/refused.js";

const phase = knownPhase("SrTiO3");
const zones = zonesOf(phase, 2);

/** Where the twin would tilt to a zone of a crystal. */
function twinTilt(rotation: Rotation, uvw: Vec3): Tilt {
  const [x, y, z] = rotated(rotation, uvw);
  return tiltTo(z < 0 ? [-x, -y, -z] : [x, y, z]);
}

test("the twin's stage is that of the map, half a turn about z", () => {
  const half = rotationAbout([0, 0, 1], 180);
  for (const [alphaDeg, betaDeg] of [
    [12, -25],
    [-30, 7],
    [0, 18],
  ] as const) {
    const ours = multiplied(half, multiplied(stageMatrix({ alphaDeg, betaDeg }), half)).flat();
    assert.ok(stageRotation(alphaDeg, betaDeg).every((value, i) => near(value, ours[i]!)));
  }
});

test("two zones read at the twin's tilts say where it has all others", () => {
  const random = seededRandom(8, "carto");
  for (let run = 0; run < 50; run++) {
    const rotation = evenRotation(random.uniform(), random.uniform(), random.uniform());
    const readings = (
      [
        [1, 1, 0],
        [1, 1, 2],
      ] as const
    ).map((uvw) => ({ uvw, at: twinTilt(rotation, uvw) }));
    const { orientation, mismatchDeg } = orientationFromReadings(phase, readings);
    assert.ok(mismatchDeg < 1e-5);
    // The crystal may come out turned into itself: each zone of ours is one of the twin's, of the same family.
    for (const { uvw, family } of zones) {
      const at = tiltOfZone(apply(orientation, uvw));
      const members = zones.filter((zone) => zone.family === family);
      assert.ok(members.some((zone) => tiltDistanceDeg(at, twinTilt(rotation, zone.uvw)) < 1e-3));
    }
  }
});

test.run();
