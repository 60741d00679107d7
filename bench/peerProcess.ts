import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EmError } from "../src/core/error.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The Python with the peers: $EM_PYTHON, else the project's own environment. Errors: BadFile when there is none. */
export function peerPython(): string {
  const wanted = process.env["EM_PYTHON"];
  if (wanted) return wanted;
  const inside = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  const python = `${root}.venv/${inside}`;
  if (existsSync(python)) return python;
  throw new EmError("BadFile", `there is no Python environment at .venv/${inside}`, {
    fix: "Run npm start once, which makes it, or set EM_PYTHON to a Python that has numpy and scipy.",
  });
}

/** A Python program that answers each line of JSON with one line of JSON, on one thread. */
export class PeerProcess {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  /** script: path from the project's folder. python: default peerPython(). */
  constructor(script: string, args: readonly string[], python = peerPython()) {
    const single = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
    const env = { ...process.env, ...single, PYTHONDONTWRITEBYTECODE: "1" };
    this.#child = spawn(python, [`${root}${script}`, ...args], { env, stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** Errors: Protocol when the program ended, after it has printed why. */
  async ask<T>(question: object): Promise<T> {
    this.#child.stdin!.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#answers.next();
    if (!done) return JSON.parse(value) as T;
    throw new EmError("Protocol", "the Python program of the peers ended", {
      fix: "Its message is above; npm start installs numpy and scipy.",
    });
  }

  close(): void {
    this.#child.stdin!.end();
  }
}
