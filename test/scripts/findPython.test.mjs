import { test } from "uvu";
import * as assert from "uvu/assert";
import { findPython, probePython, pythonCandidates } from "../../scripts/setup/findPython.mjs";
import { SetupError } from "../../scripts/setup/setupError.mjs";

/**
 * A Python as a probe reports it.
 * @param {number[]} version
 * @param {Partial<import("../../scripts/setup/findPython.mjs").PythonProbe>} [given]
 */
const python = (version, given = {}) => ({
  version,
  executable: `/usr/bin/python${version.join(".")}`,
  hasVenv: true,
  is64Bit: true,
  ...given,
});

/**
 * The error of a search where only the given commands answer.
 * @param {Record<string, import("../../scripts/setup/findPython.mjs").PythonProbe>} answers
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {SetupError}
 */
function problem(answers, platform = "linux", env = {}) {
  try {
    findPython({ platform, env, probe: (command) => answers[command.join(" ")] });
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error("a Python was found");
}

test("the first Python that will do is taken, an older one before it is passed over", () => {
  /** @type {Record<string, ReturnType<typeof python>>} */
  const answers = { python3: python([3, 9, 6]), python: python([2, 7, 18]), "python3.12": python([3, 12, 1]) };
  const found = findPython({ platform: "darwin", env: {}, probe: (command) => answers[command.join(" ")] });
  assert.equal(found.version, [3, 12, 1]);
});

test("Windows has py -3, and the Store's stub that does not answer is passed over", () => {
  assert.ok(pythonCandidates("win32", {}).some((command) => command.join(" ") === "py -3"));
  /** @type {Record<string, ReturnType<typeof python>>} */
  const answers = { "py -3": python([3, 11, 0], { executable: "C:\\Python311\\python.exe" }) };
  const found = findPython({ platform: "win32", env: {}, probe: (command) => answers[command.join(" ")] });
  assert.is(found.executable, "C:\\Python311\\python.exe");
});

test("EMLAB_PYTHON alone is tried where it is set", () => {
  assert.equal(pythonCandidates("linux", { EMLAB_PYTHON: "/opt/my python" }), [["/opt/my python"]]);
  const error = problem({ python3: python([3, 12, 0]) }, "linux", { EMLAB_PYTHON: "/no/python" });
  assert.match(error.message, '"/no/python"');
  assert.match(error.fix, "unset EMLAB_PYTHON");
});

test("no Python: what to install, for each system", () => {
  assert.match(problem({}).message, "No Python");
  assert.match(problem({}).fix, "apt install python3 python3-venv");
  assert.match(problem({}, "win32").fix, "winget install Python");
  assert.match(problem({}, "darwin").fix, "brew install python");
});

test("too old, 32 bits, or without venv: each is said with the version found", () => {
  const old = problem({ python3: python([3, 9, 2]) });
  assert.match(old.message, "3.9.2 (/usr/bin/python3.9.2) is too old");
  assert.match(problem({ python: python([3, 12, 0], { is64Bit: false }) }, "win32").message, "32-bit");
  const bare = problem({ python3: python([3, 11, 2], { hasVenv: false }) });
  assert.match(bare.message, "lacks its modules venv and ensurepip");
  assert.match(bare.fix, "sudo apt install python3-venv");
  assert.match(bare.fix, "python3.11-venv");
});

test("a Python without venv is passed over when another one has it", () => {
  /** @type {Record<string, ReturnType<typeof python>>} */
  const answers = { python3: python([3, 11, 2], { hasVenv: false }), "python3.13": python([3, 13, 0]) };
  assert.equal(
    findPython({ platform: "linux", env: {}, probe: (command) => answers[command.join(" ")] }).version,
    [3, 13, 0],
  );
});

test("a program that is not there or is no Python gives no answer", () => {
  assert.is(probePython(["emlab-no-such-program"]), undefined);
  assert.is(probePython([process.execPath]), undefined);
});

test.run();
