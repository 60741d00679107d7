import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Children that run now: ended when the set-up itself is ended. */
const running = new Set();
/** @type {NodeJS.Signals[]} */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program to its end, without a shell; what it prints goes to a log file.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, logFile: string, env?: NodeJS.ProcessEnv }} where
 * @returns {Promise<{ code: number, output: string }>} output: all that it printed, its errors included
 */
export function runCommand(program, args, { cwd, logFile, env = process.env }) {
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = fs.openSync(logFile, "a");
  fs.writeSync(log, `\n> ${[program, ...args].join(" ")}\n`);
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const chunks = /** @type {Buffer[]} */ ([]);
    const take = (/** @type {Buffer} */ chunk) => {
      chunks.push(chunk);
      writeQuietly(log, chunk);
    };
    const finish = (/** @type {number} */ code, note = "") => {
      running.delete(child);
      if (running.size === 0) for (const signal of endings) process.off(signal, endAll);
      fs.closeSync(log);
      resolve({ code, output: Buffer.concat(chunks).toString("utf8") + note });
    };
    if (running.size === 0) for (const signal of endings) process.on(signal, endAll);
    running.add(child);
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", (error) => finish(127, String(error)));
    child.once("close", (code, signal) => {
      if (child.pid !== undefined) finish(code ?? 1, signal ? `ended by ${signal}` : "");
    });
  });
}

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  for (const child of running) child.kill("SIGTERM");
  process.exit(signal === "SIGINT" ? 130 : 143);
}

/**
 * A full disk must not hide what the program said.
 * @param {number} file
 * @param {Buffer} chunk
 */
function writeQuietly(file, chunk) {
  try {
    fs.writeSync(file, chunk);
  } catch {}
}
