import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { withFile } from "../../../src/io/fileSource.js";
import { parseNumpyHeader } from "../../../src/io/numpyHeader.js";
import { readZipDirectory, readZipEntry } from "../../../src/io/zipDirectory.js";
import { detectorParameters } from "../../../src/twin/detectors/detectorParameters.js";
import { expectedImage } from "../../../src/twin/detectors/expectedImage.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { haadfAreaNm2, haadfExponent } from "../../../src/twin/sample/atomicSignal.js";
import type { TwinSpecimen } from "../../../src/twin/specimens/specimen.js";
import { Twin } from "../../../src/twin/twin.js";
import { idealProbe } from "../optics/probes.js";
import { columnsAt, correlation, idealOptics, idealScan, strontiumTitanate } from "./scenes.js";

const bench = process.env["EM_BENCH"] ?? fileURLToPath(new URL("../../../../../shared/bench", import.meta.url));
const file = join(bench, "abtem/mos2_80kV_30mrad.npz");

/** A frame by multislice: img with x as its slow axis, positions and cell in angstrom. */
interface Frame {
  readonly image: Float32Array;
  readonly shape: readonly number[];
  readonly positionsA: Float64Array;
  readonly atomicNumbers: readonly number[];
  readonly cellA: Float64Array;
}

function readFrame(): Promise<Frame> {
  return withFile(file, undefined, async (source) => {
    const entries = await readZipDirectory(source);
    const read = async (name: string) => {
      const content = await readZipEntry(source, entries.find((entry) => entry.name === `${name}.npy`)!);
      const { dataOffset, shape } = parseNumpyHeader(name, content);
      return { shape, buffer: content.slice(dataOffset).buffer };
    };
    const { buffer, shape } = await read("img");
    return {
      image: new Float32Array(buffer),
      shape,
      positionsA: new Float64Array((await read("pos")).buffer),
      atomicNumbers: Array.from(new BigInt64Array((await read("Z")).buffer), Number),
      cellA: new Float64Array((await read("cell")).buffer),
    };
  });
}

/** The twin's image of the same atoms, which repeat with the cell, with x as its slow axis. */
function twinImage(frame: Frame, exponent: number): Float32Array {
  const [columns, rows] = frame.shape as [number, number];
  const [widthNm, heightNm] = [frame.cellA[0]! / 10, frame.cellA[1]! / 10];
  const places: [number, number][] = [];
  const signals: number[] = [];
  frame.atomicNumbers.forEach((z, i) => {
    for (const cell of Array.from({ length: 9 }, (_, k) => k)) {
      const [u, v] = [(cell % 3) - 1, Math.floor(cell / 3) - 1];
      places.push([frame.positionsA[3 * i]! / 10 + u * widthNm, frame.positionsA[3 * i + 1]! / 10 + v * heightNm]);
      signals.push(haadfAreaNm2(z, exponent));
    }
  });
  const [stepX, stepY] = [widthNm / columns, heightNm / rows];
  const centre = { centreXNm: ((columns - 1) / 2) * stepX, centreYNm: ((rows - 1) / 2) * stepY };
  const scan = idealScan(columns, rows, stepX, { ...centre, yScale: stepY / stepX });
  const probe = idealProbe({ accelKv: 80, convergenceMrad: 30 });
  const image = expectedImage(
    { ...columnsAt(places), haadfNm2: Float64Array.from(signals) },
    idealOptics(scan, { probe }),
  );
  return Float32Array.from(frame.image, (_, i) => image[(i % rows) * columns + Math.floor(i / rows)]!);
}

test("MoS2 with vacancies correlates with multislice", async () => {
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is not there`);
    return;
  }
  const frame = await readFrame();
  const flat = correlation(frame.image, twinImage(frame, haadfExponent.flat));
  const bulk = correlation(frame.image, twinImage(frame, haadfExponent.bulk));
  assert.ok(flat > 0.999, `r = ${flat} with exponent 2`);
  assert.ok(bulk > 0.99 && bulk < flat, `r = ${bulk} with exponent 1.7`);
});

/** A specimen of nothing but these atoms, which repeat with the cell; its origin is the middle of the frame. */
function specimenOf({ atomicNumbers, positionsA, cellA, shape }: Frame): TwinSpecimen {
  const [columns, rows] = shape as [number, number];
  const cellNm = [cellA[0]! / 10, cellA[1]! / 10] as const;
  const middle = [(cellNm[0] * (columns - 1)) / (2 * columns), (cellNm[1] * (rows - 1)) / (2 * rows)] as const;
  const cells = Array.from({ length: 25 }, (_, k) => [(k % 5) - 2, Math.floor(k / 5) - 2] as const);
  const atoms = cells.flatMap(([u, v]) =>
    atomicNumbers.map((z, i) => ({
      xNm: positionsA[3 * i]! / 10 + u * cellNm[0] - middle[0],
      yNm: positionsA[3 * i + 1]! / 10 + v * cellNm[1] - middle[1],
      haadfNm2: haadfAreaNm2(z, haadfExponent.flat),
    })),
  );
  const list = {
    ...columnsAt(atoms.map(({ xNm, yNm }) => [xNm, yNm] as const)),
    haadfNm2: Float64Array.from(atoms, ({ haadfNm2 }) => haadfNm2),
  };
  return {
    ...{ name: "MoS2", description: "", seed: 1, radiusUm: 1, zoneTilt: { alphaDeg: 0, betaDeg: 0 } },
    ...{ typicalFovNm: 2, columnsPerNm2: 40, heightNm: () => 0, columns: () => list },
    materialAt: () => ({ phase: "MoS2", thicknessNm: 0.6, atomsPerNm3: { Mo: 19, S: 38 } }),
    truth: () => ({ specimen: "MoS2", seed: 1, columns: list, objects: [] }),
  };
}

test("a frame that the twin takes of these atoms with this probe correlates with multislice, noise and all", async () => {
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is not there`);
    return;
  }
  const frame = await readFrame();
  const [columns, rows] = frame.shape as [number, number];
  const [stepX, stepY] = [frame.cellA[0]! / 10 / columns, frame.cellA[1]! / 10 / rows];
  const still = { driftSettledNmPerMin: 0, driftInsertedNmPerMin: 0 };
  // The frame's pixels are not quite square: what is an error of the scan's calibration elsewhere serves for that here.
  const scanYErrorPercent = 100 * (stepY / stepX - 1);
  const exact = { lineJitterA: 0, mainsAmplitudeA: 0, scanXErrorPercent: 0, scanShearDeg: 0, scanYErrorPercent };
  const lenses = { accelKv: 80, convergenceMrad: 30, sphericalUm: 0, chromaticMm: 0, sourceFwhmNm: 0 };
  const errors = { focusErrorNm: 0, twoFoldErrorNm: 0, focusDriftNmPerMin: 0 };
  const changes = { stage: still, detectors: exact, optics: { ...lenses, ...errors } };
  const twin = new Twin({ specimen: specimenOf(frame), seed: 1, changes });
  await twin.beam.set({ currentPicoAmp: 500 });
  await twin.beam.unblank();
  const scan = { widthPx: columns, heightPx: rows, fovNm: columns * stepX, dwellUs: 50, scanRotationDeg: 0 };
  const [taken] = await twin.acquire({ kind: "image", detectors: ["haadf"], ...scan });
  const values = Float32Array.from(frame.image, (_, i) => taken!.data[(i % rows) * columns + Math.floor(i / rows)]!);
  const r = correlation(frame.image, values);
  assert.ok(r >= 0.995, `r = ${r}`);
});

/** srtio3Multislice.json: one cell of SrTiO3 [001] at several thicknesses, a strontium column at its corner. */
interface CellFrames {
  readonly accelKv: number;
  readonly convergenceMrad: number;
  readonly cellNm: number;
  readonly sidePx: number;
  readonly frames: readonly { readonly thicknessNm: number; readonly fraction: readonly number[] }[];
}

const cellFrames = JSON.parse(
  readFileSync(new URL("../../../../test/fixtures/twin/srtio3Multislice.json", import.meta.url), "utf8"),
) as CellFrames;

for (const { thicknessNm, fraction } of cellFrames.frames) {
  test(`SrTiO3 [001], ${thicknessNm} nm thick, correlates with multislice`, () => {
    const { accelKv, convergenceMrad, cellNm, sidePx } = cellFrames;
    const centre = { centreXNm: cellNm / 2, centreYNm: cellNm / 2 };
    const optics = idealOptics(idealScan(sidePx, sidePx, cellNm / sidePx, centre), {
      probe: idealProbe({ accelKv, convergenceMrad }),
    });
    const r = correlation(fraction, expectedImage(strontiumTitanate(thicknessNm), optics));
    assert.ok(r > 0.955, `r = ${r}`);
    const detector = valuesOf(detectorParameters, { bulkBlurA: 0 });
    const sharp = correlation(fraction, expectedImage(strontiumTitanate(thicknessNm), { ...optics, detector }));
    assert.ok(sharp < r, `r = ${sharp} without the blur of bulk crystals, ${r} with it`);
  });
}

test.run();
