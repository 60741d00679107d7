import { suite } from "uvu";
import * as assert from "uvu/assert";
import { watchParent } from "../../../kernel/server/parentWatch.js";

const test = suite("parentWatch");

test("without Jupyter's word nothing is watched; with it a living parent is left alone", () => {
  const before = process.env["JPY_PARENT_PID"];
  delete process.env["JPY_PARENT_PID"];
  watchParent(() => assert.unreachable())();
  process.env["JPY_PARENT_PID"] = "1";
  watchParent(() => assert.unreachable())();
  if (before === undefined) delete process.env["JPY_PARENT_PID"];
  else process.env["JPY_PARENT_PID"] = before;
});

test.run();
