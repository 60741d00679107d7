import { test } from "uvu";
import * as assert from "uvu/assert";
import { stageOrigin } from "../../../src/instrument/stagePosition.js";
import { stageValues } from "../../../src/twin/stage/stageParameters.js";
import { labPoint, specimenPointUnder, specimenView, tiltRotation } from "../../../src/twin/stage/tiltGeometry.js";
import { exact, makeStage, near } from "./stageSetup.js";

const axis = stageValues();
const rad = Math.PI / 180;
const flat = { heightNm: () => 0, zoneTilt: { alphaDeg: 0, betaDeg: 0 } };
const at = (changes: Partial<typeof stageOrigin>) => ({ ...stageOrigin, ...changes });

test("at zero a point is where its own coordinates say, and nothing leans", () => {
  const point = { xNm: 12, yNm: -7, zNm: 3 };
  const lab = labPoint(point, stageOrigin, axis);
  for (const key of ["xNm", "yNm", "zNm"] as const) near(lab[key], point[key], 1e-9, key);
  const view = specimenView(stageOrigin, axis, { ...flat, heightNm: () => 25 });
  near(view.centreXNm, 0, 1e-9);
  near(view.centreYNm, 0, 1e-9);
  near(view.heightNm, 25, 1e-9);
  assert.equal([...view.toLab, view.leanX, view.leanY], [1, 0, 0, 1, 0, 0]);
});

test("the stage at +x carries the specimen to +x: the axis meets it at -x, and z lifts it", () => {
  const view = specimenView(at({ xUm: 3, yUm: -2, zUm: 0.4 }), axis, flat);
  near(view.centreXNm, -3000, 1e-9);
  near(view.centreYNm, 2000, 1e-9);
  near(view.heightNm, 400, 1e-9);
});

test("alpha about its axis: y' = y0 + (y - y0) cos a - (z - z0) sin a, and z' likewise", () => {
  for (const alphaDeg of [-30, -5, 10, 36]) {
    const stage = at({ yUm: 0.7, zUm: -0.2, alphaDeg });
    const lab = labPoint({ xNm: 5, yNm: 100, zNm: 40 }, stage, axis);
    const [y, z] = [800, -160];
    const [c, s] = [Math.cos(alphaDeg * rad), Math.sin(alphaDeg * rad)];
    near(lab.xNm, 5, 1e-9);
    near(lab.yNm, 2000 + (y - 2000) * c - (z - 1000) * s, 1e-9);
    near(lab.zNm, 1000 + (y - 2000) * s + (z - 1000) * c, 1e-9);
  }
});

test("at eucentric height a feature on the axis stays where it is; 1 um above it moves 174 nm at 10 degrees", () => {
  const feature = { xNm: 0, yNm: 0, zNm: 0 };
  const moved = (zUm: number) =>
    labPoint(feature, at({ yUm: 2, zUm, alphaDeg: 10 }), axis).yNm - labPoint(feature, at({ yUm: 2, zUm }), axis).yNm;
  near(moved(1), 0, 1e-9);
  near(moved(2), -1000 * Math.sin(10 * rad), 1e-9);
  near(Math.abs(moved(2)), 174, 0.5);
});

test("a feature 1 um above the axis moves 174 ± 30 nm at 10 degrees of the real stage, for 50 seeds", async () => {
  for (let seed = 0; seed < 50; seed++) {
    const { stage } = makeStage(seed);
    const before = stage.truth();
    const [yUm, zUm] = [axis.tiltAxisYUm - before.yUm, axis.tiltAxisZUm + 1 - before.zUm];
    const feature = { xNm: 0, yNm: 1000 * yUm, zNm: 1000 * zUm };
    const from = labPoint(feature, before, axis);
    await stage.move({ alphaDeg: 10 });
    const to = labPoint(feature, stage.truth(), axis);
    near(Math.hypot(to.xNm - from.xNm, to.yNm - from.yNm), 174, 30, `seed ${seed}`);
    assert.ok(to.yNm < from.yNm);
  }
});

test("the rotation is Rx(alpha) Ry(beta): orthogonal, right-handed, and as written", () => {
  const multiply = (a: number[], b: number[]) =>
    Array.from({ length: 9 }, (_, i) => {
      const [row, column] = [Math.floor(i / 3), i % 3];
      return [0, 1, 2].reduce((sum, k) => sum + a[3 * row + k]! * b[3 * k + column]!, 0);
    });
  for (const [alphaDeg, betaDeg] of [
    [10, 0],
    [0, -20],
    [25, 14],
    [-36, 32],
  ] as const) {
    const rotation = tiltRotation({ alphaDeg, betaDeg });
    const product = multiply(tiltRotation({ alphaDeg, betaDeg: 0 }), tiltRotation({ alphaDeg: 0, betaDeg }));
    rotation.forEach((value, i) => {
      near(value, product[i]!, 1e-12);
    });
    const transposed = rotation.map((_, i) => rotation[3 * (i % 3) + Math.floor(i / 3)]!);
    multiply(rotation, transposed).forEach((value, i) => {
      near(value, i % 4 === 0 ? 1 : 0, 1e-12);
    });
    const [a, b, c, d, e, f, g, h, k] = rotation as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    near(a * (e * k - f * h) - b * (d * k - f * g) + c * (d * h - e * g), 1, 1e-12, "determinant");
  }
});

test("toLab is how near points of the plane lie apart in the microscope", () => {
  const stage = at({ xUm: 4, yUm: -3, zUm: 1, alphaDeg: 21, betaDeg: -13 });
  const { toLab, centreXNm, centreYNm } = specimenView(stage, axis, flat);
  const lab = (dx: number, dy: number) => labPoint({ xNm: centreXNm + dx, yNm: centreYNm + dy, zNm: 0 }, stage, axis);
  near(lab(0, 0).xNm, 0, 1e-6);
  near(lab(0, 0).yNm, 0, 1e-6);
  near(lab(3, 7).xNm, 3 * toLab[0] + 7 * toLab[1], 1e-6);
  near(lab(3, 7).yNm, 3 * toLab[2] + 7 * toLab[3], 1e-6);
});

test("on a rough, sloping surface the point under the beam is really under it", () => {
  const heightNm = (xNm: number, yNm: number) => 0.1 * xNm - 0.05 * yNm + 30 * Math.sin(xNm / 200);
  for (const [alphaDeg, betaDeg] of [
    [0, 0],
    [12, 0],
    [-30, 20],
    [36, -32],
  ] as const) {
    const stage = at({ xUm: -1, yUm: 2.5, zUm: 3, alphaDeg, betaDeg });
    const point = specimenPointUnder({ xNm: 50, yNm: -20 }, stage, axis, heightNm);
    near(point.zNm, heightNm(point.xNm, point.yNm), 1e-6);
    const lab = labPoint(point, stage, axis);
    near(lab.xNm, 50, 1e-5, `x at ${alphaDeg}, ${betaDeg}`);
    near(lab.yNm, -20, 1e-5, `y at ${alphaDeg}, ${betaDeg}`);
    const view = specimenView(stage, axis, { ...flat, heightNm });
    near(
      view.heightNm,
      labPoint({ xNm: view.centreXNm, yNm: view.centreYNm, zNm: heightNm(view.centreXNm, view.centreYNm) }, stage, axis)
        .zNm,
      1e-5,
    );
  }
});

test("at a step of the surface an answer comes back, on one side of it", () => {
  const heightNm = (_x: number, yNm: number) => (yNm > 0 ? 100 : 0);
  for (let yUm = -0.2; yUm < 0.2; yUm += 0.01) {
    const point = specimenPointUnder({ xNm: 0, yNm: 0 }, at({ yUm, alphaDeg: 30 }), axis, heightNm);
    assert.ok(point.zNm === 0 || point.zNm === 100);
  }
});

test("nothing leans at the zone tilt; off it, by the tangent of the angle, along the tilt", () => {
  const zoneTilt = { alphaDeg: 7, betaDeg: -4 };
  const lean = (alphaDeg: number, betaDeg: number) => {
    const { leanX, leanY } = specimenView(at({ alphaDeg, betaDeg }), axis, { ...flat, zoneTilt });
    return [leanX, leanY] as const;
  };
  near(lean(7, -4)[0], 0, 1e-12);
  near(lean(7, -4)[1], 0, 1e-12);
  const flatLean = specimenView(at({ alphaDeg: 5 }), axis, flat);
  near(flatLean.leanX, 0, 1e-12);
  // Alpha turns from y towards z: what stands upright falls towards -y.
  near(flatLean.leanY, -Math.tan(5 * rad), 1e-12);
  near(specimenView(at({ betaDeg: 3 }), axis, flat).leanX, Math.tan(3 * rad), 1e-12);
  const [x, y] = lean(12, -4);
  near(Math.hypot(x, y), Math.tan(5 * rad), 1e-12);
  const [bx] = lean(7, 2);
  near(bx, Math.tan(6 * rad), 0.002);
});

test("a lean is where the top of a column lies against its foot", () => {
  const zoneTilt = { alphaDeg: 3, betaDeg: 6 };
  const stage = at({ alphaDeg: -8, betaDeg: 15, xUm: 1 });
  const { leanX, leanY } = specimenView(stage, axis, { ...flat, zoneTilt });
  const zone = tiltRotation(zoneTilt);
  const foot = labPoint({ xNm: 0, yNm: 0, zNm: 0 }, stage, axis);
  const top = labPoint({ xNm: 10 * zone[6]!, yNm: 10 * zone[7]!, zNm: 10 * zone[8]! }, stage, axis);
  near((top.xNm - foot.xNm) / (top.zNm - foot.zNm), leanX, 1e-9);
  near((top.yNm - foot.yNm) / (top.zNm - foot.zNm), leanY, 1e-9);
});

test("an exact stage returns to the same view after a tilt", async () => {
  const { stage } = makeStage(1, exact);
  await stage.move({ xUm: 2, alphaDeg: 15 });
  await stage.move({ xUm: 0, alphaDeg: 0 });
  const view = specimenView(stage.truth(), axis, flat);
  near(view.centreXNm, 0, 1e-9);
  near(view.centreYNm, 0, 1e-9);
});

test.run();
