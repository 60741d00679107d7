import { test } from "uvu";
import * as assert from "uvu/assert";
import { kernelsFolders, prefixKernelsFolder, userDataFolder } from "../../scripts/kernelspec/jupyterFolders.mjs";

test("the user's folder is where Jupyter looks on each system", () => {
  /** @type {[import("../../scripts/kernelspec/jupyterFolders.mjs").Machine, string][]} */
  const cases = [
    [{ platform: "linux", home: "/home/ä b", env: {} }, "/home/ä b/.local/share/jupyter"],
    [{ platform: "linux", home: "/home/a", env: { XDG_DATA_HOME: "/data" } }, "/data/jupyter"],
    [{ platform: "linux", home: "/home/a", env: { XDG_DATA_HOME: "" } }, "/home/a/.local/share/jupyter"],
    [{ platform: "darwin", home: "/Users/a", env: { XDG_DATA_HOME: "/data" } }, "/Users/a/Library/Jupyter"],
    [
      { platform: "darwin", home: "/Users/a", env: { JUPYTER_PLATFORM_DIRS: "1" } },
      "/Users/a/Library/Application Support/Jupyter",
    ],
    [{ platform: "darwin", home: "/Users/a", env: { JUPYTER_PLATFORM_DIRS: "0" } }, "/Users/a/Library/Jupyter"],
    [
      { platform: "win32", home: "C:\\Users\\a", env: { APPDATA: "C:\\Users\\a\\AppData\\Roaming" } },
      "C:\\Users\\a\\AppData\\Roaming\\jupyter",
    ],
    [{ platform: "win32", home: "C:\\Users\\a", env: {} }, "C:\\Users\\a\\.jupyter\\data"],
    [
      { platform: "win32", home: "C:\\Users\\a", env: { JUPYTER_PLATFORM_DIRS: "true", LOCALAPPDATA: "D:\\local" } },
      "D:\\local\\Jupyter",
    ],
  ];
  for (const [machine, folder] of cases) assert.is(userDataFolder(machine), folder);
  for (const platform of /** @type {NodeJS.Platform[]} */ (["linux", "darwin", "win32"])) {
    assert.is(userDataFolder({ platform, home: "/h", env: { JUPYTER_DATA_DIR: "/own" } }), "/own");
  }
});

test("below a prefix the folder is the same on every system", () => {
  assert.is(prefixKernelsFolder("/venv", "linux"), "/venv/share/jupyter/kernels");
  assert.is(prefixKernelsFolder("C:\\venv", "win32"), "C:\\venv\\share\\jupyter\\kernels");
});

test("all folders: JUPYTER_PATH first, then the user's, the prefixes and the system's, each once", () => {
  const env = { JUPYTER_PATH: "/one:/two:", JUPYTER_DATA_DIR: "/two" };
  assert.equal(kernelsFolders(["/venv"], { platform: "linux", env, home: "/h" }), [
    "/one/kernels",
    "/two/kernels",
    "/venv/share/jupyter/kernels",
    "/usr/local/share/jupyter/kernels",
    "/usr/share/jupyter/kernels",
  ]);
  const windows = { JUPYTER_PATH: "C:\\one;D:\\two", APPDATA: "C:\\roaming" };
  assert.equal(kernelsFolders([], { platform: "win32", env: windows, home: "C:\\h" }), [
    "C:\\one\\kernels",
    "D:\\two\\kernels",
    "C:\\roaming\\jupyter\\kernels",
  ]);
});

test.run();
