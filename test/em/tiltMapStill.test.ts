import { test } from "uvu";
import * as assert from "uvu/assert";
import { em } from "../../src/em/index.js";
import { limitsOf, tiltMapStill, tiltsOfSeries } from "../../src/em/tiltMapStill.js";
import { plainMap } from "../messages/tiltMap/plainMap.js";

const value = {
  current: { alphaDeg: 1, betaDeg: -2 },
  planned: { alphaDeg: 10, betaDeg: 0 },
  map: plainMap,
  readings: [],
  series: null,
};

test("the still is an SVG of both views, and a table of zones as text", () => {
  const still = tiltMapStill(plainMap, value);
  const svg = String(still["image/svg+xml"]);
  assert.match(svg, "Tip/tilt map");
  assert.match(svg, "Stereographic map");
  const lines = String(still["text/plain"]).split("\n");
  assert.match(lines[0]!, /^plain: tilt map at 200 kV, 13 zones of 1 grain, angles in degrees$/);
  assert.equal(lines.slice(1, 3), ["stage: alpha 1.0, beta -2.0", "planned: alpha 10.0, beta 0.0"]);
  assert.match(lines[4]!, /^\[001\] +<001> +grain A +0\.0 +0\.0 +0 % +reachable$/);
  assert.ok(lines.some((line) => /unreachable: 1\d\d % of the map's limit$/.test(line)));
});

test("a long table is cut, and says so", () => {
  const zones = Array.from({ length: 90 }, () => plainMap.grains[0]!.zones[0]!);
  const text = String(tiltMapStill({ ...plainMap, grains: [{ ...plainMap.grains[0]!, zones }] }, value)["text/plain"]);
  assert.match(text, /and 50 more$/);
});

test("a series is of a feature that there is", () => {
  const series = { featureId: "gb", mode: "along", fromDeg: -10, toDeg: 10, stepDeg: 10 } as const;
  assert.equal(
    tiltsOfSeries(plainMap, series).map(({ isReachable }) => isReachable),
    [true, true, true],
  );
  assert.equal(tiltsOfSeries(plainMap, { ...series, featureId: "gone" }), []);
  assert.is(limitsOf(plainMap)[0]?.limit, plainMap.limit);
});

test("what em.carto.map makes is a map for the widget, with its limits, grains and features", () => {
  const readings = [
    { zone: "<110>", alphaDeg: -6.1, betaDeg: -7.9 },
    { zone: "<112>", alphaDeg: 17.4, betaDeg: -26.8 },
  ];
  const made = em.carto.map({
    grains: [{ name: "A", phase: "SrTiO3", readings }],
    features: [{ name: "boundary", alphaDeg: 0, betaDeg: 0, thetaDeg: 38 }],
    detectors: [{ name: "EDS", azimuthDeg: 45, elevationDeg: 22 }],
  });
  const map = em.widgets.tiltMap(made);
  assert.is(map.map.grains[0]?.ambiguous.length, 1);
  assert.is(map.readings[0]?.readings.length, 2);
  assert.is(map.current, null);
  map.close();
});

test.run();
