import { test } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../src/display/mimeBundle.js";
import type { AtomMap } from "../../src/em/atomMap.js";
import { em, type Micrograph } from "../../src/em/index.js";
import type { SimulatedFrame } from "../../src/em/simulatedFrame.js";
import { expectError } from "../io/expectError.js";

interface Place {
  readonly xPx: number;
  readonly yPx: number;
}

/** Small, so that the whole analysis takes a second or two. */
const frame = em.demo.mxene({ seed: 11, sizePx: 256, fovNm: 3.75, adatoms: 2, poreRadiusNm: 0, vacancyPercent: 3 });
const analysed = em.atoms.find(frame.micrograph);

function places(found: { readonly xPx: Float64Array; readonly yPx: Float64Array }): Place[] {
  return Array.from(found.xPx, (xPx, i) => ({ xPx, yPx: found.yPx[i]! }));
}

function isNear(a: Place, b: Place, reachPx: number): boolean {
  return Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx) < reachPx;
}

/** Away from the border, where a column is only partly in the frame. */
function inside({ micrograph }: SimulatedFrame, marginPx: number) {
  return ({ xPx, yPx }: Place) =>
    Math.min(xPx, yPx) > marginPx && Math.max(xPx - micrograph.widthPx, yPx - micrograph.heightPx) < -1 - marginPx;
}

async function bundleOf(shown: { [displaySymbol](): unknown }): Promise<Record<string, string>> {
  return (await shown[displaySymbol]()) as Record<string, string>;
}

test("the atoms of a simulated frame are found without being told the scale: F1 above 0.95", async () => {
  const atoms = await analysed;
  const reachPx = 0.35 * atoms.nearestPx;
  const isInside = inside(frame, atoms.nearestPx);
  const there = frame.truth.columns
    .filter((column) => column.state !== "vacancy" && column.state !== "pore")
    .filter(isInside);
  const found = places(atoms).filter(isInside);
  const hits = there.filter((column) => found.some((atom) => isNear(atom, column, reachPx))).length;
  const right = found.filter((atom) => frame.truth.columns.some((column) => isNear(atom, column, reachPx))).length;
  assert.ok(there.length > 200);
  assert.ok((2 * hits) / (there.length + found.length) > 0.95, `${hits} of ${there.length}, ${found.length} found`);
  assert.ok(right / found.length > 0.98, `${right} of ${found.length} are at a column`);
});

test("positions agree with the truth, and their stated errors with the deviations", async () => {
  const { xPx, result, nearestPx, micrograph } = await analysed;
  const { yPx, errorXPx, errorYPx } = result.columns;
  const isInside = inside(frame, nearestPx);
  const pulls: number[] = [];
  const deviationsPm: number[] = [];
  for (let i = 0; i < xPx.length; i++) {
    const place = { xPx: xPx[i]!, yPx: yPx[i]! };
    const truth = frame.truth.columns.find(
      (column) => column.state === "host" && isNear(place, column, 0.3 * nearestPx),
    );
    if (!truth || !isInside(place)) continue;
    pulls.push((place.yPx - truth.yPx) / errorYPx[i]!);
    deviationsPm.push(1000 * micrograph.pixelNm! * Math.hypot(place.xPx - truth.xPx, place.yPx - truth.yPx));
    assert.ok(errorXPx[i]! > 0);
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  assert.ok(pulls.length > 100);
  assert.ok(median(deviationsPm) < 15, `the median deviation is ${median(deviationsPm)} pm`);
  const spread = median(pulls.map(Math.abs)) / 0.6745;
  assert.ok(spread > 0.3 && spread < 3, `deviations are ${spread} times the stated errors`);
});

test("the lattice has the cell of Ti3C2Tx within its errors and 1 %", async () => {
  const { cells } = em.atoms.lattice(await analysed);
  assert.is(cells.length, 1);
  const { aPx, bPx, angleDeg, columnsPerCell, aErrorPx } = cells[0]!;
  const pixelNm = frame.micrograph.pixelNm!;
  for (const length of [aPx, bPx]) assert.ok(Math.abs(length * pixelNm - 0.305) < 0.00305, `${length * pixelNm} nm`);
  assert.ok(Math.abs(angleDeg - 60) < 0.6 || Math.abs(angleDeg - 120) < 0.6, `${angleDeg}°`);
  assert.is(columnsPerCell, 3);
  assert.ok(aErrorPx > 0 && aErrorPx < 0.05 * aPx);
});

test("vacancies are called where columns are missing, seldom elsewhere, and the expected false calls are stated", async () => {
  const atoms = await analysed;
  const vacancies = em.atoms.vacancies(atoms, { falseDiscoveryRate: 0.05 });
  const isInside = inside(frame, atoms.nearestPx);
  const reachPx = 0.35 * atoms.nearestPx;
  const missing = frame.truth.columns.filter((column) => column.state === "vacancy").filter(isInside);
  const called = places(vacancies).filter(isInside);
  const found = missing.filter((site) => called.some((call) => isNear(call, site, reachPx))).length;
  const wrong = called.filter((call) => !missing.some((site) => isNear(site, call, reachPx))).length;
  assert.ok(missing.length >= 5);
  assert.ok(found >= 0.8 * missing.length, `${found} of ${missing.length} were found`);
  assert.ok(wrong <= 2, `${wrong} of ${called.length} calls are wrong`);
  assert.ok(vacancies.expectedFalseCalls >= 0 && vacancies.expectedFalseCalls < 3);
});

test("each result draws itself over the image and tells itself in words", async () => {
  const atoms = await analysed;
  for (const shown of [atoms, em.atoms.lattice(atoms), em.atoms.vacancies(atoms)]) {
    const bundle = await bundleOf(shown);
    assert.ok(bundle["text/plain"]!.length > 20);
    assert.ok(
      Object.keys(bundle).some((type) => /image\/|html/.test(type)),
      Object.keys(bundle).join(),
    );
  }
  assert.match((await bundleOf(atoms))["text/plain"]!, String(atoms.count));
});

test("each result is a table with units in the names of its columns", async () => {
  const atoms = await analysed;
  const tables = [atoms.table(), em.atoms.lattice(atoms).table(), em.atoms.vacancies(atoms).table()];
  assert.equal(tables[0]!.shape[0], atoms.count);
  for (const name of ["xPx", "xNm", "errorXPm", "amplitude", "sigmaPx", "sublattice"])
    assert.ok(tables[0]!.columns.includes(name), name);
  assert.ok(tables[1]!.columns.includes("aNm"));
  assert.ok(tables[2]!.columns.includes("xNm"));
});

test("an image without a pixel size gives pixels alone", async () => {
  const { data, widthPx, heightPx } = frame.micrograph.crop({ xPx: 40, yPx: 40, widthPx: 160, heightPx: 160 });
  const { Micrograph: MicrographClass } = await import("../../src/em/index.js");
  const bare: Micrograph = new MicrographClass({ data, widthPx, heightPx });
  const atoms: AtomMap = await em.atoms.find(bare);
  assert.is(atoms.xNm, undefined);
  assert.not.ok(atoms.table().columns.includes("xNm"));
  assert.match((await bundleOf(em.atoms.lattice(atoms)))["text/plain"]!, "px");
});

test("noise alone has no lattice, and says so", async () => {
  const { Micrograph: MicrographClass } = await import("../../src/em/index.js");
  let state = 12345;
  const data = Float32Array.from({ length: 128 * 128 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) & 15;
  });
  const atoms = await em.atoms.find(new MicrographClass({ data, widthPx: 128, heightPx: 128, pixelNm: 0.02 }));
  assert.equal(em.atoms.lattice(atoms).cells, []);
  assert.match((await bundleOf(em.atoms.lattice(atoms)))["text/plain"]!, "No lattice");
});

test("wrong options are refused with the nearest right one", async () => {
  await expectError("BadOption", em.atoms.find(frame.micrograph, { positoins: "data" } as never), /positions/);
  const atoms = await analysed;
  await expectError(
    "BadOption",
    Promise.resolve().then(() => em.atoms.vacancies(atoms, { falseDiscoveryRate: 2 })),
  );
});

test.run();
