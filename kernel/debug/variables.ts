import type { Runtime } from "node:inspector";
import { DebugError, type Variable } from "./dap.js";
import { type Evaluated, readGetter } from "./guardedCode.js";
import type { InspectorLink } from "./inspectorLink.js";
import { pageRanges, sliceFunction } from "./paging.js";
import { valueText } from "./valueText.js";
import { elementCount, typeName } from "./valueTypes.js";

/** Members that are shown at once; longer arrays and objects are folded into ranges. */
const membersAtOnce = 100;

/** V8's internal slots that tell something to a user. */
const shownSlots = new Set([
  "[[Entries]]",
  "[[PromiseState]]",
  "[[PromiseResult]]",
  "[[Target]]",
  "[[TargetFunction]]",
]);

/** What can be expanded: scopes (inner ones first), an object, a part of a long one, or a getter that has not been called. */
type Expandable =
  | ({ readonly kind: "scopes" } & ScopeList)
  | { readonly kind: "object"; readonly value: Runtime.RemoteObject; readonly path: string }
  | {
      readonly kind: "range";
      readonly objectId: string;
      readonly path: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: "getter"; readonly objectId: string; readonly name: string; readonly path: string };

/** Scopes that are shown as one list, inner ones first. */
export interface ScopeList {
  readonly objectIds: readonly string[];
  /** Shown before the names: `this` and the value that is returned. */
  readonly extra?: readonly Property[];
  /** The call that they belong to. Without one, they are read anew each time. */
  readonly callFrameId?: string;
  /** Scopes further inside, whose names hide those of these. */
  readonly innerIds?: readonly string[];
}

/** Which members of a long array a front end asks for. */
export interface Page {
  readonly start?: number;
  readonly count?: number;
  readonly filter?: "indexed" | "named";
}

export interface Property {
  readonly name: string;
  readonly value?: Runtime.RemoteObject | undefined;
  readonly get?: Runtime.RemoteObject | undefined;
}

/** The variables that a front end has been shown and may expand, each by a number; nothing is read before it is asked for. */
export class Variables {
  readonly #link: InspectorLink;
  readonly #expandables = new Map<number, Expandable>();
  #lastReference = 0;
  isJupyterLab = false;
  /** Code has run during the stop: V8 keeps the values that scopes had when it stopped, so they are read one by one. */
  #areStale = false;

  constructor(link: InspectorLink) {
    this.#link = link;
  }

  /** Forgets the numbers given out so far: the values belong to a stop that is over. */
  clear(): void {
    this.#expandables.clear();
    this.#areStale = false;
  }

  /** Says that code has run which may have changed the variables of the stop. */
  refresh(): void {
    this.#areStale = true;
  }

  /** A number by which the names of these scopes are asked for; where two have the same name, the first counts. */
  addScopes(scopes: ScopeList): number {
    return this.#add({ kind: "scopes", ...scopes });
  }

  /** A value under a name; `path` is the expression that leads to it. */
  variable(name: string, value: Runtime.RemoteObject, path: string): Variable {
    const text = valueText(value);
    const type = typeName(value, text, this.isJupyterLab);
    const count = elementCount(value);
    return {
      name,
      value: text,
      type,
      evaluateName: path,
      variablesReference: value.objectId === undefined ? 0 : this.#add({ kind: "object", value, path }),
      ...(count === undefined ? {} : { indexedVariables: count }),
    };
  }

  /** The members behind a number. Throws for a number of an earlier stop. */
  async list(reference: number, page: Page = {}): Promise<Variable[]> {
    const expandable = this.#expandables.get(reference);
    if (!expandable) throw new DebugError(`the variables of reference ${reference} belong to a stop that is over`);
    switch (expandable.kind) {
      case "scopes":
        return this.#scopeVariables(expandable);
      case "object":
        return this.#members(expandable.value, expandable.path, page);
      case "range":
        return this.#range(expandable.objectId, expandable.path, expandable.from, expandable.to);
      case "getter":
        this.refresh();
        return [this.variable(expandable.name, await readGetter(this.#link, expandable), expandable.path)];
    }
  }

  async #scopeVariables({ objectIds, extra = [], callFrameId, innerIds = [] }: ScopeList): Promise<Variable[]> {
    const found = new Map((await this.#namesIn(objectIds)).map((property) => [property.name, property]));
    if (this.#areStale && callFrameId !== undefined) {
      const hidden = new Set((await this.#namesIn(innerIds)).map(({ name }) => name));
      for (const { name } of [...found.values()].filter((one) => !hidden.has(one.name))) {
        const value = await this.#presentValue(callFrameId, name);
        if (value) found.set(name, { name, value });
      }
    }
    return [...extra, ...found.values()].map((one) => this.#property(one, "", one.name));
  }

  /** The names in scopes; where two have the same, the first counts. */
  async #namesIn(objectIds: readonly string[]): Promise<Property[]> {
    const found = new Map<string, Property>();
    for (const objectId of objectIds) {
      const { result } = await this.#properties(objectId);
      for (const one of result) if (!found.has(one.name) && !isOurs(one.name)) found.set(one.name, one);
    }
    return [...found.values()];
  }

  /** What a name stands for now; undefined for one that has no value yet. */
  async #presentValue(callFrameId: string, expression: string): Promise<Runtime.RemoteObject | undefined> {
    const parameters = { callFrameId, expression, generatePreview: true, silent: true, objectGroup: "debugger" };
    const { result, exceptionDetails } = await this.#link.post<Evaluated>("Debugger.evaluateOnCallFrame", parameters);
    return exceptionDetails ? undefined : result;
  }

  async #members(value: Runtime.RemoteObject, path: string, page: Page): Promise<Variable[]> {
    const objectId = value.objectId!;
    const count = elementCount(value);
    if (count !== undefined && page.filter !== "named" && (page.start !== undefined || page.count !== undefined)) {
      const from = page.start ?? 0;
      return this.#range(objectId, path, from, Math.min(count, from + (page.count || membersAtOnce)));
    }
    if (count !== undefined && count > membersAtOnce) {
      return page.filter === "named" ? [] : this.#range(objectId, path, 0, count);
    }
    const { result, internalProperties = [], privateProperties = [] } = await this.#properties(objectId);
    const slots = internalProperties.filter(({ name }) => shownSlots.has(name));
    const own = result.filter(({ name }) => page.filter === undefined || isIndex(name) === (page.filter === "indexed"));
    return [...own, ...privateProperties, ...slots].map((one) => this.#property(one, path, one.name, objectId));
  }

  /** Elements of an array, or ranges of them where there are many. */
  async #range(objectId: string, path: string, from: number, to: number): Promise<Variable[]> {
    const ranges = pageRanges(from, to, membersAtOnce);
    if (ranges.length > 1) {
      return ranges.map((range) => ({
        name: `[${range.from} … ${range.to - 1}]`,
        value: "",
        variablesReference: this.#add({ kind: "range", objectId, path, ...range }),
      }));
    }
    const parameters = { objectId, functionDeclaration: sliceFunction, arguments: [{ value: from }, { value: to }] };
    const slice = await this.#link.call<{ result: Runtime.RemoteObject }>(parameters);
    const { result } = await this.#properties(slice.result.objectId!);
    return result
      .filter(({ name }) => isIndex(name))
      .map((one) => this.#property(one, path, String(Number(one.name) + from), objectId));
  }

  #property({ value, get }: Property, parent: string, name: string, objectId = ""): Variable {
    const path = pathTo(parent, name);
    if (value) return this.variable(name, value, path);
    if (get?.objectId === undefined) return { name, value: "undefined", variablesReference: 0, evaluateName: path };
    const variablesReference = this.#add({ kind: "getter", objectId, name, path });
    return { name, value: "(…)", evaluateName: path, variablesReference, presentationHint: { lazy: true } };
  }

  #properties(objectId: string): Promise<Runtime.GetPropertiesReturnType & { privateProperties?: Property[] }> {
    return this.#link.post("Runtime.getProperties", { objectId, ownProperties: true, generatePreview: true });
  }

  #add(expandable: Expandable): number {
    this.#lastReference += 1;
    this.#expandables.set(this.#lastReference, expandable);
    return this.#lastReference;
  }
}

function isIndex(name: string): boolean {
  return /^\d+$/.test(name);
}

/** Names that the kernel puts into the scripts of cells. */
function isOurs(name: string): boolean {
  return name.startsWith("emlab$") || name.startsWith("\u0000");
}

function pathTo(parent: string, name: string): string {
  if (parent === "") return name;
  if (isIndex(name)) return `${parent}[${name}]`;
  return /^[#\w$]+$/.test(name) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}
