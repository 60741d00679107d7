import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { specFolder } from "../../scripts/command/specPlace.mjs";
import { emlabSpecs, installedSpec } from "../../scripts/kernelspec/installedSpec.mjs";
import { installKernelspec, kernelEntry, removeKernelspec } from "../../scripts/kernelspec/installKernelspec.mjs";
import { checkedKernelName } from "../../scripts/kernelspec/kernelName.mjs";

const test = suite("the kernelspec", { folder: "" });
test.before.each((context) => {
  context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab spec ü "));
});
test.after.each((context) => fs.rmSync(context.folder, { recursive: true, force: true }));

/**
 * @param {() => unknown} action
 * @returns {Promise<{ message: string, fix: string }>}
 */
async function errorOf(action) {
  try {
    await action();
  } catch (error) {
    return /** @type {{ message: string, fix: string }} */ (error);
  }
  throw new Error("no error");
}

/** @param {string} folder */
const read = (folder) => JSON.parse(fs.readFileSync(path.join(folder, "kernel.json"), "utf8"));

test("is written whole, and a second time without a trace", async ({ folder }) => {
  const spec = path.join(folder, "kernels", "emlab");
  assert.is(await installKernelspec(spec), "new");
  assert.is(await installKernelspec(spec), "same");
  assert.equal(fs.readdirSync(spec).sort(), ["kernel.json", "logo-svg.svg"]);
  const { argv } = read(spec);
  assert.is(argv[0], process.execPath);
  const [entry] = argv.slice(1).filter((/** @type {string} */ word) => !word.startsWith("-"));
  assert.ok(path.isAbsolute(entry) && fs.existsSync(entry), entry);
  assert.is(entry, kernelEntry());
});

test("of an older emlab, or a damaged one, is replaced", async ({ folder }) => {
  await installKernelspec(folder, { node: "/gone/node" });
  assert.is(await installKernelspec(folder, { displayName: "Other" }), "replaced");
  assert.is(read(folder).display_name, "Other");
  assert.is(read(folder).argv[0], process.execPath);
  fs.writeFileSync(path.join(folder, "kernel.json"), "{");
  assert.is(installedSpec(folder).kind, "damaged");
  assert.is(await installKernelspec(folder), "repaired");
  assert.is(installedSpec(folder).kind, "emlab");
});

test("of another program is neither replaced nor removed", async ({ folder }) => {
  const text = '{"argv":["python","-m","ipykernel_launcher"],"display_name":"Python 3","language":"python"}';
  fs.writeFileSync(path.join(folder, "kernel.json"), text);
  for (const action of [() => installKernelspec(folder), () => removeKernelspec(folder)]) {
    const { message, fix } = await errorOf(action);
    assert.match(message, "Python 3");
    assert.match(message, "ipykernel_launcher");
    assert.match(fix, "--name");
  }
  assert.is(fs.readFileSync(path.join(folder, "kernel.json"), "utf8"), text);
});

test("is removed with its folder, but what others put there stays", async ({ folder }) => {
  const [mine, shared] = [path.join(folder, "mine"), path.join(folder, "shared")];
  await installKernelspec(mine);
  await installKernelspec(shared);
  fs.writeFileSync(path.join(shared, "kernel.js"), "");
  assert.equal(emlabSpecs([folder, "/nowhere"]), [mine, shared]);
  assert.equal(removeKernelspec(mine), []);
  assert.not.ok(fs.existsSync(mine));
  assert.equal(removeKernelspec(shared), ["kernel.js"]);
  assert.equal(fs.readdirSync(shared), ["kernel.js"]);
  assert.match((await errorOf(() => removeKernelspec(mine))).message, "There is no kernel in");
});

test("names are those that Jupyter takes, in lower case; for others one is proposed", async () => {
  for (const name of ["emlab", "emlab-2.0_x", "7"]) assert.is(checkedKernelName(name), name);
  assert.is(checkedKernelName("EMlab"), "emlab");
  for (const [name, proposed] of [
    ["em lab", "em-lab"],
    ["../emlab", "..-emlab"],
    ["Labor für TEM", "labor-fu-r-tem"],
    ["a/b", "a-b"],
  ]) {
    const { message, fix } = await errorOf(() => checkedKernelName(/** @type {string} */ (name)));
    assert.match(message, /** @type {string} */ (name));
    assert.match(fix, `--name ${proposed}\n`);
  }
  for (const name of ["", ".", "..", "電子"]) {
    assert.not.match((await errorOf(() => checkedKernelName(name))).fix, "--name .");
  }
});

test("goes to the user's folder, or below a prefix that must be there", async ({ folder }) => {
  const machine = { platform: process.platform, home: folder, env: { JUPYTER_DATA_DIR: path.join(folder, "data") } };
  assert.is(specFolder({}, "/", machine), path.join(folder, "data", "kernels", "emlab"));
  assert.is(specFolder({ user: true, name: "Two" }, "/", machine), path.join(folder, "data", "kernels", "two"));
  fs.mkdirSync(path.join(folder, "venv"));
  const below = path.join(folder, "venv", "share", "jupyter", "kernels", "emlab");
  assert.is(specFolder({ prefix: "venv" }, folder, machine), below);
  assert.match((await errorOf(() => specFolder({ prefix: "vnev" }, folder, machine))).message, "no such folder");
  assert.match((await errorOf(() => specFolder({ prefix: "venv", user: true }, folder))).message, "exclude");
});

test.run();
