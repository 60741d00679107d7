import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  readLimit,
  readMapParts,
  readRotation,
  readTilt,
  readTiltMapModel,
  readUnitVector,
} from "../../../src/messages/tiltMap/tiltMapModel.js";
import { plainGrain, plainMap } from "./plainMap.js";

const withGrain = (change: object) => ({ ...plainMap, grains: [{ ...plainGrain, ...change }] });

test("a map is read as it is, with detectors and without", () => {
  assert.equal(readTiltMapModel(JSON.parse(JSON.stringify(plainMap))), plainMap);
  const { detectors: _none, ...without } = plainMap;
  assert.equal(readTiltMapModel(without), without);
});

test("what is more is left out, also names of objects", () => {
  const read = readTiltMapModel({ ...plainMap, html: "<img>", toString: "x" });
  assert.equal(Object.keys(read ?? {}).sort(), ["accelKv", "detectors", "features", "grains", "limit", "title"]);
});

test("each wrong part is told by its name", () => {
  const wrong: readonly [unknown, string][] = [
    [null, "title"],
    [{ ...plainMap, title: { toString: "x" } }, "title"],
    [{ ...plainMap, title: "x".repeat(1001) }, "title"],
    [{ ...plainMap, accelKv: Number.NaN }, "accelKv"],
    [{ ...plainMap, limit: { kind: "constructor" } }, "limit"],
    [{ ...plainMap, limit: { kind: "box", alphaDeg: [3, -3], betaDeg: [0, 1] } }, "limit"],
    [{ ...plainMap, limit: { kind: "polygon", corners: [{ alphaDeg: 0, betaDeg: 0 }] } }, "limit"],
    [{ ...plainMap, grains: [plainGrain, plainGrain] }, "grains"],
    [{ ...plainMap, grains: Array.from({ length: 21 }, (_, i) => ({ ...plainGrain, id: `g${i}` })) }, "grains"],
    [{ ...plainMap, features: [{ ...plainMap.features[0], thetaDeg: Number.POSITIVE_INFINITY }] }, "features"],
    [{ ...plainMap, features: [{ ...plainMap.features[0], normal: [1, 1, 1] }] }, "features"],
    [{ ...plainMap, features: [{ ...plainMap.features[0], kind: "wall" }] }, "features"],
    [{ ...plainMap, detectors: [{ name: "EDS", azimuthDeg: "45", elevationDeg: 22 }] }, "detectors"],
    [withGrain({ id: "" }), "grains"],
    [withGrain({ orientation: "identity" }), "grains"],
    [withGrain({ mismatchDeg: -1 }), "grains"],
    [withGrain({ zones: Array.from({ length: 2001 }, () => plainGrain.zones[0]) }), "grains"],
    [withGrain({ zones: [{ ...plainGrain.zones[0], uvw: [0, 0.5, 1] }] }), "grains"],
    [withGrain({ zones: [{ ...plainGrain.zones[0], direction: [0, 0, 2] }] }), "grains"],
    [withGrain({ bands: [{ ...plainGrain.bands[0], strength: 1.1 }] }), "grains"],
    [withGrain({ readings: [{ uvw: [1, 0, 0], at: { alphaDeg: 91, betaDeg: 0 }, sigmaDeg: 0.2 }] }), "grains"],
    [withGrain({ readings: [{ uvw: [1, 0, 0], at: { alphaDeg: 0, betaDeg: 0 }, sigmaDeg: 0 }] }), "grains"],
  ];
  for (const [value, part] of wrong) assert.is(readMapParts(value).wrong, part, JSON.stringify(value)?.slice(0, 200));
});

test("an orientation is a rotation: no mirror, nothing skew, nothing long", () => {
  const [x, y, z] = plainGrain.orientation;
  assert.ok(readRotation([y, z, x]));
  assert.is(readRotation([y, x, z]), undefined);
  assert.is(readRotation([x, y, y]), undefined);
  assert.is(readRotation([x, y]), undefined);
  assert.is(readRotation([x, y, [0, 0.6, 0.8]]), undefined);
  assert.is(readRotation([x, y, [0, 0, Number.NaN]]), undefined);
});

test("vectors, tilts and limits have their bounds", () => {
  assert.equal(readUnitVector([0.6, 0, 0.8]), [0.6, 0, 0.8]);
  assert.is(readUnitVector([0, 0, 0]), undefined);
  assert.is(readUnitVector([1, 0, 0, 0]), undefined);
  assert.equal(readTilt({ alphaDeg: -90, betaDeg: 180, more: 1 }), { alphaDeg: -90, betaDeg: 180 });
  assert.is(readTilt([1, 2]), undefined);
  assert.is(readTilt({ alphaDeg: "1", betaDeg: 2 }), undefined);
  assert.ok(readLimit({ kind: "box", alphaDeg: [-20, 30], betaDeg: [-10, 10] }));
  assert.is(readLimit({ kind: "superellipse", alphaDeg: 30, betaDeg: 0, exponent: 2 }), undefined);
});

test.run();
