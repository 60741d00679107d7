import { inspect, types } from "node:util";
import { divide, longestText, mostItems, shownDepth } from "./room.js";

/** Finds out whether a value is small enough to be written as it is, looking at no more of it than there is room for. */
export class SmallValue {
  readonly #above = new Set<object>();
  /** Naming a million keys takes 0.3 s, so it is done once. */
  readonly #keys = new Map<object, readonly string[]>();

  fits(value: unknown, share: number, level: number): boolean {
    if (typeof value === "string") return value.length <= longestText(share);
    if (value === null || typeof value !== "object") return true;
    if (isBare(value)) return false;
    if (isLeaf(value, level) || this.#above.has(value)) return true;
    this.#above.add(value);
    const isSmall = this.#contentFits(value, share, level + 1);
    this.#above.delete(value);
    return isSmall;
  }

  keysOf(value: object): readonly string[] {
    const known = this.#keys.get(value) ?? Object.keys(value);
    this.#keys.set(value, known);
    return known;
  }

  #contentFits(value: object, share: number, level: number): boolean {
    if (Array.isArray(value)) {
      if (value.length <= mostItems && this.keysOf(value).length > value.length) return false;
      return this.#itemsFit(value, value.length, share, level);
    }
    if (types.isMap(value)) return this.#itemsFit(entryParts(value), value.size, share, level);
    if (types.isSet(value)) return this.#itemsFit(value, value.size, share, level);
    const keys = this.keysOf(value);
    const { shown, each } = divide(keys.length, share);
    return keys.length <= shown && keys.every((key) => this.fits(ownValue(value, key), each, level));
  }

  /** More than the most items are left out by inspect itself, which says how many. */
  #itemsFit(items: Iterable<unknown>, count: number, share: number, level: number): boolean {
    const { shown, each } = divide(count, share);
    if (shown < Math.min(count, mostItems)) return false;
    for (const item of firstOf(items, shown)) if (!this.fits(item, each, level)) return false;
    return true;
  }
}

/** True for what is shown more plainly than inspect would: an object without prototype, the namespace of a module. */
export function isBare(value: object): boolean {
  if (types.isProxy(value)) return false;
  return types.isModuleNamespaceObject(value) || Object.getPrototypeOf(value) === null;
}

/** True for what inspect writes in a way of its own, or in one line. */
export function isLeaf(value: object, level: number): boolean {
  if (level > shownDepth || types.isProxy(value) || types.isNativeError(value)) return true;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return true;
  return typeof (value as Record<symbol, unknown>)[inspect.custom] === "function";
}

/** What a property holds; undefined for a getter, which is not called. */
function ownValue(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value as unknown;
}

/** The first items of an iterable. */
export function* firstOf<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  if (left <= 0) return;
  for (const item of items) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}

function* entryParts(map: ReadonlyMap<unknown, unknown>): Generator<unknown> {
  for (const [key, value] of map) {
    yield key;
    yield value;
  }
}
