import { test } from "uvu";
import * as assert from "uvu/assert";
import { engineFrom, engineNames } from "../../kernel/engineName.js";
import { kernelspec } from "../../kernel/kernelspec.js";
import type { EmError } from "../../src/core/error.js";

test("our engine is the default, and its kernelspec does not name it", () => {
  assert.equal(engineNames, ["emlab", "tslab"]);
  const words = (choices?: Parameters<typeof kernelspec>[2]) => kernelspec("node", "main.js", choices)["argv"];
  assert.not.ok((words() as string[]).includes("--engine"));
  assert.equal((words({ engine: "tslab" }) as string[]).slice(-3), ["--engine", "tslab", "{connection_file}"]);
});

test("an engine is known by its name; another name is refused with those there are", () => {
  assert.is(engineFrom("tslab"), "tslab");
  try {
    engineFrom("Tslab");
    assert.unreachable();
  } catch (error) {
    assert.is((error as EmError).tag, "BadOption");
    assert.match((error as EmError).message, 'there is no engine "Tslab"');
    assert.match((error as EmError).fix, "emlab, tslab");
  }
});

test.run();
