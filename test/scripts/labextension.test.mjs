import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { installLabextension, labextensionProblem } from "../../scripts/setup/labextension.mjs";
import { labextensionFolder } from "../../scripts/setup/project.mjs";
import { setupSteps } from "../../scripts/setup/steps.mjs";

const test = suite("the extension of JupyterLab", { root: "" });
test.before.each((context) => {
  context.root = fs.mkdtempSync(path.join(os.tmpdir(), "emlab extension "));
});
test.after.each((context) => fs.rmSync(context.root, { recursive: true, force: true }));

/**
 * A built extension whose code is in a file of that name.
 * @param {string} root
 * @param {string} code
 */
function build(root, code) {
  const folder = path.join(root, "extension", "labextension");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "static"), { recursive: true });
  const manifest = { name: "emlab-extension", jupyterlab: { _build: { load: `static/${code}` } } };
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  fs.writeFileSync(path.join(folder, "static", code), "");
}

test("it is copied with what JupyterLab wants to know of it", ({ root }) => {
  assert.is(labextensionProblem(root), "the extension is missing");
  build(root, "remoteEntry.1.js");
  installLabextension(root);
  assert.is(labextensionProblem(root), undefined);
  const { packageName } = JSON.parse(fs.readFileSync(path.join(labextensionFolder(root), "install.json"), "utf8"));
  assert.is(packageName, "emlab-extension");
});

test("a new build takes the place of the old one, nothing of which stays", ({ root }) => {
  build(root, "remoteEntry.1.js");
  installLabextension(root);
  build(root, "remoteEntry.2.js");
  installLabextension(root);
  assert.equal(fs.readdirSync(path.join(labextensionFolder(root), "static")), ["remoteEntry.2.js"]);
  assert.equal(fs.readdirSync(path.dirname(labextensionFolder(root))), ["emlab-extension"]);
});

test("code that is missing, and a manifest that is none, are problems", ({ root }) => {
  build(root, "remoteEntry.1.js");
  installLabextension(root);
  fs.rmSync(path.join(labextensionFolder(root), "static"), { recursive: true });
  assert.is(labextensionProblem(root), "its code is missing");
  fs.writeFileSync(path.join(labextensionFolder(root), "package.json"), "{");
  assert.is(labextensionProblem(root), "the extension is missing");
});

test("the step is done again when a source of it changes, of whatever room it imports, and not for those of the kernel", ({
  root,
}) => {
  const step = setupSteps.find(({ name }) => name === "extension");
  const write = (/** @type {string} */ name, text = "") => {
    fs.mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  let key = step?.key(root);
  const hasChanged = () => {
    const before = key;
    key = step?.key(root);
    return before !== key;
  };
  const imports = [
    'import { a } from "../../src/messages/a.js";\nexport * from "../../src/display/b.js";',
    'const c = await import("../../src/display/c.js");',
  ].join("\n");
  for (const [name, text] of Object.entries({
    "extension/src/a.ts": imports,
    "extension/style/a.css": "",
    "src/messages/a.ts": 'import type { D } from "./d.js";',
    "src/messages/d.ts": "",
    "src/display/b.ts": "",
    "src/display/c.ts": "",
  })) {
    write(name, text);
    assert.ok(hasChanged(), name);
  }
  write("src/core/a.ts");
  write("src/messages/kernelOnly.ts");
  write("extension/lib/a.js");
  assert.not.ok(hasChanged());
});

test.run();
