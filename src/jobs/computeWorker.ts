import type { MessagePort } from "node:worker_threads";
import { closestName } from "../core/closestName.js";
import { EmError, throwIfAborted } from "../core/error.js";
import type { Progress, RunContext } from "../core/progress.js";
import { type PackedError, packError } from "./packedError.js";
import { transferables } from "./transferables.js";

/** What the engine sends to a worker. */
export interface Task {
  readonly module: string;
  readonly name: string;
  readonly args: readonly unknown[];
  /** One word, 1 when the job is no longer wanted: a busy thread cannot read messages, but it can read this. */
  readonly aborted: Int32Array;
  /** Progress and the outcome go out here, in this order; any message that comes in is the news of an abort. */
  readonly port: MessagePort;
}

/** What a worker sends back. */
export type Report =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "result"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: PackedError };

/** Runs one task on this thread; piscina calls it. The outcome is posted, not returned: so it can be moved and keeps its place after progress. */
export async function runTask({ module, name, args, aborted, port }: Task): Promise<void> {
  const progress = progressSender(port);
  try {
    const signal = sharedSignal(aborted, port);
    throwIfAborted(signal, name);
    const call = await exportedFunction(module, name);
    const context: RunContext = { signal, onProgress: progress.send };
    const value = await call(...args, context);
    progress.flush();
    postResult(port, { kind: "result", value });
  } catch (error) {
    progress.flush();
    port.postMessage({ kind: "error", error: packError(error) } satisfies Report);
  } finally {
    port.close();
  }
}

function postResult(port: MessagePort, report: Report & { kind: "result" }): void {
  try {
    port.postMessage(report, transferables(report.value));
  } catch {
    // Memory of a wasm module cannot move; copied it can be sent. What cannot be copied either throws again.
    port.postMessage(report);
  }
}

async function exportedFunction(module: string, name: string): Promise<(...args: unknown[]) => unknown> {
  const exports = (await import(module)) as Record<string, unknown>;
  const found = exports[name];
  if (typeof found === "function") return found as (...args: unknown[]) => unknown;
  const near = closestName(name, Object.keys(exports));
  throw new EmError("BadOption", `${module} exports no function "${name}"`, {
    fix: near ? `Did you mean ${near}?` : `It exports: ${Object.keys(exports).join(", ")}.`,
  });
}

/** A signal that tells the truth to a loop that never waits, and fires its event for code that does. */
function sharedSignal(aborted: Int32Array, port: MessagePort): AbortSignal {
  const controller = new AbortController();
  Object.defineProperty(controller.signal, "aborted", { get: () => Atomics.load(aborted, 0) === 1 });
  port.on("message", () => controller.abort());
  return controller.signal;
}

/** Between two reports: more often than 20 times a second no bar shows, and every message costs the other thread's time. */
const REPORT_EVERY_MS = 50;

function progressSender(port: MessagePort) {
  let nextMs = 0;
  let kept: Progress | undefined;
  const post = (progress: Progress) => port.postMessage({ kind: "progress", progress } satisfies Report);
  return {
    send(progress: Progress): void {
      const nowMs = performance.now();
      if (nowMs < nextMs) {
        kept = progress;
        return;
      }
      kept = undefined;
      nextMs = nowMs + REPORT_EVERY_MS;
      post(progress);
    },
    /** The last report is never lost. */
    flush(): void {
      if (kept) post(kept);
      kept = undefined;
    },
  };
}
