import { test } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { type EmError, em, GeometryError } from "../../../src/em/index.js";

const refusal = (call: () => unknown): EmError => {
  try {
    call();
  } catch (error) {
    return error as EmError;
  }
  throw new Error("it was taken");
};

const readings = [
  { zone: "[110]", alphaDeg: -6.1, betaDeg: -7.9 },
  { zone: "[121]", alphaDeg: 17.4, betaDeg: -26.8 },
];
const map = em.carto.map({ title: "Figure 31", grains: [{ name: "G1", phase: "austenite", readings }] });
const text = (shown: { [displaySymbol](): Record<string, unknown> }) => String(shown[displaySymbol]()["text/plain"]);

test("a map from two readings says where the other zones are: figure 31 of the paper", () => {
  const zones = em.carto.zones(map, { alphaDeg: -6.1, betaDeg: -7.9 });
  const found = zones.zones.find(({ uvw }) => String(uvw) === "2,1,-1")!;
  assert.ok(Math.abs(found.at.alphaDeg + 28.9) < 0.1 && Math.abs(found.at.betaDeg - 12.7) < 0.1);
  assert.ok(found.isReachable && Math.abs(found.pathDeg - 30) < 0.1);
  assert.is(zones.zones[0]!.family, "<110>");
  assert.is(zones.count, 145);
  assert.match(text(zones), /G1 +\[21-1\] +<112> +-28\.9 +12\.8 +30\.0 +96 % +yes/);
  assert.match(text(zones), "105 more are in table()");
});

test("the table of zones has a row a zone and units in its names", () => {
  const table = em.carto.zones(map).table();
  assert.equal(
    [...table.columns],
    ["grain", "zone", "family", "alphaDeg", "betaDeg", "pathDeg", "limitPercent", "isReachable"],
  );
  assert.is(table.shape[0], 145);
});

test("phases are taken by name, by em.crystal.phase, and zones as families", () => {
  const phase = em.crystal.phase({ name: "steel", aNm: 0.36, centring: "F" });
  const families = [
    { zone: "<110>", alphaDeg: 0, betaDeg: 0 },
    { zone: "<112>", alphaDeg: 30, betaDeg: 0, sigmaDeg: 0.1 },
  ];
  const ambiguous = em.carto.map({ grains: [{ name: "A", phase, readings: families }] });
  assert.is(ambiguous.grains[0]!.ambiguous.length, 1);
  const pole = em.carto.separatingPole(ambiguous, "A")!;
  assert.ok(pole.zone.isReachable && pole.separationDeg > 15);
  assert.is(em.carto.separatingPole(map, "G1"), undefined);
});

test("features and detectors are on the map as they were given", () => {
  const boundary = {
    name: "boundary",
    kind: "boundary",
    alphaDeg: -6.137,
    betaDeg: -7.91,
    thetaDeg: 38,
    isEdgeOn: true,
  } as const;
  const detector = { name: "EDS", azimuthDeg: 45, elevationDeg: 22 };
  const { features, detectors } = em.carto.map({ features: [boundary], detectors: [detector] });
  assert.equal(features[0]!.at, { alphaDeg: -6.137, betaDeg: -7.91 });
  assert.ok(Math.abs(Math.hypot(...features[0]!.normal!) - 1) < 1e-12);
  assert.equal(detectors, [detector]);
});

test("series and edge-on tilts", () => {
  const series = em.carto.series({ alphaDeg: -6.137, betaDeg: -7.91, thetaDeg: 38, anglesDeg: [-30, 0, 30] });
  assert.ok(Math.abs(series.steps[2]!.at.alphaDeg - 17.4) < 0.1 && Math.abs(series.steps[0]!.at.betaDeg - 12.7) < 0.1);
  assert.match(text(series), "Tilt series");
  assert.is(series.table().shape[0], 3);
  assert.is(em.carto.series({ alphaDeg: 0, betaDeg: 0, thetaDeg: 0 }).steps.length, 13);
  assert.ok(Math.abs(em.carto.edgeOnFromWidths({ width1Nm: 40, width2Nm: 60, tiltDeg: 25 }).edgeTiltDeg + 35.4) < 0.1);
});

test("a line of an image is a trace, by how the image lies, which has no default", () => {
  const line = { fromPx: [100, 100], toPx: [200, 200], alphaMotionDeg: 7, isMirrored: false } as const;
  const { thetaDeg, lengthNm } = em.carto.traceOfLine({ ...line, pixelNm: 0.5 });
  assert.ok(Math.abs(thetaDeg - 38) < 1e-9 && Math.abs(lengthNm! - 70.71) < 0.01);
  const { isMirrored: _, ...unknown } = line;
  assert.match(refusal(() => em.carto.traceOfLine(unknown as never)).message, "has no isMirrored");
  assert.match(refusal(() => em.carto.traceOfLine({ ...line, toPx: [1] } as never)).fix, "[120, 340]");
  assert.is((refusal(() => em.carto.traceOfLine({ ...line, toPx: [100, 100] })) as GeometryError).code, "E_DEGENERATE");
});

test("wrong options are named, with what to write instead", () => {
  const grain = (change: object) => refusal(() => em.carto.map({ grains: [{ name: "A", phase: "Cu", ...change }] }));
  assert.match(refusal(() => em.carto.map({ grans: [] } as never)).fix, "Did you mean grains?");
  assert.match(grain({ readings: [{ zone: "(110)", alphaDeg: 0, betaDeg: 0 }] }).fix, '"[110]"');
  assert.match(grain({ readings: [{ zone: "[110]", alphaDeg: 0 }] }).message, "grains[0].readings[0] has no betaDeg");
  assert.match(grain({ phase: "Unobtainium" }).fix, "SrTiO3");
  assert.match(grain({ phase: 5 }).fix, "em.crystal.phase");
  assert.match(grain({}).message, "neither an orientation nor readings");
  assert.match(refusal(() => em.carto.map({ limit: { kind: "circle" } as never })).fix, "box");
  assert.match(refusal(() => em.carto.series({ alphaDeg: 0, betaDeg: 0 } as never)).message, "has no thetaDeg");
  assert.match(refusal(() => em.carto.separatingPole(map, "G2")).fix, '"G1"');
  assert.match(refusal(() => em.carto.zones({} as never)).fix, "em.carto.map");
});

test("errors of the maths keep their code", () => {
  const wrong = readings.map((reading) => ({ ...reading, zone: "[111]" }));
  const error = refusal(() => em.carto.map({ grains: [{ name: "A", phase: "Cu", readings: wrong }] }));
  assert.instance(error, GeometryError);
  assert.is(error.tag, "BadOption");
  assert.is((error as GeometryError).code, "E_DEGENERATE");
});

test.run();
