import { inspect, types } from "node:util";
import { grouped } from "./numberText.js";
import { divide, longestText, mostItems, shownDepth } from "./room.js";
import { firstOf, isBare, isLeaf, type SmallValue } from "./smallValue.js";

/** With less room than this, what does not fit is only named. */
const leastShare = 4;

/** Text that inspect writes as it is, in the place of a value. */
class Verbatim {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  [inspect.custom](): string {
    return this.#text;
  }
}

/** Names the copy of a module's namespace. */
const Module = class Module {};

function more(left: number, what: "item" | "key" | "character"): string {
  return `... ${grouped(left)} more ${what}${left === 1 ? "" : "s"}`;
}

/** Copies the beginning of a value; a circle stays a circle. */
export class CopyOfValue {
  readonly #small: SmallValue;
  readonly #above = new Map<object, object>();

  constructor(small: SmallValue) {
    this.#small = small;
  }

  copy(value: unknown, share: number, level: number): unknown {
    if (typeof value === "string") return cut(value, share);
    if (value === null || typeof value !== "object") return value;
    if (level > shownDepth) return named(value);
    if (!isBare(value) && isLeaf(value, level)) return value;
    const ancestor = this.#above.get(value);
    if (ancestor) return ancestor;
    if (share < leastShare && !this.#small.fits(value, share, level)) return named(value);
    if (Array.isArray(value)) return this.#array(value, share, level);
    if (types.isMap(value) || types.isSet(value)) return this.#entries(value, share, level);
    // What a module exports is named; showing what is in that would be showing all of the package.
    if (types.isModuleNamespaceObject(value)) return this.#object(value, new Module(), share, shownDepth);
    // A copy is no true instance: a tag that reads private fields fails on it.
    if (!isBare(value) && Symbol.toStringTag in value)
      return new Verbatim(inspect(value, { depth: 0, maxArrayLength: 10 }));
    const prototype = Object.getPrototypeOf(value) as object | null;
    return this.#object(value, Object.create(prototype ?? Object.prototype) as object, share, level);
  }

  #within<T extends object>(value: object, copy: T, fill: () => void): T {
    this.#above.set(value, copy);
    fill();
    this.#above.delete(value);
    return copy;
  }

  #array(value: readonly unknown[], share: number, level: number): unknown[] {
    const copy: unknown[] = [];
    if (Object.getPrototypeOf(value) !== Array.prototype) Object.setPrototypeOf(copy, Object.getPrototypeOf(value));
    const { shown, each } = divide(value.length, share);
    return this.#within(value, copy, () => {
      // One place of those that inspect shows is for the note of what is left out.
      const length = value.length > shown ? Math.min(shown, mostItems - 1) : value.length;
      copy.length = length;
      for (let i = 0; i < length; i += 1) if (i in value) copy[i] = this.copy(value[i], each, level + 1);
      if (value.length > length) copy.push(new Verbatim(more(value.length - length, "item")));
      // A match of a regular expression has an index and groups beside its items.
      if (value.length <= mostItems) this.#properties(value, copy, this.#namedKeys(value), each, level);
    });
  }

  #namedKeys(value: readonly unknown[]): string[] {
    return this.#small.keysOf(value).filter((key) => !/^\d+$/.test(key));
  }

  #object(value: object, copy: object, share: number, level: number): object {
    const keys = this.#small.keysOf(value);
    const { shown, each } = divide(keys.length, share);
    return this.#within(value, copy, () => {
      this.#properties(value, copy, keys.slice(0, shown), each, level);
      if (keys.length > shown) define(copy, "…", new Verbatim(more(keys.length - shown, "key")));
    });
  }

  #properties(value: object, copy: object, keys: readonly string[], each: number, level: number): void {
    for (const key of keys) {
      const property = propertyOf(value, key);
      if (property.get || property.set) Object.defineProperty(copy, key, property);
      else define(copy, key, this.copy(property.value, each, level + 1));
    }
  }

  /** A map or set is written here, since a shorter one would tell a wrong size. */
  #entries(value: ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>, share: number, level: number): object {
    const { shown, each } = divide(value.size, share);
    const lines: object[] = [];
    const copy = { [inspect.custom]: (_: number, options: object) => entriesText(value, lines, options) };
    return this.#within(value, copy, () => {
      for (const entry of firstOf<unknown>(value, shown)) {
        const parts = types.isMap(value) ? (entry as [unknown, unknown]) : [entry];
        lines.push(parts.map((part) => this.copy(part, each / parts.length, level + 1)));
      }
    });
  }
}

function entriesText(
  value: ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>,
  lines: readonly object[],
  options: object,
): string {
  const name = types.isMap(value) ? "Map" : "Set";
  const texts = lines.map((parts) => (parts as unknown[]).map((part) => inspect(part, options)).join(" => "));
  const left = value.size - lines.length;
  if (left > 0) texts.push(more(left, "item"));
  return `${name}(${value.size}) {\n${texts.map((text) => `  ${text.replaceAll("\n", "\n  ")}`).join(",\n")}\n}`;
}

/** The descriptor of a property; an export of a module that has no value yet says so. */
function propertyOf(value: object, key: string): PropertyDescriptor {
  try {
    return Object.getOwnPropertyDescriptor(value, key) ?? { value: undefined };
  } catch {
    return { value: new Verbatim("<not yet defined>") };
  }
}

function define(copy: object, key: string, value: unknown): void {
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
}

function cut(text: string, share: number): unknown {
  const longest = longestText(share);
  if (text.length <= longest) return text;
  return new Verbatim(`${inspect(text.slice(0, longest))}${more(text.length - longest, "character")}`);
}

/** `[Object]`, `[Array(200)]`: for what there is no room for. */
function named(value: object): Verbatim {
  if (Array.isArray(value)) return new Verbatim(`[Array(${value.length})]`);
  return new Verbatim(isBare(value) ? "[Object]" : inspect(value, { depth: -1 }));
}
