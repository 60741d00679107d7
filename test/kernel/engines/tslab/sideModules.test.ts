import { join, sep } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { SideModules } from "../../../../kernel/engines/tslab/sideModules.js";
import { versions } from "../../../../kernel/evaluate/tslabModule.js";

const folder = join(process.cwd(), "no", "such", "folder");
const at = (name: string) => join(folder, name).split(sep).join("/");

test("a file is run once, with the modules that it requires", () => {
  const modules = new SideModules();
  modules.update([
    {
      path: at("a.js"),
      data: 'exports.times = (globalThis.sideTimes = (globalThis.sideTimes ?? 0) + 1); exports.b = require("./deep/b").b;',
    },
    { path: at("deep/b.js"), data: 'exports.b = require("../c.js").c + 1;' },
    { path: at("c.js"), data: "exports.c = 1;" },
  ]);
  const load = modules.requireFrom(folder);
  assert.equal(load("./a"), { times: 1, b: 2 });
  assert.is(load("./a.js"), load("./a"));
});

test("a file that was compiled again is run again", () => {
  const modules = new SideModules();
  const load = modules.requireFrom(folder);
  modules.update([{ path: at("v.js"), data: "exports.v = 1" }]);
  assert.equal(load("./v"), { v: 1 });
  modules.update([{ path: at("v.js"), data: "exports.v = 2" }]);
  assert.equal(load("./v"), { v: 2 });
});

test("files that require each other see what is there already", () => {
  const modules = new SideModules();
  modules.update([
    { path: at("x.js"), data: 'exports.early = 1; exports.seen = require("./y").seen;' },
    { path: at("y.js"), data: 'exports.seen = require("./x").early;' },
  ]);
  assert.equal(modules.requireFrom(folder)("./x"), { early: 1, seen: 1 });
});

test("a file that throws is tried anew the next time", () => {
  const modules = new SideModules();
  const load = modules.requireFrom(folder);
  modules.update([{ path: at("t.js"), data: 'if (!globalThis.sideReady) throw new Error("not yet"); exports.t = 1;' }]);
  assert.throws(() => load("./t"), /not yet/);
  Object.assign(globalThis, { sideReady: true });
  assert.equal(load("./t"), { t: 1 });
});

test("everything else is Node's, and tslab is ours", () => {
  const load = new SideModules().requireFrom(folder);
  assert.type((load("node:path") as { join: unknown }).join, "function");
  assert.is((load("tslab") as { versions: unknown }).versions, versions);
  assert.throws(() => load("./nothing"), /Cannot find module/);
});

test.run();
