import { test } from "uvu";
import * as assert from "uvu/assert";
import { angleDegBetween } from "../../../../src/core/vector3.js";
import { tiltContours } from "../../../../src/ops/carto/drawing/contours.js";
import {
  crossings,
  edgeOnByWidths,
  edgeOnTrace,
  keptEdgeOn,
  normalOf,
  seriesTilts,
  zonesAlong,
} from "../../../../src/ops/carto/drawing/features.js";
import { sharedTilts } from "../../../../src/ops/carto/drawing/sharedTilts.js";
import { degreeText, zoneRows } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { widthAfterTiltNm } from "../../../../src/ops/carto/edgeOnFromWidths.js";
import { beamOfTilt, type Tilt } from "../../../../src/ops/carto/tilt.js";
import { plainGrain, plainMap } from "../../../messages/tiltMap/plainMap.js";

const limits = [{ name: "the map's limit", limit: plainMap.limit }];
const zero = { alphaDeg: 0, betaDeg: 0 };
const text = ({ alphaDeg, betaDeg }: Tilt) => `${degreeText(alphaDeg)},${degreeText(betaDeg)}`;
const slanted = { id: "s", name: "slanted", at: zero, thetaDeg: 45 };

test("tilting against and along a trace of 45 degrees gives the numbers of the paper (7.1, 7.1 and 17.4, 18.25)", () => {
  const plan = { fromDeg: 10, toDeg: 25, stepDeg: 15 };
  assert.equal(seriesTilts(slanted, { ...plan, mode: "against" }, limits).map(text), ["7.1,7.1", "17.4,18.2"]);
  assert.ok(
    seriesTilts(slanted, { ...plan, mode: "along" }, limits).every(
      (at) => Math.abs(90 - angleDegBetween(normalOf(slanted), beamOfTilt(at))) < 1e-9,
    ),
  );
});

test("a series tells what is out of range, and stops at 1000 tilts", () => {
  const series = seriesTilts(slanted, { mode: "along", fromDeg: -60, toDeg: 60, stepDeg: 20 }, limits);
  assert.equal(
    series.map(({ isReachable }) => isReachable),
    [false, false, true, true, true, false, false],
  );
  assert.is(seriesTilts(slanted, { mode: "along", fromDeg: -90, toDeg: 90, stepDeg: 0.01 }, limits).length, 1000);
});

test("two widths give where it is edge on: 40 and 60 nm after 25 degrees is -35.4 degrees against the trace", () => {
  const answers = edgeOnByWidths(slanted, { width1Nm: 40, width2Nm: 60, tiltDeg: 25 });
  const { at, normal, thicknessNm } = answers[0]!;
  assert.is(text(at), "-24.2,-26.7");
  assert.is(Math.round(thicknessNm), 56);
  assert.is(answers.length, 2, "unless it was edge on between the two");
  assert.ok(Math.abs(90 - angleDegBetween(normal, beamOfTilt(at))) < 1e-9);
  const known = { ...slanted, normal };
  assert.is(text(edgeOnTrace(known).at), "-24.2,-26.7");
  assert.ok(
    Math.abs(90 - angleDegBetween(normal, beamOfTilt(keptEdgeOn(known, { alphaDeg: 10, betaDeg: -30 })))) < 1e-9,
  );
});

test("a third width leaves one answer, and it is the one that predicts that width", () => {
  const widths = { width1Nm: 40, width2Nm: 60, tiltDeg: 25 };
  for (const answer of edgeOnByWidths(slanted, widths)) {
    assert.ok(Math.abs(widthAfterTiltNm(answer, 25) - 60) < 1e-9 && Math.abs(widthAfterTiltNm(answer, 0) - 40) < 1e-9);
    const third = { widthNm: widthAfterTiltNm(answer, -20) + 3, tiltDeg: -20 };
    const told = edgeOnByWidths(slanted, { ...widths, third });
    assert.is(told.length, 1);
    assert.ok(Math.abs(told[0]!.edgeTiltDeg - answer.edgeTiltDeg) < 1e-9);
  }
});

test("a plan stays where it is when the feature is seen face on", () => {
  const face = { ...slanted, normal: beamOfTilt({ alphaDeg: 5, betaDeg: 5 }) };
  assert.equal(keptEdgeOn(face, { alphaDeg: 5, betaDeg: 5 }), { alphaDeg: 5, betaDeg: 5 });
});

test("zones near the edge-on curve, those in reach first", () => {
  const rows = zoneRows(plainGrain, zero, limits);
  const along = zonesAlong(plainMap.features[0]!, rows, 1);
  assert.equal(along[0]?.uvw, [0, 0, 1]);
  assert.ok(along.length > 1 && along.every(({ offDeg }) => offDeg <= 1));
});

test("the crossing of two traces is the pole: (10, 5, 135) with (-19.7, -25.2, 90)", () => {
  const traces = [
    { at: { alphaDeg: 10, betaDeg: 5 }, thetaDeg: 135 },
    { at: { alphaDeg: -19.7, betaDeg: -25.2 }, thetaDeg: 90 },
  ];
  const [pole] = crossings(traces);
  assert.equal(pole?.of, [0, 1]);
  for (const trace of traces) {
    const normal = normalOf({ id: "", name: "", ...trace });
    assert.ok(Math.abs(90 - angleDegBetween(normal, beamOfTilt(pole!.at))) < 1e-9);
  }
  assert.equal(crossings([traces[0]!, traces[0]!]), [], "parallel traces cross nowhere");
});

test("tilts at which two grains are both on a zone", () => {
  const other = { ...plainGrain, id: "b", name: "B" };
  const [a, b] = [zoneRows(plainGrain, zero, limits), zoneRows(other, zero, limits)];
  const shared = sharedTilts(a, b, 0.5, limits);
  assert.equal(
    shared.map(({ at }) => text(at)),
    ["0.0,0.0"],
  );
  assert.equal(sharedTilts(a, [], 0.5, limits), []);
});

test("a contour of a plane function is a straight line", () => {
  const [line, none] = tiltContours(({ alphaDeg }) => alphaDeg, 40, [12.5, 100]);
  assert.ok(line!.pieces.length > 10);
  assert.ok(line!.pieces.flat().every(({ alphaDeg }) => Math.abs(alphaDeg - 12.5) < 1e-9));
  assert.is(none!.pieces.length, 0);
});

test.run();
