import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { jupyterEnvironment } from "../../scripts/jupyter/environment.mjs";
import { labArguments } from "../../scripts/jupyter/labArguments.mjs";
import { stopChildWithUs } from "../../scripts/jupyter/stopChild.mjs";

test("no variable of another Jupyter or Python gets in, all others do", () => {
  const foreign = {
    JUPYTER_PATH: "/other",
    jupyter_path: "/other",
    JUPYTER_CONFIG_PATH: "/c",
    PYTHONPATH: "/p",
    PYTHONHOME: "/h",
    VIRTUAL_ENV: "/v",
  };
  const env = jupyterEnvironment({
    root: path.resolve("/emlab"),
    env: { ...foreign, HOME: "/home/a", PATH: "/bin" },
    home: path.resolve("/home/a"),
  });
  for (const name of Object.keys(foreign)) assert.is(env[name], undefined, name);
  assert.is(env.PATH, "/bin");
  assert.is(env.JUPYTER_CONFIG_DIR, path.resolve("/emlab/.setup/jupyter/config"));
});

test("the theme and shortcuts of the user are kept", () => {
  const settings = (/** @type {NodeJS.ProcessEnv} */ env) =>
    jupyterEnvironment({ env, home: path.resolve("/home/a") }).JUPYTERLAB_SETTINGS_DIR;
  assert.is(settings({}), path.resolve("/home/a/.jupyter/lab/user-settings"));
  assert.is(settings({ JUPYTER_CONFIG_DIR: path.resolve("/conf") }), path.resolve("/conf/lab/user-settings"));
  assert.is(settings({ JUPYTERLAB_SETTINGS_DIR: "/mine" }), "/mine");
});

test("JupyterLab listens on this machine only, on the folder, with the emlab kernel", () => {
  const args = labArguments("/a b/notebooks", ["--no-browser", "--port", "8899"], 1000);
  assert.ok(args.includes("--ServerApp.root_dir=/a b/notebooks"));
  assert.ok(args.includes("--ServerApp.ip=127.0.0.1"));
  assert.ok(args.includes("--MappingKernelManager.transport_encryption=auto"));
  assert.equal(args.slice(-3), ["--no-browser", "--port", "8899"]);
  assert.not.ok(args.includes("--allow-root"));
  assert.ok(labArguments("/a", [], 0).includes("--allow-root"));
});

test("what the user gives replaces ours, by any of its names: Jupyter refuses an option given twice", () => {
  for (const added of ["--ServerApp.ip=0.0.0.0", "--ip=0.0.0.0"]) {
    const args = labArguments("/a", [added], 0);
    assert.equal(
      args.filter((word) => /ip=/.test(word)),
      [added],
    );
  }
  assert.is(labArguments("/a", ["--notebook-dir", "/b"], 0).filter((word) => word.includes("root_dir")).length, 0);
  assert.is(labArguments("/a", ["--allow-root"], 0).filter((word) => word === "--allow-root").length, 1);
});

const onPosix = process.platform === "win32" ? test.skip : test;

onPosix("a signal ends the child and, when it does not listen, all that it started", async () => {
  const source = new EventEmitter();
  const program = "process.on('SIGTERM', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1000);";
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  stopChildWithUs(child, { source });
  if (child.stdout) await once(child.stdout, "data");
  source.emit("SIGINT");
  source.emit("SIGINT");
  const [code] = await once(child, "exit");
  assert.is(code, 7);
});

onPosix(
  "when this process exits the child is killed, and nothing is watched any more after it was forgotten",
  async () => {
    const source = new EventEmitter();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });
    const forget = stopChildWithUs(child, { source });
    source.emit("exit");
    const [, signal] = await once(child, "exit");
    assert.is(signal, "SIGKILL");
    forget();
    assert.equal(source.eventNames(), []);
  },
);

test.run();
