import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { brokenLinks } from "./docLinks.js";
import { projectRoot, sourceFiles } from "./sourceFiles.js";

test("every link of the documentation leads somewhere", () => {
  const pages = sourceFiles([""], /\.md$/);
  assert.ok(pages.some((page) => page.path === "README.md"));
  const exists = (file: string) => fs.existsSync(path.join(projectRoot, file));
  const read = (file: string) => fs.readFileSync(path.join(projectRoot, file), "utf8");
  assert.equal(
    pages.flatMap((page) => brokenLinks(page, exists, read)),
    [],
  );
});

test("decision records are numbered, each number once", () => {
  const names = sourceFiles(["docs/decisions"], /\.md$/).map((page) => path.posix.basename(page.path));
  for (const name of names) assert.match(name, /^\d{4}-[a-z0-9-]+\.md$/);
  assert.is(new Set(names.map((name) => name.slice(0, 4))).size, names.length);
});

const files: Record<string, string> = { "docs/a.md": "# The way\n", "docs/b c.md": "", "README.md": "" };
const broken = (text: string) =>
  brokenLinks(
    { path: "docs/page.md", text: `${text}\n# Of this page` },
    (file) => file in files || file === "docs/page.md",
    (file) => (file === "docs/page.md" ? `${text}\n# Of this page` : files[file]!),
  );

test("the check finds links to missing files and headings", () => {
  assert.equal(broken("[x](missing.md) and ![y](../images/z.png)"), [
    "docs/page.md: missing.md does not exist",
    "docs/page.md: ../images/z.png does not exist",
  ]);
  assert.equal(broken("[x](a.md#the-wax) [y](#of-that-page)"), [
    "docs/page.md: a.md#the-wax has no such heading",
    "docs/page.md: #of-that-page has no such heading",
  ]);
});

test("the check takes what exists, the web, and code", () => {
  assert.equal(broken('[x](a.md#the-way) [y](../README.md "title") [z](b%20c.md) [w](#of-this-page)'), []);
  assert.equal(broken("[x](https://example.org/a.md) `[y](no.md)`\n```\n[z](no.md)\n```"), []);
});

test.run();
