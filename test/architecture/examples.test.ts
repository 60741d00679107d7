import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { typeErrors } from "./examples.js";
import { emMembers, readPublicTypes } from "./publicTypes.js";
import { projectRoot } from "./sourceFiles.js";

test("the examples in the documentation of em are right TypeScript", () => {
  const types = readPublicTypes(["src/em/index.ts"]);
  const examples = emMembers(types).flatMap(({ name, symbol }) =>
    symbol
      .getJsDocTags(types.checker)
      .filter((tag) => tag.name === "example")
      .map((tag) => ({ name, code: (tag.text ?? []).map((part) => part.text).join("") })),
  );
  assert.ok(examples.length > 0);
  assert.equal(typeErrors(examples), []);
});

test("the examples of the README are right TypeScript", () => {
  const text = fs.readFileSync(path.join(projectRoot, "README.md"), "utf8");
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code], i) => ({
    name: `block ${i + 1}`,
    code: code!,
  }));
  assert.ok(blocks.length > 0);
  assert.equal(typeErrors(blocks), []);
});

test("the check sees a wrong member, a wrong type and a misspelt option", () => {
  const errors = typeErrors([
    { name: "right", code: 'const haadf = await em.open("a.npy");\nhaadf' },
    { name: "member", code: "em.opne('a.npy')" },
    { name: "type", code: "em.open(1)" },
    { name: "option", code: 'em.open("a.npy", { pixlNm: 1 })' },
  ]);
  assert.equal(
    errors.map((error) => error.split(":")[0]),
    ["member", "type", "option"],
  );
});

test.run();
