import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, identity3 } from "../../../src/core/matrix3.js";
import { angleDegBetween, dot } from "../../../src/core/vector3.js";
import { tiltFeature } from "../../../src/ops/carto/feature.js";
import { type FeatureInput, featureOnMap } from "../../../src/ops/carto/featureOnMap.js";
import type { GrainInput } from "../../../src/ops/carto/grainOnMap.js";
import { beamOfTilt } from "../../../src/ops/carto/tilt.js";
import { tiltMapModel } from "../../../src/ops/carto/tiltMapModel.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { codeOf, near } from "../crystal/refused.js";

const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });
const phase = knownPhase("austenite");
const figure31: GrainInput = {
  name: "G1",
  phase,
  readings: [
    { uvw: [1, 1, 0], at: at(-6.1, -7.9) },
    { uvw: [1, 2, 1], at: at(17.4, -26.8), sigmaDeg: 0.1 },
  ],
};

test("a map holds grains with zones and bands, plain enough for JSON", () => {
  const map = tiltMapModel({ title: "Figure 31", grains: [figure31], accelKv: 300 });
  const [grain] = map.grains;
  assert.is(grain!.zones.length, 145);
  assert.is(grain!.bands.length, 24);
  assert.equal(
    grain!.readings.map(({ sigmaDeg }) => sigmaDeg),
    [0.2, 0.1],
  );
  assert.ok(grain!.mismatchDeg < 0.02);
  assert.ok(grain!.zones.every(({ direction }) => apply(grain!.orientation, direction)[2] > -1e-9));
  assert.equal(JSON.parse(JSON.stringify(map)), JSON.parse(JSON.stringify(map)));
  assert.equal(map.limit, { kind: "box", alphaDeg: [-30, 30], betaDeg: [-30, 30] });
  const { zones } = tiltMapModel({ grains: [{ ...figure31, maxIndex: 1 }] }).grains[0]!;
  assert.is(zones.length, 13);
});

test("readings of families: what else fits is given, and each reading is named by its member", () => {
  const readings = [
    { uvw: [1, 1, 0] as const, at: at(0, 0), isFamily: true },
    { uvw: [1, 1, 2] as const, at: at(30, 0), isFamily: true },
  ];
  const [grain] = tiltMapModel({ grains: [{ name: "A", phase, readings }] }).grains;
  assert.is(grain!.ambiguous.length, 1);
  const angle = angleDegBetween(grain!.readings[0]!.uvw, grain!.readings[1]!.uvw);
  assert.ok(near(angle, 30, 1e-6));
});

test("an orientation by a pole, or by a rotation; readings are then compared with it", () => {
  const pole = { pole: [0, 0, 1] as const, at: at(0, 0), phiDeg: 0 };
  const byPole = tiltMapModel({ grains: [{ name: "A", phase, orientation: pole }] }).grains[0]!;
  assert.ok(byPole.orientation.flat().every((value, i) => near(value, identity3.flat()[i]!)));
  const readings = [{ uvw: [0, 0, 1] as const, at: at(0, 3) }];
  const compared = tiltMapModel({ grains: [{ name: "A", phase, orientation: identity3, readings }] }).grains[0]!;
  assert.ok(near(compared.mismatchDeg, 3, 1e-9));
});

test("a feature gets its normal from being edge-on, from widths, or as it is given; else it has none", () => {
  const trace: FeatureInput = { name: "boundary", at: at(3, -4), thetaDeg: 38 };
  assert.is(featureOnMap(trace).normal, undefined);
  assert.ok(near(dot(featureOnMap({ ...trace, isEdgeOn: true }).normal!, beamOfTilt(at(3, -4))), 0));
  assert.equal(featureOnMap({ ...trace, normal: [0, 0, 2] }).normal, [0, 0, 1]);
  const widths = { width1Nm: 40, width2Nm: 60, tiltDeg: 25 };
  const psi = Math.atan((40 * Math.sin((25 * Math.PI) / 180)) / (60 - 40 * Math.cos((25 * Math.PI) / 180)));
  const edgeOn = tiltFeature(trace, (-psi * 180) / Math.PI, "against");
  assert.ok(near(dot(featureOnMap({ ...trace, widths }).normal!, beamOfTilt(edgeOn)), 0, 1e-5));
  assert.is(
    codeOf(() => featureOnMap({ ...trace, normal: [0, 0, 0] })),
    "E_ZERO_VECTOR",
  );
});

test("what makes no map is refused with a code", () => {
  const grain = (change: Partial<GrainInput>) => codeOf(() => tiltMapModel({ grains: [{ ...figure31, ...change }] }));
  assert.is(grain({ readings: [] }), "E_DEGENERATE");
  assert.is(grain({ maxIndex: 9 }), "E_OUT_OF_RANGE");
  assert.is(grain({ name: "" }), "E_INDEX");
  assert.is(
    grain({
      orientation: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, -1],
      ],
    }),
    "E_INCONSISTENT",
  );
  assert.is(
    grain({
      readings: [
        { uvw: [1, 1, 0], at: at(0, 0) },
        { uvw: [1, 1, 0], at: at(20, 0) },
      ],
    }),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => tiltMapModel({ grains: [figure31, figure31] })),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => tiltMapModel({ limit: { kind: "polygon", corners: [] } })),
    "E_OUT_OF_RANGE",
  );
  assert.throws(() => tiltMapModel({ accelKv: 0 }), /accelKv/);
  const detector = { name: "EDS", azimuthDeg: Number.NaN, elevationDeg: 20 };
  assert.is(
    codeOf(() => tiltMapModel({ detectors: [detector] })),
    "E_NOT_FINITE",
  );
});

test.run();
