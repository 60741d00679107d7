import { spawnSync } from "node:child_process";
import { SetupError } from "./setupError.mjs";

/**
 * A Python that was tried.
 * @typedef {object} PythonProbe
 * @property {number[]} version
 * @property {string} executable
 * @property {boolean} hasVenv venv and ensurepip can be imported (Debian packs them apart)
 * @property {boolean} is64Bit
 */

/** What a candidate prints about itself, as JSON; it must run on any Python 3 and on Python 2.7. */
const question = `
import sys, json
try:
    import venv, ensurepip
    has_venv = True
except ImportError:
    has_venv = False
print(json.dumps({"version": list(sys.version_info[:3]), "executable": sys.executable, "hasVenv": has_venv, "is64Bit": sys.maxsize > 2**32}))
`;

const oldestMinor = 10;

/**
 * The commands to try, best first: $EMLAB_PYTHON alone where it is set.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[][]}
 */
export function pythonCandidates(platform, env) {
  if (env.EMLAB_PYTHON) return [[env.EMLAB_PYTHON]];
  const versions = [13, 12, 14, 11, 10];
  if (platform === "win32")
    return [["python3"], ["python"], ["py", "-3"], ...versions.map((minor) => ["py", `-3.${minor}`])];
  return [["python3"], ["python"], ...versions.map((minor) => [`python3.${minor}`])];
}

/**
 * Asks one candidate what it is; undefined when it is not there or does not answer (as the Windows Store's stub).
 * @param {string[]} command
 * @returns {PythonProbe | undefined}
 */
export function probePython([command, ...args]) {
  const answer = spawnSync(/** @type {string} */ (command), [...args, "-c", question], {
    encoding: "utf8",
    timeout: 20_000,
    windowsHide: true,
  });
  if (answer.status !== 0) return undefined;
  try {
    return JSON.parse(answer.stdout);
  } catch {
    return undefined;
  }
}

/**
 * The first Python that can make the virtual environment. Throws SetupError that names what to install.
 * @param {{ platform?: NodeJS.Platform, env?: NodeJS.ProcessEnv, probe?: (command: string[]) => PythonProbe | undefined }} [given]
 * @returns {PythonProbe}
 */
export function findPython({ platform = process.platform, env = process.env, probe = probePython } = {}) {
  const found = [];
  for (const command of pythonCandidates(platform, env)) {
    const python = probe(command);
    if (!python) continue;
    if (!problemOf(python)) return python;
    found.push(python);
  }
  throw whatToInstall(found, platform, env);
}

/**
 * @param {PythonProbe} python
 * @returns {"old" | "32 bit" | "no venv" | undefined}
 */
function problemOf(python) {
  const [major = 0, minor = 0] = python.version;
  if (major !== 3 || minor < oldestMinor) return "old";
  if (!python.is64Bit) return "32 bit";
  return python.hasVenv ? undefined : "no venv";
}

/**
 * @param {PythonProbe[]} found
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
function whatToInstall(found, platform, env) {
  const withoutVenv = found.find((python) => problemOf(python) === "no venv");
  if (withoutVenv) return missingVenv(withoutVenv, platform);
  const fix = `Install Python 3.12: ${howToInstallPython(platform)}\nOr set EMLAB_PYTHON to the path of a Python 3.${oldestMinor} or newer. Then type the command again.`;
  const narrow = found.find((python) => problemOf(python) === "32 bit");
  if (narrow) return new SetupError(`Python ${name(narrow)} is a 32-bit one: numpy and scipy need 64 bits.`, fix);
  const old = found[0];
  if (old) return new SetupError(`Python ${name(old)} is too old: emlab needs 3.${oldestMinor} or newer.`, fix);
  if (env.EMLAB_PYTHON) {
    return new SetupError(
      `EMLAB_PYTHON is "${env.EMLAB_PYTHON}", which does not run as Python.`,
      "Correct that path, or unset EMLAB_PYTHON to have Python looked for.",
    );
  }
  return new SetupError("No Python was found (python3, python or py).", fix);
}

/**
 * @param {PythonProbe} python
 * @param {NodeJS.Platform} platform
 */
function missingVenv(python, platform) {
  const fix =
    platform === "linux"
      ? `Debian and Ubuntu: sudo apt install python3-venv   (or python${python.version.slice(0, 2).join(".")}-venv)\nFedora: sudo dnf install python3\nThen type the command again.`
      : `This Python was installed without them: install it again from https://www.python.org, or set EMLAB_PYTHON to another Python.`;
  return new SetupError(`Python ${name(python)} lacks its modules venv and ensurepip.`, fix);
}

/** @param {PythonProbe} python */
function name(python) {
  return `${python.version.join(".")} (${python.executable})`;
}

/** @param {NodeJS.Platform} platform */
function howToInstallPython(platform) {
  if (platform === "win32")
    return "winget install Python.Python.3.12   (or the 64-bit installer from https://www.python.org)";
  if (platform === "darwin") return "brew install python@3.12   (or the installer from https://www.python.org)";
  return "sudo apt install python3 python3-venv   (Debian, Ubuntu)   or   sudo dnf install python3   (Fedora)";
}
