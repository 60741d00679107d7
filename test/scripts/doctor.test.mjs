import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extensionCheck } from "../../scripts/doctor/extensionCheck.mjs";
import { installationCheck } from "../../scripts/doctor/installationCheck.mjs";
import { jupyterCheck, programOnPath } from "../../scripts/doctor/jupyterCheck.mjs";
import { kernelStartCheck } from "../../scripts/doctor/kernelStartCheck.mjs";
import { commandFor, kernelspecCheck } from "../../scripts/doctor/kernelspecCheck.mjs";
import { memoryCheck } from "../../scripts/doctor/memoryCheck.mjs";
import { nodeCheck } from "../../scripts/doctor/nodeCheck.mjs";
import { portsCheck } from "../../scripts/doctor/portsCheck.mjs";
import { pythonCheck } from "../../scripts/doctor/pythonCheck.mjs";
import { findingLines, runChecks } from "../../scripts/doctor/runChecks.mjs";
import { runInKernel } from "../../scripts/doctor/runInKernel.mjs";
import { zeromqCheck } from "../../scripts/doctor/zeromqCheck.mjs";
import { installKernelspec } from "../../scripts/kernelspec/installKernelspec.mjs";
import { userDataFolder } from "../../scripts/kernelspec/jupyterFolders.mjs";
import { projectRoot, venvPython } from "../../scripts/setup/project.mjs";
import { SetupError } from "../../scripts/setup/setupError.mjs";

const test = suite("emlab doctor", { folder: "" });
test.before.each((context) => {
  context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab doctor "));
});
test.after.each((context) => fs.rmSync(context.folder, { recursive: true, force: true }));

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function write(folder, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
}

test("finds no problem in this folder, and starts a kernel to be sure", () => {
  const out = execFileSync(process.execPath, [path.join(projectRoot, "scripts", "emlab.mjs"), "doctor"], {
    encoding: "utf8",
    env: { ...process.env, JUPYTER_DATA_DIR: path.join(os.tmpdir(), "no-such-folder"), JUPYTER_PATH: "" },
  });
  assert.match(out, /^ok {7}A kernel starts, says that 1\+1 is 2/m);
  assert.match(out, /^ok {7}npm start opens JupyterLab \d/m);
  assert.match(out, /No problem was found\.\n$/);
});

test("a check that throws has found a problem, and the next ones still run", async () => {
  /** @type {string[]} */
  const told = [];
  const findings = await runChecks(
    [
      () => {
        throw new SetupError("no Node", "install it\nsee nodejs.org");
      },
      async () => {
        throw new Error("broken");
      },
      () => [{ state: "note", what: "one\ntwo" }],
    ],
    (finding) => told.push(...findingLines(finding)),
  );
  assert.equal(
    findings.map(({ state }) => state),
    ["problem", "problem", "note"],
  );
  assert.equal(told, [
    "problem  no Node",
    "         fix: install it",
    "              see nodejs.org",
    "problem  broken",
    "note     one",
    "         two",
  ]);
});

test("Node, memory and ZeroMQ", async () => {
  assert.is(nodeCheck("22.1.0").state, "ok");
  assert.throws(() => nodeCheck("18.0.0"), /18\.0\.0 is too old/);
  assert.is(memoryCheck({ freeMb: 8_000, totalMb: 16_000 }).state, "ok");
  assert.match(memoryCheck({ freeMb: 1_200, totalMb: 16_000 }).what, "Only 1.2 GB of 16.0 GB");
  assert.is(memoryCheck({ freeMb: 1_200, totalMb: 16_000 }).state, "note");
  assert.is(memoryCheck({ freeMb: 100, totalMb: 16_000 }).state, "problem");
  assert.is((await zeromqCheck()).state, "ok");
  const broken = await zeromqCheck(async () => {
    throw new Error("invalid ELF header\nat …");
  });
  assert.is(broken.state, "problem");
  assert.match(broken.what, /invalid ELF header$/);
  const absent = await zeromqCheck(() => Promise.reject(Object.assign(new Error(), { code: "ERR_MODULE_NOT_FOUND" })));
  assert.is(absent.what, "ZeroMQ is not installed");
});

test("packages and build: missing, old, as they should be", ({ folder }) => {
  let problem = /** @type {string | undefined} */ ("dist is incomplete");
  const step = { name: "build", title: "Build", key: () => "now", problem: () => problem, run: async () => {} };
  const state = () => installationCheck({ root: folder, steps: [step] })[0]?.state;
  assert.is(state(), "problem");
  problem = undefined;
  assert.is(state(), "note");
  write(folder, { ".setup/build.stamp": "now\n" });
  assert.is(state(), "ok");
});

test("Python: of the environment, of the system, and one that was removed", ({ folder }) => {
  const python = { version: [3, 12, 1], executable: "/usr/bin/python3", hasVenv: true, is64Bit: true };
  assert.is(pythonCheck({ root: folder, find: () => python }).state, "note");
  write(folder, { [path.relative(folder, venvPython(folder))]: "" });
  assert.is(pythonCheck({ root: folder, probe: () => python }).state, "ok");
  const dead = pythonCheck({ root: folder, probe: () => undefined });
  assert.is(dead.state, "problem");
  assert.match(/** @type {string} */ (dead.fix), ".venv");
});

test("Jupyter: the one of this folder and the one on the PATH, with and without the kernel", async ({ folder }) => {
  const bin = path.join(folder, "bin");
  const emlab = { spec: { argv: ["node", path.join("/x", "dist", "kernel", "main.cjs")] } };
  /** @type {{ lab: string | undefined, kernels: Record<string, any> } | undefined} */
  let answer = { lab: "4.6.6", kernels: { emlab } };
  const check = async () => {
    const findings = await jupyterCheck({
      root: folder,
      env: { PATH: bin },
      platform: "linux",
      ask: async () => answer,
    });
    return findings.map(({ state, what }) => `${state} ${what}`);
  };
  assert.equal(await check(), ["problem npm start has no JupyterLab yet"]);
  write(folder, { "bin/jupyter": "" });
  assert.is(programOnPath("jupyter", { PATH: `/none:${bin}` }, "linux"), path.join(bin, "jupyter"));
  assert.match(
    (await check()).join("\n"),
    /^note npm start has no .*\nok Your .*jupyter has JupyterLab 4\.6\.6 and offers emlab as emlab$/,
  );
  answer = { lab: "4.6.6", kernels: {} };
  assert.match((await check())[1] ?? "", /^note .*does not offer emlab$/);
  answer = { lab: undefined, kernels: {} };
  assert.match((await check())[1] ?? "", /has no JupyterLab/);
  answer = undefined;
  assert.match((await check())[1] ?? "", /^note .*does not answer$/);
  write(folder, { ".venv/bin/python": "" });
  assert.match((await check())[0] ?? "", /^problem The Jupyter of this folder does not answer$/);
  answer = { lab: "4.6.6", kernels: { emlab } };
  assert.match((await check())[0] ?? "", /^ok npm start opens JupyterLab 4\.6\.6/);
});

test("the Jupyter of this folder is asked itself, also where another one stands first on the PATH", async ({
  folder,
}) => {
  const other = path.join(folder, "jupyter-kernelspec");
  fs.writeFileSync(other, "#!/bin/sh\necho '{\"kernelspecs\": {}}'\n", { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
  const [own] = await jupyterCheck({ env });
  assert.match(own?.what ?? "", /^npm start opens JupyterLab .*, which offers emlab$/);
});

test("kernelspecs: nowhere, good, of an older version, and left behind by a move or an update of Node", async ({
  folder,
}) => {
  const check = async () => (await kernelspecCheck({ folders: [folder] }))[0] ?? { state: "", what: "", fix: "" };
  assert.match((await check()).what, "installed nowhere");
  const spec = path.join(folder, "emlab");
  await installKernelspec(spec, { displayName: "Mine", engine: "tslab" });
  assert.is((await check()).state, "ok");
  await installKernelspec(spec, { node: path.join(folder, "node") });
  assert.match((await check()).what, "starts a Node that is gone");
  await installKernelspec(spec, { root: path.join(folder, "moved") });
  assert.match((await check()).what, "starts an emlab that is gone");
  write(folder, { "moved/dist/kernel/main.cjs": "" });
  assert.is((await check()).state, "note", "another emlab that is there");
  await installKernelspec(spec);
  const content = JSON.parse(fs.readFileSync(path.join(spec, "kernel.json"), "utf8"));
  write(spec, { "kernel.json": JSON.stringify({ ...content, interrupt_mode: "signal" }) });
  const old = await check();
  assert.match(old.what, "older emlab");
  assert.match(/** @type {string} */ (old.fix), "emlab install");
});

test("the command that mends a kernelspec names its place", () => {
  assert.is(commandFor("install", path.join(userDataFolder(), "kernels", "emlab")), "emlab install");
  const folder = path.join("/opt", "my env", "share", "jupyter", "kernels", "two");
  assert.is(
    commandFor("uninstall", folder),
    `emlab uninstall --prefix ${JSON.stringify(path.join("/opt", "my env"))} --name two`,
  );
});

test("the widget extension: none in this version, missing, old, there", ({ folder }) => {
  assert.match(extensionCheck({ root: folder }).what, "not part of this version");
  write(folder, { "extension/package.json": '{"name":"emlab-widgets","version":"0.2.0"}' });
  assert.is(extensionCheck({ root: folder }).state, "problem");
  const installed = ".venv/share/jupyter/labextensions/emlab-widgets/package.json";
  write(folder, { [installed]: '{"version":"0.1.0"}' });
  assert.match(extensionCheck({ root: folder }).what, "is 0.1.0, wanted 0.2.0");
  write(folder, { [installed]: '{"version":"0.2.0"}' });
  assert.is(extensionCheck({ root: folder }).state, "ok");
});

test("ports that cannot be listened on", async () => {
  assert.is((await portsCheck()).state, "ok");
  const refused = await portsCheck({ listen: () => net.createServer().listen(0, "192.0.2.1") });
  assert.is(refused.state, "problem");
  assert.match(refused.what, "192.0.2.1");
});

test("a kernel that does not start, or says something else", async ({ folder }) => {
  const entry = path.join(folder, "main.js");
  write(folder, { "main.js": 'console.error("no such library"); process.exit(3);', "package.json": "{}" });
  const broken = await kernelStartCheck({ run: (code) => runInKernel(code, { entry }) });
  assert.is(broken.state, "problem");
  assert.match(broken.what, /code 3.*\n.*no such library/);
  write(folder, { "main.js": "setInterval(() => {}, 1e6);" });
  const silent = await kernelStartCheck({ run: (code) => runInKernel(code, { entry, patienceMs: 1_000 }) });
  assert.match(silent.what, "within 1 s");
  assert.match((await kernelStartCheck({ run: async () => "3" })).what, "1+1 is 3");
  assert.match((await kernelStartCheck({ root: folder })).what, "the build is missing");
});

test("a cell that fails gives its error instead of a result", async () => {
  assert.match(await runInKernel("throw new RangeError('on purpose')"), /^RangeError: on purpose/);
});

test.run();
