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

test.run();
