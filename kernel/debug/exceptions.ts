import { readFile } from "node:fs/promises";
import type { Runtime } from "node:inspector";
import type { Remote } from "../rpc.js";
import type { LanguageCalls } from "../threadMessages.js";
import type { CellSources } from "./cellSources.js";
import type { Body } from "./dap.js";
import { thrownText } from "./guardedCode.js";
import type { InspectorLink } from "./inspectorLink.js";
import type { Pause } from "./mainThread.js";
import { type Frame, isSteppable } from "./stackFrames.js";

/** What V8 adds to a stop at an exception. */
type Thrown = Runtime.RemoteObject & { readonly uncaught?: boolean };

/** What was thrown, where a stop is at an exception. */
export function thrownAt({ reason, data }: Pause): Thrown | undefined {
  return reason === "exception" || reason === "promiseRejection" ? (data as unknown as Thrown) : undefined;
}

/** The text under a stopped exception, and the answer to `exceptionInfo`. */
export function exceptionBody(thrown: Thrown): Body {
  const description = thrownText(thrown);
  const breakMode = thrown.uncaught ? "unhandled" : "always";
  const stackTrace = thrown.description ?? description;
  return { exceptionId: thrown.className ?? "Thrown", description, breakMode, details: { stackTrace } };
}

/** Decides which exceptions stop. */
export class ExceptionStops {
  readonly #link: InspectorLink;
  readonly #cells: CellSources;
  readonly #language: Remote<Pick<LanguageCalls, "isGuarded">>;
  #filters: ReadonlySet<string> = new Set();

  constructor(link: InspectorLink, cells: CellSources, language: Remote<Pick<LanguageCalls, "isGuarded">>) {
    this.#link = link;
    this.#cells = cells;
    this.#language = language;
  }

  /**
   * Stops at these kinds from now on. V8 takes what is thrown after an `await` for caught, since the kernel waits for
   * every cell: so it stops at all of them, and `stops` looks closer.
   */
  async set(filters: readonly string[]): Promise<void> {
    this.#filters = new Set(filters);
    await this.#link.post("Debugger.setPauseOnExceptions", { state: filters.length > 0 ? "all" : "none" });
  }

  /** Whether to stop at what was thrown here; `frames` is the stack, innermost first. */
  async stops(thrown: Thrown, frames: readonly Frame[]): Promise<boolean> {
    const own = frames.filter(isSteppable);
    if (own.length === 0) return false;
    if (thrown.uncaught) return this.#filters.has("uncaught");
    // What a package or Node catches by itself is none of the user's business.
    if (own[0] !== frames[0]) return false;
    if (this.#filters.has("caught") && this.#filters.has("uncaught")) return true;
    return this.#filters.has((await this.#isGuarded(own)) ? "caught" : "uncaught");
  }

  /** True when one of the calls stands in a `try` that has a `catch`. */
  async #isGuarded(frames: readonly Frame[]): Promise<boolean> {
    for (const { script, at } of frames) {
      const text = script.kind === "cell" ? this.#cells.textOf(script.source.path) : await textOf(script.source.path);
      if (text !== undefined && at && (await this.#language.isGuarded(text, at.line, at.column))) return true;
    }
    return false;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
