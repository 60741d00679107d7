import { test } from "uvu";
import * as assert from "uvu/assert";
import { adviceFor, adviceForFileError } from "../../scripts/setup/advice.mjs";
import { SetupError } from "../../scripts/setup/setupError.mjs";

/** What npm, pip and Node print, and a word of the advice that must follow. */
const cases = [
  ["npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/x failed", "Check the network"],
  ["npm error code ECONNREFUSED", "HTTPS_PROXY"],
  [
    "WARNING: Retrying … NewConnectionError('…: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')\nERROR: Could not find a version that satisfies the requirement jupyterlab",
    "Check the network",
  ],
  ["npm error code SELF_SIGNED_CERT_IN_CHAIN", "NODE_EXTRA_CA_CERTS"],
  ["SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "PIP_CERT"],
  ["OSError: [Errno 28] No space left on device", "Free about 3 GB"],
  ["npm error code ENOSPC", "Free about 3 GB"],
  ["npm error code EACCES\nnpm error path /usr/lib/x", "folder of your own"],
  [
    "npm error code EPERM\nnpm error Error: EPERM: operation not permitted, unlink 'C:\\emlab\\node_modules\\x.node'",
    "Close JupyterLab",
  ],
  [
    "ERROR: Could not install packages due to an OSError: [WinError 32] The process cannot access the file",
    "Close JupyterLab",
  ],
  ["ERROR: No matching distribution found for numpy==2.4.6", "EMLAB_PYTHON"],
  ["npm error code ETARGET\nnpm error notarget No matching version found", "Try again in an hour"],
  ["npm error code EINTEGRITY", "npm cache clean"],
  ["OSError: [Errno 2] … The filename or extension is too long", "nearer to the root"],
  ["Error: 407 Proxy Authentication Required", "HTTPS_PROXY"],
  ["The virtual environment was not created successfully because ensurepip is not available.", "python3-venv"],
];

test("known failures of npm and pip get their advice", () => {
  for (const [output, advice] of cases) {
    assert.match(
      adviceFor("npm ci", /** @type {string} */ (output), "npm.log").fix,
      /** @type {string} */ (advice),
      output,
    );
  }
});

test("an unknown failure shows its last lines and where the rest is", () => {
  const output = Array.from({ length: 50 }, (_, i) => `line ${i}`).join("\n");
  const error = adviceFor("npm ci", output, "/x/npm.log");
  assert.match(error.message, "line 49");
  assert.not.match(error.message, "line 30\n");
  assert.match(error.fix, "/x/npm.log");
});

test("errors of the file system are explained, others are left as they are", () => {
  const denied = Object.assign(new Error("EACCES: permission denied, mkdir '/x'"), { code: "EACCES" });
  const explained = adviceForFileError(denied, "Writing to /x");
  assert.instance(explained, SetupError);
  assert.match(String(explained), "may not be written");
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  assert.match(String(adviceForFileError(full, "Build")), "disk is full");
  const other = new TypeError("a fault of ours");
  assert.is(adviceForFileError(other, "Build"), other);
});

test.run();
