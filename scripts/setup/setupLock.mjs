import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SetupError } from "./setupError.mjs";

/** A holder touches its lock this often. */
const heartbeatMs = 5_000;
/** A lock that was not touched for this long is stale: its holder was killed. */
const staleMs = 30_000;

/**
 * Takes the lock that keeps two set-ups of the same folder apart; waits while another one works, and removes the lock of one that died.
 * @param {string} root
 * @param {{ say?: (line: string) => void, pollMs?: number, timeoutMs?: number }} [given]
 * @returns {Promise<() => void>} gives the lock back; calling it again does nothing
 */
export async function takeSetupLock(root, { say = console.log, pollMs = 500, timeoutMs = 3_600_000 } = {}) {
  const file = path.join(root, ".setup", "lock");
  const content = JSON.stringify({ pid: process.pid, host: os.hostname() });
  const giveUpAt = Date.now() + timeoutMs;
  for (let told = false; !create(file, content); ) {
    const holder = readLock(file);
    if (holder && isStale(holder)) {
      removeStale(file, holder);
      continue;
    }
    if (!told) say(`Another set-up of this folder is at work (process ${holder?.pid ?? "?"}); waiting for it.`);
    told = true;
    if (Date.now() > giveUpAt) {
      throw new SetupError(
        `Another set-up (process ${holder?.pid ?? "?"}) did not end.`,
        `End that process, delete ${file} and type the command again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return keep(file, content);
}

/**
 * @param {string} file
 * @param {string} content
 */
function keep(file, content) {
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off("exit", release);
    if (readLock(file)?.text === content) fs.rmSync(file, { force: true });
  };
  process.on("exit", release);
  return release;
}

/**
 * @param {string} file
 * @param {string} content
 */
function create(file, content) {
  try {
    fs.writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    // Windows answers EPERM while the old lock is being deleted.
    if (code === "EEXIST" || (code === "EPERM" && process.platform === "win32")) return false;
    throw error;
  }
}

/** @typedef {{ text: string, pid?: number, host?: string, ageMs: number }} Lock */

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  try {
    const text = fs.readFileSync(file, "utf8");
    const ageMs = Date.now() - fs.statSync(file).mtimeMs;
    try {
      return { ...JSON.parse(text), text, ageMs };
    } catch {
      return { text, ageMs };
    }
  } catch {
    return undefined;
  }
}

/** @param {Lock} lock */
function isStale(lock) {
  if (lock.ageMs > staleMs) return true;
  return lock.host === os.hostname() && lock.pid !== undefined && !isAlive(lock.pid);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Removes exactly that stale lock: when a second waiter was faster and already made its own, that one stays.
 * @param {string} file
 * @param {Lock} stale
 */
function removeStale(file, stale) {
  if (readLock(file)?.text === stale.text) fs.rmSync(file, { force: true });
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  fs.utimes(file, now, now, () => {});
}
