import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { takeSetupLock } from "../../scripts/setup/setupLock.mjs";

const test = suite("takeSetupLock", { root: "", lock: "" });
test.before.each((context) => {
  context.root = fs.mkdtempSync(path.join(os.tmpdir(), "emlab-lock-"));
  context.lock = path.join(context.root, ".setup", "lock");
  fs.mkdirSync(path.dirname(context.lock));
});
test.after.each((context) => fs.rmSync(context.root, { recursive: true, force: true }));

const quiet = { say: () => {}, pollMs: 5 };

test("is given back once, and then free", async ({ root, lock }) => {
  const release = await takeSetupLock(root, quiet);
  assert.ok(fs.existsSync(lock));
  release();
  release();
  assert.not.ok(fs.existsSync(lock));
});

test("waits for a holder that lives, and says whom it waits for", async ({ root, lock }) => {
  fs.writeFileSync(lock, JSON.stringify({ pid: process.pid, host: os.hostname() }));
  /** @type {string[]} */
  const said = [];
  setTimeout(() => fs.rmSync(lock), 60);
  const release = await takeSetupLock(root, { say: (line) => said.push(line), pollMs: 5 });
  assert.is(said.length, 1);
  assert.match(said[0] ?? "", `process ${process.pid}`);
  release();
});

test("takes the lock of a process that was killed", async ({ root, lock }) => {
  const { pid } = spawnSync(process.execPath, ["-e", "0"]);
  fs.writeFileSync(lock, JSON.stringify({ pid, host: os.hostname() }));
  (await takeSetupLock(root, quiet))();
});

test("takes a lock that was not touched for long: of another machine, of a reused number, or empty", async ({
  root,
  lock,
}) => {
  for (const content of [
    JSON.stringify({ pid: 1, host: "another" }),
    JSON.stringify({ pid: process.pid, host: os.hostname() }),
    "",
  ]) {
    fs.writeFileSync(lock, content);
    const longAgo = new Date(Date.now() - 120_000);
    fs.utimesSync(lock, longAgo, longAgo);
    (await takeSetupLock(root, quiet))();
  }
});

test("gives up in the end, naming the file to delete", async ({ root, lock }) => {
  fs.writeFileSync(lock, JSON.stringify({ pid: process.pid, host: os.hostname() }));
  /** @type {any} */
  let error;
  await takeSetupLock(root, { ...quiet, timeoutMs: 20 }).catch((reason) => (error = reason));
  assert.match(error.message, "did not end");
  assert.match(error.fix, lock.replaceAll("\\", "\\\\"));
});

test.run();
