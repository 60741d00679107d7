import { test } from "uvu";
import * as assert from "uvu/assert";
import { kernelspec } from "../../kernel/kernelspec.js";
import { allocatorSettings } from "../../src/core/allocatorSettings.js";

test("the settings are whole numbers of bytes within what glibc takes, and the kernel starts with them", () => {
  const bytes = Object.values(allocatorSettings).map(Number);
  assert.ok(bytes.every((value) => Number.isInteger(value) && value > 0));
  assert.ok(Number(allocatorSettings["MALLOC_MMAP_THRESHOLD_"]) <= 32 * 2 ** 20);
  assert.is(kernelspec("node", "main.js")["env"], allocatorSettings);
});

test.run();
