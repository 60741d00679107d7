import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { exposureOf, isReachable } from "../../kernel/filePermissions.js";

const test = suite("filePermissions");
const file = (mode: number, uid = 1000, gid = 100) => ({ mode: 0o100000 | mode, uid, gid });

test("what only the owner can do exposes nothing", () => {
  for (const mode of [0o600, 0o700, 0o400, 0o000, 0o711]) assert.is(exposureOf(file(mode), 1000), undefined);
});

test("whoever else can write or read is named with the mode", () => {
  for (const mode of [0o620, 0o602, 0o666, 0o664, 0o622]) {
    assert.is(exposureOf(file(mode), 1000)?.canWrite, true, mode.toString(8));
  }
  for (const mode of [0o640, 0o604, 0o644]) assert.is(exposureOf(file(mode), 1000)?.canWrite, false, mode.toString(8));
  assert.is(exposureOf(file(0o664), 1000)?.what, "can be written by others (mode 0664)");
  assert.is(exposureOf(file(0o044), 1000)?.what, "can be read by others (mode 0044)");
});

test("the user's own group is no other user, the world is", () => {
  assert.is(exposureOf(file(0o660, 1000, 1000), 1000), undefined);
  assert.is(exposureOf(file(0o664, 1000, 1000), 1000)?.canWrite, false);
  assert.is(exposureOf(file(0o662, 1000, 1000), 1000)?.canWrite, true);
});

test("the file of another user is as if written by others, except for and from root", () => {
  assert.is(exposureOf(file(0o600, 1001), 1000)?.what, "belongs to another user (uid 1001, this process is 1000)");
  assert.is(exposureOf(file(0o600, 0, 0), 1000), undefined);
  assert.is(exposureOf(file(0o600, 1001), 0), undefined);
});

test("one closed folder on the way is enough", () => {
  if (process.platform === "win32") return;
  const uid = process.getuid!();
  const root = mkdtempSync(join(tmpdir(), "emlab-permissions-"));
  mkdirSync(join(root, "inner"));
  chmodSync(join(root, "inner"), 0o755);
  chmodSync(root, 0o755);
  // Above it is the system's folder for temporary files, which all can enter.
  const before = isReachable(join(root, "inner", "file"), uid);
  chmodSync(root, 0o700);
  assert.is(isReachable(join(root, "inner", "file"), uid), false);
  // A folder of somebody else keeps out all but that one. Root's folders are trusted, so root itself cannot try this.
  if (uid !== 0) assert.is(isReachable(join(root, "inner", "file"), uid + 1), before);
  chmodSync(root, 0o710);
  assert.is(isReachable(join(root, "inner", "file"), uid), before);
  rmSync(root, { recursive: true });
});

test.run();
