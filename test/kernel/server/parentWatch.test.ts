import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { watchParent } from "../../../kernel/server/parentWatch.js";

const test = suite("parentWatch");
const before = process.env["JPY_PARENT_PID"];

test.after.each(() => {
  if (before === undefined) delete process.env["JPY_PARENT_PID"];
  else process.env["JPY_PARENT_PID"] = before;
});

test("without Jupyter's word nothing is watched; with it a living parent is left alone", () => {
  delete process.env["JPY_PARENT_PID"];
  watchParent(() => assert.unreachable())();
  process.env["JPY_PARENT_PID"] = "1";
  watchParent(() => assert.unreachable())();
});

test("a parent that was gone before the watch began is missed too", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  process.env["JPY_PARENT_PID"] = String(pid);
  // The watch alone does not keep a process alive.
  const alive = setInterval(() => {}, 100);
  await new Promise<void>((onDeath) => watchParent(onDeath));
  clearInterval(alive);
});

test.run();
