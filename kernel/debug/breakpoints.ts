import { conditionOf, isHit } from "./breakpointConditions.js";
import type { Body, SourceBreakpoint } from "./dap.js";
import type { InspectorLink } from "./inspectorLink.js";
import type { ScriptLocation } from "./scripts.js";
import { type DebugScript, firstLocation, type Scripts } from "./scripts.js";

/** V8 gives at most this many places at a time. */
const locationsAtOnce = 1000;
/** Runs of the same text that a breakpoint is set in, the latest first. */
const scriptsPerPath = 20;

interface Breakpoint {
  readonly id: number;
  readonly wanted: SourceBreakpoint;
  /** Where V8 has put it: the next line with code. */
  line: number;
  verified: boolean;
  hits: number;
}

/** The breakpoints of a debugging session: by the text of a cell or the path of a file, in every script made from it. */
export class Breakpoints {
  readonly #link: InspectorLink;
  readonly #scripts: Scripts;
  readonly #onChanged: (body: Body) => void;
  readonly #byPath = new Map<string, Breakpoint[]>();
  /** By V8's name for it, in one script. */
  readonly #bound = new Map<string, { readonly path: string; readonly breakpoint: Breakpoint }>();
  #lastId = 0;

  /** `onChanged` gets the body of a `breakpoint` event when V8 has found a place for one. */
  constructor(link: InspectorLink, scripts: Scripts, onChanged: (body: Body) => void) {
    this.#link = link;
    this.#scripts = scripts;
    this.#onChanged = onChanged;
  }

  /** Replaces the breakpoints of one source; those of a cell that has not run yet wait for it, unverified. */
  async set(path: string, wanted: readonly SourceBreakpoint[]): Promise<Body[]> {
    await this.#unbind(path);
    const list = wanted.map((one) => {
      this.#lastId += 1;
      return { id: this.#lastId, wanted: one, line: one.line, verified: false, hits: 0 };
    });
    if (list.length > 0) this.#byPath.set(path, list);
    else this.#byPath.delete(path);
    const scripts = await this.#scripts.ofPath(path);
    for (const script of scripts.slice(-scriptsPerPath)) await this.bind(script);
    return list.map((breakpoint) => bodyOf(breakpoint, path));
  }

  /** True where breakpoints wait for a source that has not been loaded, so that loading must be looked at. */
  get areWaiting(): boolean {
    return [...this.#byPath.values()].some((list) => list.some(({ verified }) => !verified));
  }

  has(path: string): boolean {
    return this.#byPath.has(path);
  }

  /** Sets the breakpoints of its source in a script that V8 has just read. */
  async bind(script: DebugScript): Promise<void> {
    const list = this.#byPath.get(script.source.path);
    if (!list || script.map === undefined) return;
    const locations = await this.#locations(script.scriptId);
    for (const breakpoint of list) await this.#bindOne(script, breakpoint, locations);
  }

  /** What the front end is told of these breakpoints of V8, and whether one of them stops now. */
  hit(names: readonly string[]): { readonly ids: readonly number[]; readonly stops: boolean } {
    const own = names.map((name) => this.#bound.get(name)?.breakpoint).filter((found) => found !== undefined);
    for (const breakpoint of own) breakpoint.hits += 1;
    const stopping = own.filter(({ wanted, hits }) => isHit(wanted.hitCondition, hits));
    return { ids: stopping.map(({ id }) => id), stops: stopping.length > 0 };
  }

  /** The list that `debugInfo` gives to a front end that has been reloaded. */
  list(): Body[] {
    return [...this.#byPath].map(([source, list]) => ({
      source,
      breakpoints: list.map(({ wanted, line }) => ({ ...wanted, line })),
    }));
  }

  clear(): void {
    this.#byPath.clear();
    this.#bound.clear();
  }

  async #bindOne(script: DebugScript, breakpoint: Breakpoint, locations: readonly ScriptLocation[]): Promise<void> {
    const found = firstLocation(script, locations, breakpoint.wanted.line);
    if (!found) return;
    const { scriptId, lineNumber, columnNumber } = found.location;
    const location = { scriptId, lineNumber, columnNumber };
    const condition = conditionOf(breakpoint.wanted);
    const parameters = condition === undefined ? { location } : { location, condition };
    try {
      const set = await this.#link.post<{ breakpointId: string }>("Debugger.setBreakpoint", parameters);
      this.#bound.set(set.breakpointId, { path: script.source.path, breakpoint });
    } catch {
      // Two lines that lead to the same place: V8 has one breakpoint there already, and one stop is enough.
    }
    if (breakpoint.verified && breakpoint.line === found.line) return;
    breakpoint.verified = true;
    breakpoint.line = found.line;
    this.#onChanged({ reason: "changed", breakpoint: bodyOf(breakpoint, script.source.path) });
  }

  async #locations(scriptId: string): Promise<ScriptLocation[]> {
    const all: ScriptLocation[] = [];
    let start: ScriptLocation = { scriptId, lineNumber: 0, columnNumber: 0 };
    for (;;) {
      const reply = await this.#link.post<{ locations: ScriptLocation[] }>("Debugger.getPossibleBreakpoints", {
        start,
      });
      all.push(...reply.locations);
      const last = reply.locations.at(-1);
      if (!last || reply.locations.length < locationsAtOnce) return all;
      start = { scriptId, lineNumber: last.lineNumber, columnNumber: (last.columnNumber ?? 0) + 1 };
    }
  }

  async #unbind(path: string): Promise<void> {
    const names = [...this.#bound].filter(([, bound]) => bound.path === path).map(([name]) => name);
    for (const name of names) this.#bound.delete(name);
    await Promise.all(names.map((breakpointId) => this.#link.post("Debugger.removeBreakpoint", { breakpointId })));
  }
}

function bodyOf({ id, line, verified }: Breakpoint, path: string): Body {
  const message = verified ? {} : { message: "It is set when the cell runs." };
  return { id, line, verified, source: { path }, ...message };
}
