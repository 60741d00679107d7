import { test } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../src/display/mimeBundle.js";
import { type EmError, em } from "../../src/em/index.js";
import { disposeJobs } from "../../src/jobs/index.js";

const frame = em.demo.mxene({ seed: 3, sizePx: 256, fovNm: 3.75, adatoms: 4, poreRadiusNm: 0.3 });
const atoms = await em.atoms.find(frame.micrograph);

const refusal = async (call: () => unknown): Promise<EmError> => {
  try {
    await call();
  } catch (error) {
    return error as EmError;
  }
  throw new Error("it was taken");
};

test("the simulated frame is the same for the same seed and knows its truth", () => {
  const again = em.demo.mxene({ seed: 3, sizePx: 256, fovNm: 3.75, adatoms: 4, poreRadiusNm: 0.3 });
  assert.equal(again.micrograph.data, frame.micrograph.data);
  assert.is(frame.micrograph.isCounts, true);
  assert.ok(Math.abs(frame.micrograph.pixelNm! - 3.75 / 256) < 1e-12);
  assert.ok(frame.truth.vacancies.length > 3 && frame.truth.columns.length > 400);
  assert.is(frame.micrograph.provenance.seed, 3);
  assert.ok(frame.truth.pore!.radiusNm === 0.3);
  assert.ok("image/png" in frame[displaySymbol]());
});

test("atoms: positions in px and nm, bounds, origin", () => {
  const present = frame.truth.columns.filter((column) => column.weight >= 0.3);
  assert.ok(Math.abs(atoms.count / present.length - 1) < 0.03, `${atoms.count} of ${present.length}`);
  assert.ok(Math.abs(atoms.xNm![5]! - atoms.xPx[5]! * frame.micrograph.pixelNm!) < 1e-12);
  assert.ok(Math.abs(atoms.yNm![5]! / atoms.yPx[5]! - frame.micrograph.pixelNm!) < 1e-12);
  assert.ok(Math.abs(atoms.nearestNm! - 0.176) < 0.004);
  assert.ok(atoms.sigmaPx > 1.5 && atoms.sigmaPx < 4);
  assert.is(atoms.provenance.operation, "em.atoms.find");
  assert.is(atoms.provenance.inputs[0]!.sha256, frame.micrograph.sha256);
  assert.is(atoms.params.lattice, "auto");
});

test("atoms: the table has a row an atom and units in its names", () => {
  const table = atoms.table();
  assert.is(table.shape[0], atoms.count);
  for (const name of [
    "xPx",
    "yPx",
    "xNm",
    "yNm",
    "errorXPm",
    "crlbXPm",
    "amplitude",
    "sublattice",
    "evidence",
    "probability",
  ]) {
    assert.ok(table.columns.includes(name), name);
  }
});

test("atoms, lattice and vacancies draw themselves within 300 kB, with their words escaped", async () => {
  const named = await em.atoms.find(frame.micrograph.crop({ xPx: 0, yPx: 0, widthPx: 128, heightPx: 128 }));
  for (const shown of [atoms, em.atoms.lattice(atoms), em.atoms.vacancies(atoms), named]) {
    const bundle = shown[displaySymbol]();
    assert.ok(Buffer.from(bundle["image/png"] as string, "base64").length < 300_000);
    assert.match(bundle["text/html"] as string, "<img");
    assert.ok((bundle["text/plain"] as string).length > 20);
  }
});

test("lattice: the cell of Ti3C2 with standard errors, as a table too", () => {
  const lattice = em.atoms.lattice(atoms);
  const [cell] = lattice.cells;
  assert.ok(Math.abs(cell!.aPx * frame.micrograph.pixelNm! - 0.305) < 0.001);
  assert.is(cell!.columnsPerCell, 3);
  assert.ok(lattice.table().columns.includes("aErrorNm"));
  assert.match(lattice[displaySymbol]()["text/plain"] as string, "pm");
});

test("vacancies: counted both ways, with a table", () => {
  const vacancies = em.atoms.vacancies(atoms, { falseDiscoveryRate: 0.02 });
  assert.ok(vacancies.count > 5);
  assert.ok(vacancies.perAtomPercent > vacancies.perSitePercent);
  assert.ok(vacancies.expectedFalseCalls <= 0.02 * vacancies.count + 1e-9);
  assert.is(vacancies.table().shape[0], vacancies.count);
  assert.ok(vacancies.clusterSizes.length > 0 && vacancies.expectedMissed >= 0);
  assert.is(vacancies.provenance.operation, "em.atoms.vacancies");
});

test("misuse is answered with what to write instead", async () => {
  const wrong = [
    () => em.atoms.find(Promise.resolve(frame.micrograph) as never),
    () => em.atoms.find(undefined as never),
    () => em.atoms.find(frame.micrograph, { positons: "data" } as never),
    () => em.atoms.find(frame.micrograph, { lattice: "hexagonal" } as never),
    () => em.atoms.lattice(frame.micrograph as never),
    () => em.atoms.vacancies(atoms, { falseDiscoveryRate: 0 }),
    () => em.demo.mxene({ fovNM: 3 } as never),
    () => em.demo.mxene({ doseEPerA2: Number.NaN }),
    () => em.demo.mxene({ seed: 1.5 }),
  ];
  for (const call of wrong) {
    const error = await refusal(call);
    assert.is(error.tag, "BadOption", error.message);
    assert.ok(error.fix.length > 10, error.fix);
  }
  assert.match((await refusal(() => em.demo.mxene({ fovNM: 3 } as never))).fix, "fovNm");
});

test("an interrupt is answered at once", async () => {
  const stop = new AbortController();
  const running = refusal(() => em.atoms.find(frame.micrograph, { signal: stop.signal }));
  stop.abort();
  assert.is((await running).tag, "Aborted");
});

test.after(() => disposeJobs());

test.run();
