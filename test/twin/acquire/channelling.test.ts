import { test } from "uvu";
import * as assert from "uvu/assert";
import { channelling } from "../../../src/twin/acquire/channelling.js";
import { haadfSignal } from "../../../src/twin/acquire/haadfSignal.js";
import type { Material } from "../../../src/twin/specimens/specimen.js";
import { tiltRotation } from "../../../src/twin/stage/tiltGeometry.js";

const values = { channellingFraction: 0.5, channellingDeg: 4 };
const upright = tiltRotation({ alphaDeg: 0, betaDeg: 0 });

/** A cubic crystal whose [001] leans by an angle about x. */
function crystalAt(tiltDeg: number): NonNullable<Material["crystal"]> {
  const cell = { aNm: 0.4, bNm: 0.4, cNm: 0.4, alphaDeg: 90, betaDeg: 90, gammaDeg: 90 };
  return { lattice: { name: "cubic", cell, atoms: [] }, rotation: tiltRotation({ alphaDeg: tiltDeg, betaDeg: 0 }) };
}

test("a grain on [001] sends half as much again, and less the farther it leans", () => {
  const factor = channelling(upright, values);
  assert.ok(Math.abs(factor(crystalAt(0)) - 1.5) < 1e-9);
  const leaning = [0, 2, 4, 8].map((tiltDeg) => factor(crystalAt(tiltDeg)));
  assert.equal(
    leaning,
    [...leaning].sort((a, b) => b - a),
  );
  assert.ok(Math.abs(factor(crystalAt(4)) - (1 + 0.5 * Math.exp(-0.5))) < 1e-9);
  assert.ok(Math.abs(factor(crystalAt(45)) - (1 + 0.5 / Math.SQRT2)) < 1e-9, "[011] is weaker than [001]");
});

test("tilting the stage back brings a leaning grain onto its zone", () => {
  const back = channelling(tiltRotation({ alphaDeg: -8, betaDeg: 0 }), values);
  assert.ok(Math.abs(back(crystalAt(8)) - 1.5) < 1e-9);
});

test("a crystal shines by its channelling, a film beneath columns does not", () => {
  const atomsPerNm3 = { Au: 59 };
  const signal = haadfSignal(() => 1.5);
  const plain = haadfSignal(() => 1);
  const film = { thicknessNm: 5, atomsPerNm3: { C: 90 } };
  const grain: Material = { phase: "Au", thicknessNm: 10, atomsPerNm3, crystal: crystalAt(20) };
  assert.ok(Math.abs(signal.whole(grain) / plain.whole(grain) - 1.5) < 1e-9);
  const offZone = { ...grain, smooth: { thicknessNm: 10, atomsPerNm3 } };
  assert.ok(Math.abs(signal.smooth(offZone) / plain.smooth(offZone) - 1.5) < 1e-9);
  const onFilm = { ...grain, smooth: film };
  assert.is(signal.smooth(onFilm), plain.smooth(onFilm));
  assert.is(signal.smooth(grain), 0);
  assert.is(signal.whole(undefined), 0);
});

test.run();
