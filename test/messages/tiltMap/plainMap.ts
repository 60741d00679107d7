import type { MapGrain, TiltMapModel } from "../../../src/messages/tiltMap/tiltMapModel.js";

const [half, third] = [Math.SQRT1_2, 1 / Math.sqrt(3)];

/** A cubic crystal whose axes are those of the holder, with its lowest zones and one band. */
export const plainGrain: MapGrain = {
  id: "a",
  name: "grain A",
  orientation: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  mismatchDeg: 0,
  ambiguous: [],
  zones: [
    { uvw: [0, 0, 1], family: "<001>", direction: [0, 0, 1], rank: 0 },
    { uvw: [1, 0, 0], family: "<001>", direction: [1, 0, 0], rank: 0 },
    { uvw: [0, 1, 0], family: "<001>", direction: [0, 1, 0], rank: 0 },
    { uvw: [1, 0, 1], family: "<110>", direction: [half, 0, half], rank: 1 },
    { uvw: [0, 1, 1], family: "<110>", direction: [0, half, half], rank: 1 },
    { uvw: [1, 0, -1], family: "<110>", direction: [half, 0, -half], rank: 1 },
    { uvw: [0, 1, -1], family: "<110>", direction: [0, half, -half], rank: 1 },
    { uvw: [1, 1, 0], family: "<110>", direction: [half, half, 0], rank: 1 },
    { uvw: [1, -1, 0], family: "<110>", direction: [half, -half, 0], rank: 1 },
    { uvw: [1, 1, 1], family: "<111>", direction: [third, third, third], rank: 2 },
    { uvw: [1, -1, 1], family: "<111>", direction: [third, -third, third], rank: 2 },
    { uvw: [1, 1, -1], family: "<111>", direction: [third, third, -third], rank: 2 },
    { uvw: [1, -1, -1], family: "<111>", direction: [third, -third, -third], rank: 2 },
  ],
  bands: [{ hkl: [1, 0, 0], normal: [1, 0, 0], braggDeg: 0.4, strength: 1 }],
  readings: [],
};

/** A map of it with a boundary that is edge on at zero tilt. */
export const plainMap: TiltMapModel = {
  title: "plain",
  accelKv: 200,
  limit: { kind: "superellipse", alphaDeg: 36, betaDeg: 32, exponent: 3.3 },
  grains: [plainGrain],
  features: [{ id: "gb", name: "boundary", kind: "boundary", at: { alphaDeg: 0, betaDeg: 0 }, thetaDeg: 0 }],
  detectors: [{ name: "EDS", azimuthDeg: 45, elevationDeg: 22 }],
};
