import { test } from "uvu";
import * as assert from "uvu/assert";
import { typeErrors } from "./examples.js";
import { emMembers, readPublicTypes } from "./publicTypes.js";
import { sourceFiles } from "./sourceFiles.js";

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

const pages = sourceFiles([""], /\.md$/).filter(({ path: page }) => /^README\.md$|^docs\/[^/]+\.md$/.test(page));

for (const { path: page, text } of pages) {
  test(`the examples of ${page} are right TypeScript`, () => {
    const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code], i) => ({
      name: `block ${i + 1}`,
      code: code!,
    }));
    assert.ok(page !== "README.md" || blocks.length > 0);
    assert.equal(typeErrors(blocks), []);
  });
}

test("the check sees a wrong member, a wrong type and a misspelt option", () => {
  const errors = typeErrors([
    { name: "output", code: "display.html(5)" },
    { name: "right", code: 'const haadf = await em.open("a.npy");\nhaadf' },
    { name: "member", code: "em.opne('a.npy')" },
    { name: "type", code: "em.open(1)" },
    { name: "option", code: 'em.open("a.npy", { pixlNm: 1 })' },
  ]);
  assert.equal(
    errors.map((error) => error.split(":")[0]),
    ["output", "member", "type", "option"],
  );
});

test.run();
