import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { version } from "../../src/core/version.js";
import {
  commandConflicts,
  type Lock,
  lockProblems,
  looseRequirements,
  looseVersions,
  type Manifest,
  shellScripts,
  staleLock,
} from "./packageRules.js";
import { projectRoot } from "./sourceFiles.js";

const read = (file: string) => fs.readFileSync(path.join(projectRoot, file), "utf8");
const manifest: Manifest = JSON.parse(read("package.json"));
const extension: Manifest = JSON.parse(read("extension/package.json"));
const lock: Lock = JSON.parse(read("package-lock.json"));

test("every dependency is pinned to one version of the registry", () => {
  assert.equal(looseVersions(manifest), []);
  assert.equal(looseVersions(extension), []);
  assert.equal(looseRequirements(read("scripts/requirements.lock.txt")), []);
});

test("every locked package comes from the registry and is checked by its hash", () => {
  assert.ok(Object.keys(lock.packages).length > 50);
  assert.equal(lockProblems(lock, manifest.workspaces), []);
  assert.equal(staleLock(manifest, lock), []);
  assert.equal(staleLock(extension, lock), []);
});

test("every command is of one package: npx tsc is the compiler that checks this project", () => {
  assert.equal(commandConflicts(lock), []);
  const tsc = { version: "1.0.0", bin: { tsc: "bin/tsc" } };
  const two = { "node_modules/typescript": tsc, "node_modules/@fork/typescript": tsc };
  assert.equal(commandConflicts({ version: "1.0.0", packages: two }), [
    "tsc is a command of node_modules/typescript and of node_modules/@fork/typescript",
  ]);
  const nested = { "node_modules/typescript": tsc, "node_modules/tslab/node_modules/@fork/typescript": tsc };
  assert.equal(commandConflicts({ version: "1.0.0", packages: nested }), []);
});

test("no package may run a script when it is installed, and no file of ours needs a shell", () => {
  assert.match(read(".npmrc"), /^ignore-scripts=true$/m);
  assert.equal(shellScripts(manifest), []);
  for (const name of ["preinstall", "install", "postinstall", "prepare"]) assert.not.ok(manifest.scripts?.[name], name);
});

test("the version is the same in the package, the lock and the code", () => {
  assert.is(manifest.version, version);
  assert.is(extension.version, version);
  assert.is(lock.version, version);
});

test("what requirements.txt names is locked in that version", () => {
  const locked = read("scripts/requirements.lock.txt").toLowerCase().replaceAll("_", "-").split("\n");
  const wanted = read("scripts/requirements.txt")
    .split("\n")
    .filter((line) => /^[a-z]/i.test(line));
  assert.ok(wanted.some((line) => line === "jupyterlab==4.6.6"));
  for (const line of wanted) {
    const name = line.toLowerCase().replaceAll("_", "-");
    assert.ok(
      locked.some((entry) => entry.startsWith(name.includes("==") ? name : `${name}==`)),
      line,
    );
  }
});

test("the check refuses ranges, tags, addresses and overrides of them", () => {
  for (const bad of [
    "^1.0.0",
    "~1.0.0",
    ">=1",
    "latest",
    "*",
    "git+https://x/y",
    "https://x/y.tgz",
    "file:../z",
    "npm:x@^1.0.0",
  ]) {
    assert.is(looseVersions({ name: "a", version: "1.0.0", dependencies: { x: bad } }).length, 1, bad);
    assert.is(looseVersions({ name: "a", version: "1.0.0", overrides: { y: { x: bad } } }).length, 1, bad);
  }
  assert.equal(
    looseVersions({ name: "a", version: "1.0.0", devDependencies: { x: "1.2.3", y: "npm:@s/z@4.5.6-rc.1" } }),
    [],
  );
  assert.equal(looseRequirements("# why\nnumpy==2.4.6 ; python_version >= '3.11'\nscipy>=1\nx @ https://y\n"), [
    "scipy>=1",
    "x @ https://y",
  ]);
});

test("the check refuses foreign, unhashed, linked and stale packages", () => {
  const of = (entry: object) => lockProblems({ version: "1.0.0", packages: { "": {}, "node_modules/x": entry } });
  const integrity = "sha512-abc";
  assert.is(of({ version: "1.0.0", integrity, resolved: "https://evil.example/x.tgz" }).length, 1);
  assert.is(of({ version: "1.0.0" }).length, 1);
  assert.is(of({ version: "1.0.0", integrity: "sha1-abc" }).length, 1);
  assert.is(of({ link: true }).length, 1);
  const own = { "": {}, extension: { version: "1.0.0" }, "node_modules/y": { link: true, resolved: "extension" } };
  assert.equal(lockProblems({ version: "1.0.0", packages: own }, ["extension"]), []);
  assert.is(lockProblems({ version: "1.0.0", packages: own }, ["elsewhere"]).length, 2);
  assert.equal(of({ version: "1.0.0", integrity, resolved: "https://registry.npmjs.org/x/-/x-1.0.0.tgz" }), []);
  const stale = { version: "1.0.0", packages: { "node_modules/x": { version: "1.0.1" } } };
  assert.is(staleLock({ name: "a", version: "1.0.0", dependencies: { x: "1.0.0" } }, stale).length, 1);
});

test("the check refuses scripts for a shell", () => {
  const of = (command: string) => shellScripts({ name: "a", version: "1.0.0", scripts: { s: command } }).length;
  for (const bad of ["rm -rf dist", "node scripts/a.mjs && tsc", "FOO=1 node scripts/a.mjs", "tsc -b"])
    assert.is(of(bad), 1, bad);
  assert.is(of("node scripts/test.mjs"), 0);
});

test.run();
