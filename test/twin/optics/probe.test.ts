import { test } from "uvu";
import * as assert from "uvu/assert";
import { electronWavelengthNm } from "../../../src/core/electronWavelength.js";
import { focalSpreadNm, fociOf } from "../../../src/twin/optics/focalSpread.js";
import { opticsParameters } from "../../../src/twin/optics/opticsParameters.js";
import { type ProbePicture, probeFwhmNm, probePicture, probeSettings } from "../../../src/twin/optics/probe.js";
import { probeReachNm, rayProbe, waveProbe } from "../../../src/twin/optics/probeIntensity.js";
import { probeTransfer } from "../../../src/twin/optics/probeTransfer.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { withTag } from "../detectors/withTag.js";
import { airy, idealProbe } from "./probes.js";

const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);
const largest = (values: Float32Array) => values.reduce((a, b) => Math.max(a, b), 0);
const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);
const optics = valuesOf(opticsParameters);
const middle = ({ perNm2, sizePx }: ProbePicture) => perNm2[(sizePx / 2) * (sizePx + 1)]!;

test("the wavelength of electrons", () => {
  near(electronWavelengthNm(80), 0.0041757, 1e-7);
  near(electronWavelengthNm(200), 0.0025079, 1e-7);
  near(electronWavelengthNm(300), 0.0019687, 1e-7);
});

const widths: [kv: number, mrad: number, pointA: number, sourceA: number][] = [
  [80, 30, 0.712, 1.04],
  [200, 22, 0.585, 0.97],
  [300, 25, 0.406, 0.9],
  [300, 28, 0.361, 0.88],
];

for (const [accelKv, convergenceMrad, pointA, sourceA] of widths) {
  test(`the width of the probe at ${accelKv} kV and ${convergenceMrad} mrad`, () => {
    const probe = idealProbe({ accelKv, convergenceMrad });
    near(probeFwhmNm(probe) * 10, pointA, 0.01 * pointA, "point source:");
    near(probeFwhmNm({ ...probe, sourceFwhmNm: 0.08 }) * 10, sourceA, 0.015 * sourceA, "0.8 A source:");
    near(probeFwhmNm(probe), (0.515 * electronWavelengthNm(accelKv) * 1000) / convergenceMrad, 1e-3);
  });
}

const peaks: [kv: number, mrad: number, peaks: [defocusNm: number, share: number][]][] = [
  [
    300,
    25,
    [
      [2, 0.71],
      [4, 0.21],
      [6, 0.057],
      [8, 0.035],
      [12, 0.014],
    ],
  ],
  [
    80,
    30,
    [
      [2, 0.853],
      [4, 0.511],
      [6, 0.185],
      [8, 0.07],
      [12, 0.041],
    ],
  ],
];

for (const [accelKv, convergenceMrad, expected] of peaks) {
  test(`the peak against defocus at ${accelKv} kV and ${convergenceMrad} mrad`, () => {
    const peakAt = (defocusNm: number) =>
      largest(probePicture(idealProbe({ accelKv, convergenceMrad, defocusNm }), 0.005).perNm2);
    const focus = peakAt(0);
    near(focus, Math.PI * (convergenceMrad / 1000 / electronWavelengthNm(accelKv)) ** 2, 0.01 * focus);
    for (const [defocusNm, share] of expected) {
      near(peakAt(defocusNm) / focus, share, 0.01, `${defocusNm} nm:`);
      near(peakAt(-defocusNm) / focus, share, 0.01, `${-defocusNm} nm:`);
    }
  });
}

test("an ideal probe is the Airy disc, and no probe loses current", () => {
  const probe = idealProbe();
  const picture = probePicture(probe, 0.004);
  const wave = (2 * Math.PI * 0.03) / electronWavelengthNm(80);
  for (const offset of [0, 5, 10, 15, 20, 30]) {
    const at = (picture.sizePx / 2) * (picture.sizePx + 1) + offset;
    near(picture.perNm2[at]! / middle(picture), airy(wave * offset * picture.pixelNm), 0.005);
  }
  for (const changes of [{}, { defocusNm: 40 }, { comaXNm: 300 }, { defocusNm: 3000 }, { focalSpreadNm: 6 }]) {
    const { perNm2, pixelNm } = probePicture(
      idealProbe(changes),
      "defocusNm" in changes && changes.defocusNm === 3000 ? 0.5 : 0.02,
    );
    near(sum(perNm2) * pixelNm ** 2, 1, 1e-3, JSON.stringify(changes));
  }
});

test("a focal spread is the mean of probes of many foci", () => {
  const spread = idealProbe({ accelKv: 300, convergenceMrad: 25, focalSpreadNm: 3 });
  const foci = fociOf(spread);
  near(
    foci.reduce((total, focus) => total + focus.weightFraction, 0),
    1,
    1e-12,
  );
  near(
    foci.reduce((total, f) => total + f.weightFraction * f.defocusNm ** 2, 0),
    9,
    0.1,
  );
  let mean = 0;
  let weights = 0;
  for (let i = -40; i <= 40; i++) {
    const weight = Math.exp(-0.5 * (i / 10) ** 2);
    mean += weight * middle(probePicture({ ...spread, focalSpreadNm: 0, defocusNm: (3 * i) / 10 }, 0.01));
    weights += weight;
  }
  near(middle(probePicture(spread, 0.01)) / (mean / weights), 1, 0.01);
  assert.equal(fociOf(idealProbe({ defocusNm: 7 })), [{ defocusNm: 7, weightFraction: 1 }]);
});

test("the focal spread follows Cc dE / E*", () => {
  near(focalSpreadNm(300, { chromaticMm: 1.4, energySpreadEv: 0.4 }), 2.29, 0.01);
  near(focalSpreadNm(80, { chromaticMm: 1.4, energySpreadEv: 0.4 }), 7.5, 0.1);
});

test("two-fold astigmatism draws the probe out, first one way and then the other", () => {
  const shape = (defocusNm: number) => {
    const { perNm2, sizePx } = probePicture(idealProbe({ twoFoldXNm: 6, defocusNm }), 0.01);
    let [xx, yy] = [0, 0];
    perNm2.forEach((value, i) => {
      xx += value * ((i % sizePx) - sizePx / 2) ** 2;
      yy += value * (Math.floor(i / sizePx) - sizePx / 2) ** 2;
    });
    return Math.sqrt(xx / yy);
  };
  assert.ok(shape(8) > 1.5, `overfocus ${shape(8)}`);
  assert.ok(shape(-8) < 1 / 1.5, `underfocus ${shape(-8)}`);
});

test("an atom's image is the probe turned by half a turn: the tail of coma lies on the other side", () => {
  const { perNm2, sizePx } = probePicture(idealProbe({ comaXNm: 400 }), 0.01);
  let [x, y] = [0, 0];
  perNm2.forEach((value, i) => {
    x += value * ((i % sizePx) - sizePx / 2);
    y += value * (Math.floor(i / sizePx) - sizePx / 2);
  });
  assert.ok(x < -5 * Math.abs(y), `${x}, ${y}`);
});

test("far out of focus rays and waves agree on the size of the probe", () => {
  const probe = idealProbe({ accelKv: 300, convergenceMrad: 25, defocusNm: 60, comaYNm: 500 });
  const wave = waveProbe(probe, 768, 1 / 52);
  const rays = rayProbe(probe, 768, 1 / 52);
  const width = (intensity: Float32Array) => {
    const wrapped = (i: number) => (i < 384 ? i : i - 768);
    let squares = 0;
    intensity.forEach((value, i) => {
      squares += value * (wrapped(i % 768) ** 2 + wrapped(Math.floor(i / 768)) ** 2);
    });
    return Math.sqrt(squares) / 52;
  };
  near(sum(wave.intensity), 1, 1e-4);
  near(sum(rays.intensity), 1, 1e-4);
  near(width(wave.intensity) / width(rays.intensity), 1, 0.05);
});

test("half of the disc's diameter at a great defocus", () => {
  const probe = idealProbe({ accelKv: 300, convergenceMrad: 25, defocusNm: 3000 });
  near(probeFwhmNm(probe), 2 * 0.025 * 3000, 3);
  assert.ok(probeReachNm(probe) > 75 && probeReachNm(probe) < 76);
});

test("the transfer is 1 at frequency zero, real for a round probe, and kept", () => {
  const probe = idealProbe({ sourceFwhmNm: 0.08 });
  const table = probeTransfer(probe);
  near(table.re[table.reach * table.pitch + 1]!, 1, 1e-5);
  assert.ok(largest(table.im.map(Math.abs)) < 1e-4);
  assert.ok(table.cutoffPerNm < (2 * 0.03) / electronWavelengthNm(80));
  assert.is(probeTransfer({ ...probe }), table);
  assert.is.not(probeTransfer(probe, 10), table);
  for (let i = 0; i < 8; i++) probeTransfer({ ...probe, defocusNm: i + 1 });
  assert.is.not(probeTransfer(probe), table);
});

test("the probe of the default settings", () => {
  const beam = { ...optics, shiftXNm: 0, shiftYNm: 0 };
  const probe = probeSettings({ ...beam, defocusNm: 3, comaYNm: 20 }, optics);
  assert.equal([probe.defocusNm, probe.comaYNm, probe.sphericalUm, probe.sourceFwhmNm], [3, 20, 1, 0.08]);
  near(probe.focalSpreadNm, 3.2, 0.1);
  assert.ok(Object.values(opticsParameters).every(({ source }) => source.length > 10));
});

test("a probe that cannot be is refused", () => {
  assert.throws(() => probePicture(idealProbe({ defocusNm: 3000 }), 0.01), withTag("BadOption"));
  assert.throws(() => probePicture(idealProbe(), Number.NaN), withTag("BadOption"));
  const bad = [
    { accelKv: 0 },
    { convergenceMrad: Number.NaN },
    { defocusNm: Number.POSITIVE_INFINITY },
    { sourceFwhmNm: -1 },
  ];
  for (const changes of [...bad, { focalSpreadNm: -2 }, { convergenceMrad: 900 }, { accelKv: 1e6 }]) {
    assert.throws(() => probeFwhmNm(idealProbe(changes)), withTag("BadOption"), JSON.stringify(changes));
  }
});

test.run();
