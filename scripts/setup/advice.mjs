import { SetupError } from "./setupError.mjs";

/**
 * What a known failure looks like in the output of npm, pip or Node, and what to do about it. The first that matches counts.
 * @type {readonly { pattern: RegExp, what: string, fix: string }[]}
 */
const known = [
  {
    pattern: /ENOSPC|No space left on device|not enough space on the disk/i,
    what: "The disk is full.",
    fix: "Free about 3 GB on the disk of this folder (and of the temporary folder), then type the command again.",
  },
  {
    pattern:
      /UNABLE_TO_GET_ISSUER_CERT|SELF_SIGNED_CERT|CERTIFICATE_VERIFY_FAILED|unable to verify the first certificate/i,
    what: "The certificate of the package server is not trusted: often a company's proxy opens the connection.",
    fix: "Ask your IT for the company's root certificate (a .pem file), then set NODE_EXTRA_CA_CERTS and PIP_CERT to its path.",
  },
  {
    pattern: /\b407\b.*proxy|Proxy Authentication Required|ProxyError|ERR_PROXY/i,
    what: "The proxy refused the connection.",
    fix: "Set HTTPS_PROXY to http://user:password@proxy:port (ask your IT), then type the command again.",
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|Temporary failure in name resolution|getaddrinfo failed|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|Connection broken|network is unreachable/i,
    what: "The package servers could not be reached (registry.npmjs.org and pypi.org, or the mirrors that you set).",
    fix: "Check the network. Behind a proxy set HTTPS_PROXY=http://proxy:port. Then type the command again: it goes on where it stopped.",
  },
  {
    pattern: /EINTEGRITY|THESE PACKAGES DO NOT MATCH THE HASHES/i,
    what: "A downloaded package is damaged or was changed.",
    fix: "Clear the caches (npm cache clean --force; python -m pip cache purge), then type the command again.",
  },
  {
    pattern: /ENAMETOOLONG|The filename or extension is too long|path too long|WinError 206/i,
    what: "The path of this folder is too long for this system.",
    fix: "Move the folder nearer to the root of the disk, as C:\\emlab, or switch long paths on (Windows: LongPathsEnabled).",
  },
  {
    pattern: /EBUSY|WinError 32|being used by another process|EPERM: operation not permitted, (?:unlink|rename|rmdir)/i,
    what: "A file of emlab is in use by another program.",
    fix: "Close JupyterLab, editors and terminals that use this folder (a virus scanner may need a minute), then type the command again.",
  },
  {
    pattern: /EACCES|EROFS|EPERM|Permission denied|Read-only file system|WinError 5\b/i,
    what: "A file or folder may not be written.",
    fix: "Work in a folder of your own (not under Program Files or /usr), and use no sudo. Files left by an earlier sudo: sudo chown -R $USER .",
  },
  {
    pattern: /ETARGET|E404|No matching distribution found|Could not find a version that satisfies/i,
    what: "The package server does not have a package in the version that emlab asks for.",
    fix: "Try again in an hour, or with the public servers (npm config get registry; pip config list show which are set). For Python, 3.10 to 3.14 have ready packages; EMLAB_PYTHON chooses one.",
  },
  {
    pattern: /ensurepip is not available|No module named (?:venv|ensurepip)/i,
    what: "This Python cannot make a virtual environment.",
    fix: "Debian and Ubuntu: sudo apt install python3-venv. Then type the command again.",
  },
];

/**
 * A SetupError for a program that failed, with advice when its output looks like a known failure.
 * @param {string} step as people call it
 * @param {string} output all that the program printed
 * @param {string} logFile
 */
export function adviceFor(step, output, logFile) {
  const match = known.find(({ pattern }) => pattern.test(output));
  const tail = output.trim().split(/\r?\n/).slice(-12).join("\n    ");
  return new SetupError(
    `${step} failed. ${match?.what ?? ""}\n  The last lines it printed:\n    ${tail}`,
    `${match?.fix ?? "Read the lines above; then type the command again."}\nAll that it printed: ${logFile}`,
  );
}

/**
 * A SetupError for an error of the file system, or the error itself when it is another one.
 * @param {unknown} error
 * @param {string} doing
 */
export function adviceForFileError(error, doing) {
  const code = /** @type {NodeJS.ErrnoException} */ (error)?.code;
  if (!(error instanceof Error) || !code || error instanceof SetupError) return error;
  const match = known.find(({ pattern }) => pattern.test(code) || pattern.test(error.message));
  return match ? new SetupError(`${doing}: ${match.what} (${error.message})`, match.fix) : error;
}
