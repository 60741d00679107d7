import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bindSession, em, Micrograph } from "../../src/em/index.js";
import { showNow } from "../../src/em/session.js";
import { expectError } from "../io/expectError.js";
import { fixturePath } from "../io/fixtureFolder.js";

test("em knows its version and cannot be changed", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  assert.is(em.version, version);
  assert.throws(() => {
    (em as { version: string }).version = "x";
  });
});

test("em.open opens a file relative to the working folder", async () => {
  const folder = process.cwd();
  process.chdir(fixturePath("."));
  try {
    const m = await em.open("uint16.npy", { pixelNm: 0.02 });
    assert.instance(m, Micrograph);
    assert.is(m.pixelNm, 0.02);
  } finally {
    process.chdir(folder);
  }
});

test("the running cell's signal stops an operation, unless the user gives another", async () => {
  const path = fixturePath("uint16.npy");
  bindSession({ signal: () => AbortSignal.abort() });
  try {
    await expectError("Aborted", em.open(path), /interrupted/);
    await expectError("Aborted", em.open(path, { pixelNm: 1 }));
    assert.instance(await em.open(path, { signal: new AbortController().signal }), Micrograph);
    await expectError("BadOption", em.open(path, "x" as never), /one options object/);
  } finally {
    bindSession({});
  }
  assert.instance(await em.open(path), Micrograph);
});

test("what is shown at once goes to the kernel", () => {
  const shown: unknown[] = [];
  showNow("lost");
  bindSession({ display: (value) => shown.push(value) });
  showNow("kept");
  bindSession({});
  assert.equal(shown, ["kept"]);
});

test("a long operation shows its progress, unless the user takes it, and tells how it ended", async () => {
  const told: string[] = [];
  bindSession({
    progress: (operation) => ({
      onProgress: ({ done, total }) => told.push(`${operation} ${done > 0 && total > 0}`),
      end: (isDone) => told.push(`end ${isDone}`),
    }),
  });
  const { micrograph } = em.demo.mxene({ seed: 1, sizePx: 128, fovNm: 2 });
  await em.atoms.find(micrograph);
  assert.is(told[0], "em.atoms.find true");
  assert.is(told.at(-1), "end true");
  told.length = 0;
  const own: number[] = [];
  await em.atoms.find(micrograph, { onProgress: ({ done }) => own.push(done) });
  assert.ok(own.length > 0);
  assert.equal(told, []);
  const flat = new Micrograph({ data: new Float32Array(64 * 64), widthPx: 64, heightPx: 64 });
  await em.atoms.find(flat).catch(() => {});
  assert.equal(told, ["end false"]);
  bindSession({});
});

test.run();
