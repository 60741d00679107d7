import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findNpm } from "../../scripts/setup/findNpm.mjs";
import { nodeModulesProblem } from "../../scripts/setup/nodePackages.mjs";
import { checkNodeVersion } from "../../scripts/setup/nodeVersion.mjs";
import { venvPython } from "../../scripts/setup/project.mjs";
import { filesBelow, hashOf } from "../../scripts/setup/stamps.mjs";
import { findChromium } from "../../scripts/testing/findChromium.mjs";

const test = suite("Node, npm and paths", { root: "" });
test.before.each((context) => {
  context.root = fs.mkdtempSync(path.join(os.tmpdir(), "emlab-node-"));
});
test.after.each((context) => fs.rmSync(context.root, { recursive: true, force: true }));

/**
 * @param {string} root
 * @param {Record<string, string>} files
 */
function write(root, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
}

test("Node from 20.19 on will do, an older one is told what to install", () => {
  for (const version of ["20.19.0", "20.20.2", "22.0.0", "24.1.0"]) assert.not.throws(() => checkNodeVersion(version));
  for (const version of ["20.18.9", "18.20.0", "12.22.1"]) {
    assert.throws(
      () => checkNodeVersion(version),
      (/** @type {any} */ error) => error.message.includes(version) && error.fix.includes("Install Node 22"),
    );
  }
  assert.throws(
    () => checkNodeVersion("18.0.0", "win32"),
    (/** @type {any} */ error) => error.fix.includes("winget"),
  );
});

test("npm is taken from npm itself, then beside Node, then from the PATH", () => {
  const beside = path.join("/node", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const own = path.join("/own", "npm-cli.js");
  const execPath = path.join("/node", "bin", "node");
  const exists = (/** @type {string} */ file) => [beside, own].includes(file);
  assert.is(findNpm({ env: { npm_execpath: own }, execPath, exists }), own);
  assert.is(findNpm({ env: { npm_execpath: path.join("/x", "yarn.js") }, execPath, exists }), beside);
  const link = path.join("/usr/bin", "npm");
  const onPath = {
    env: { PATH: path.join("/usr/bin") },
    execPath: "/y/bin/node",
    exists: (/** @type {string} */ file) => file === link || file === own,
  };
  assert.is(findNpm({ ...onPath, realpath: () => own }), own);
  assert.throws(
    () => findNpm({ env: {}, execPath, exists: () => false }),
    (/** @type {any} */ error) => error.fix.includes("apt install npm"),
  );
});

test("node_modules is complete, unfinished, stale or damaged", ({ root }) => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "1.0.0", optional: true },
    },
  };
  const hidden = { packages: { "node_modules/a": { version: "1.0.0" } } };
  write(root, { "package-lock.json": JSON.stringify(lock) });
  assert.match(nodeModulesProblem(root) ?? "", "not there or not finished");
  write(root, { "node_modules/.package-lock.json": JSON.stringify(hidden), "node_modules/a/package.json": "{}" });
  assert.is(nodeModulesProblem(root), undefined);
  fs.rmSync(path.join(root, "node_modules", "a"), { recursive: true });
  assert.match(nodeModulesProblem(root) ?? "", "incomplete");
  write(root, { "package-lock.json": JSON.stringify(lock).replace("1.0.0", "1.0.1") });
  assert.match(nodeModulesProblem(root) ?? "", "wanted 1.0.1");
});

test("a hash follows names, contents and what is missing", ({ root }) => {
  write(root, { a: "1", b: "2" });
  const all = ["a", "b"];
  const before = hashOf(root, { texts: ["x"], files: all });
  assert.is(hashOf(root, { texts: ["x"], files: ["b", "a"] }), before);
  assert.is.not(hashOf(root, { texts: ["y"], files: all }), before);
  write(root, { b: "3" });
  const changed = hashOf(root, { texts: ["x"], files: all });
  assert.is.not(changed, before);
  fs.rmSync(path.join(root, "b"));
  assert.is.not(hashOf(root, { texts: ["x"], files: all }), changed);
});

test("files are found below folders by their endings; a missing folder has none", ({ root }) => {
  write(root, { "src/a.ts": "", "src/deep/b.ts": "", "src/c.js": "" });
  assert.equal(filesBelow(root, ["src", "none"], [".ts"]), [
    path.join("src", "a.ts"),
    path.join("src", "deep", "b.ts"),
  ]);
});

test("the environment's Python is in bin, on Windows in Scripts", () => {
  assert.is(venvPython("/home/a b", "linux"), "/home/a b/.venv/bin/python");
  assert.is(venvPython("C:\\a b", "win32"), "C:\\a b\\.venv\\Scripts\\python.exe");
});

test("the browser is looked for where each system has it", () => {
  assert.is(
    findChromium({ platform: "linux", env: {}, exists: (file) => file === "/usr/bin/google-chrome" }),
    "/usr/bin/google-chrome",
  );
  assert.match(findChromium({ platform: "darwin", env: {}, exists: () => true }) ?? "", "/Applications/");
  const windows = findChromium({
    platform: "win32",
    env: { PROGRAMFILES: "C:\\P" },
    exists: (file) => file.endsWith("msedge.exe"),
  });
  assert.is(windows, "C:\\P\\Microsoft\\Edge\\Application\\msedge.exe");
  assert.is(findChromium({ platform: "linux", env: { EMLAB_CHROMIUM: "/no" }, exists: () => false }), undefined);
});

test.run();
