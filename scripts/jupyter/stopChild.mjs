import { spawnSync } from "node:child_process";

/** A server gets this long to end its kernels. */
const graceMs = 15_000;

/**
 * Ends a child with all that it started when this process is told to end. The child was started with `detached` on POSIX: it is alone in its
 * process group, so Ctrl-C reaches it once, through us, as SIGTERM. On Windows Ctrl-C reaches every program of the console by itself.
 * @param {import("node:child_process").ChildProcess} child
 * Also when npm was ended alone: the shell between npm and us passes no signal on, we only see that our parent is another.
 * @param {{ platform?: NodeJS.Platform, source?: import("node:events").EventEmitter, parentId?: () => number }} [given]
 * @returns {() => void} stops watching: to be called when the child has ended
 */
export function stopChildWithUs(
  child,
  { platform = process.platform, source = process, parentId = parentUnderNpm } = {},
) {
  let asked = false;
  const stop = () => {
    if (asked || child.exitCode !== null) return;
    asked = true;
    if (platform !== "win32") child.kill("SIGTERM");
    setTimeout(() => killAll(child, platform), graceMs).unref();
  };
  const atExit = () => {
    if (child.exitCode === null && child.signalCode === null) killAll(child, platform);
  };
  const parent = parentId();
  const watch = setInterval(() => parentId() !== parent && stop(), 500);
  watch.unref();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"];
  for (const signal of signals) source.on(signal, stop);
  source.on("exit", atExit);
  return () => {
    clearInterval(watch);
    for (const signal of signals) source.off(signal, stop);
    source.off("exit", atExit);
  };
}

/** Who started us by hand, without npm, may leave: the server then goes on, as with nohup. */
function parentUnderNpm() {
  return process.env.npm_lifecycle_event ? process.ppid : 0;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Platform} platform
 */
function killAll(child, platform) {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {}
}
