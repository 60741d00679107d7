import { cellConsole } from "../output/cellConsole.js";
import type { StreamName } from "../threadMessages.js";

/** Characters that may wait at the server before a printing loop is held back: about 16 MB. */
const backlogCharacters = 8 * 1024 * 1024;
/** A pause of a printing loop ends at the latest after this time (ms), even where the server does not answer. */
const pauseMs = 50;

type Write = (chunk: Uint8Array | string, encoding?: unknown, done?: unknown) => boolean;

/** Sends everything that is written to standard output and error to the notebook, and gives cells a `console` of their own. */
export function captureStreams(backlog: Int32Array, post: (name: StreamName, text: string) => void): void {
  const capture = (name: StreamName): Write => {
    const decoder = new TextDecoder();
    return (chunk, encoding, done) => {
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      if (text) {
        if (Atomics.add(backlog, 0, text.length) > backlogCharacters) holdBack(backlog);
        post(name, text);
      }
      const callback = typeof encoding === "function" ? encoding : done;
      if (typeof callback === "function") process.nextTick(callback as () => void);
      return true;
    };
  };
  process.stdout.write = capture("stdout") as typeof process.stdout.write;
  process.stderr.write = capture("stderr") as typeof process.stderr.write;
  const console = cellConsole(process.stdout, process.stderr);
  Object.defineProperty(globalThis, "console", { value: console, configurable: true, writable: true });
}

/** Waits until the server has sent half of what waits, so that an endless printing loop does not fill the memory. */
function holdBack(backlog: Int32Array): void {
  let waiting = Atomics.load(backlog, 0);
  while (waiting > backlogCharacters / 2) {
    if (Atomics.wait(backlog, 0, waiting, pauseMs) === "timed-out") return;
    waiting = Atomics.load(backlog, 0);
  }
}
