import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { buildWheel } from "../../scripts/wheel/buildWheel.mjs";
import { FreshVenv } from "./freshVenv.mjs";

const test = suite("wheel");
const isItsSystem = process.platform === "linux" && process.arch === "x64";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab wheel "));
const venv = new FreshVenv(folder);
const wheel = await buildWheel(path.join(folder, "first"));

const reason = isItsSystem ? venv.whyOffline() : "the wheel is for Linux on x64";
if (reason) console.log(`skipped: the wheel was built and not installed: ${reason}`);
const whenInstallable = reason ? test.skip : test;

/** @param {string} file of test/wheel, in Python */
function runPython(file) {
  const runner = path.join(projectRoot, "scripts", "testing", "runPythonTests.py");
  const fixtures = path.join(projectRoot, "test", "fixtures", "io");
  const given = { EMLAB_WHEEL: wheel, EMLAB_FIXTURES: fixtures, EMLAB_PROJECT: projectRoot };
  return venv.run("python", [runner, path.join(projectRoot, "test", "wheel", file)], given);
}

/** @param {string} output */
function assertAllPassed(output) {
  const { passed, failed, skipped } = JSON.parse(output.match(/\{"passed".*\}/)?.[0] ?? "{}");
  assert.ok(passed > 0 && failed === 0 && skipped === 0, output);
}

test.after(() => fs.rmSync(folder, { recursive: true, force: true }));

test("the same files give the same bytes", async () => {
  const second = await buildWheel(path.join(folder, "second"));
  assert.is(path.basename(second), path.basename(wheel));
  assert.ok(fs.readFileSync(second).equals(fs.readFileSync(wheel)));
});

test("a newer wheel takes the place of the older ones", async () => {
  const place = path.join(folder, "third");
  fs.mkdirSync(place);
  for (const name of ["emlab-0.0.1-py3-none-any.whl", "other-1.0-py3-none-any.whl"])
    fs.writeFileSync(path.join(place, name), "");
  await buildWheel(place);
  assert.equal(fs.readdirSync(place).sort(), [path.basename(wheel), "other-1.0-py3-none-any.whl"]);
});

test("it holds what it says, and nothing of the machine that built it", () => {
  assertAllPassed(runPython("archive_test.py"));
});

whenInstallable("pip installs it beside JupyterLab, which takes the extension", () => {
  venv.install(`${wheel}[lab]`, "nbclient");
  assert.match(venv.run("python", ["-m", "pip", "check"]), "No broken requirements");
  const listed = venv.run("jupyter", ["labextension", "list"]);
  assert.match(plain(listed), /emlab-extension v\S+ enabled OK \(python, emlab\)/);
  assert.match(plain(listed), /@jupyter-widgets\/jupyterlab-manager v\S+ enabled OK/);
  assert.match(plain(venv.run("jupyter", ["server", "extension", "list"])), /emlab_server\s+enabled/);
  assert.match(venv.run("jupyter", ["kernelspec", "list"]), path.join("share", "jupyter", "kernels", "emlab"));
});

whenInstallable("a kernel of it runs notebooks far from the project", () => {
  assertAllPassed(runPython("installed_test.py"));
});

whenInstallable("without a Node that is new enough it says what to do", () => {
  assertAllPassed(runPython("nodeChoice_test.py"));
});

whenInstallable("pip removes all of it", () => {
  assert.ok(venv.ownFiles().length > 1000);
  assert.is(venv.pip("uninstall", "--yes", "emlab").status, 0);
  assert.equal(venv.ownFiles(), []);
});

/** @param {string} text */
function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one.
  return text.replaceAll(/\u001b\[\d+m/g, "");
}

test.run();
