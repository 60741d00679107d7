interface Original {
  readonly holder: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
  /** As the user writes it. */
  readonly name: string;
}

/** Objects whose functions the kernel and Node's own code call. */
const holders: Readonly<Record<string, object>> = {
  Object,
  Array,
  String,
  Number,
  Math,
  JSON,
  Promise,
  Error,
  Reflect,
  Symbol,
  "Object.prototype": Object.prototype,
  "Function.prototype": Function.prototype,
  "Array.prototype": Array.prototype,
  "String.prototype": String.prototype,
  "RegExp.prototype": RegExp.prototype,
  "Promise.prototype": Promise.prototype,
  "Map.prototype": Map.prototype,
  "Set.prototype": Set.prototype,
  "WeakMap.prototype": WeakMap.prototype,
  "WeakSet.prototype": WeakSet.prototype,
  "Array iterator": Object.getPrototypeOf([][Symbol.iterator]()),
  "Map iterator": Object.getPrototypeOf(new Map()[Symbol.iterator]()),
  "Set iterator": Object.getPrototypeOf(new Set()[Symbol.iterator]()),
};

/** Globals that the kernel calls. */
const globals = [
  ...["Object", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "RegExp", "Math", "JSON", "Promise"],
  ...["Map", "Set", "WeakMap", "WeakSet", "Error", "TypeError", "RangeError", "Reflect", "Proxy", "Atomics", "Buffer"],
  ...["SharedArrayBuffer", "Int32Array", "Uint8Array", "TextDecoder", "URL", "AbortController", "process"],
];

const { defineProperty, getOwnPropertyDescriptor } = Object;

/**
 * The functions of the language as they were when the kernel started. A cell that sets one of them to something that
 * cannot be called would end the kernel; another function in its place is the user's affair.
 */
export class Builtins {
  readonly #originals: readonly Original[];

  constructor() {
    const named = Object.entries(holders).flatMap(([name, holder]) =>
      Reflect.ownKeys(holder).map((key) => ({ holder, key, name: `${name}.${String(key)}` })),
    );
    const all = [...globals.map((name) => ({ holder: globalThis, key: name, name })), ...named];
    this.#originals = all.flatMap((one) => {
      const descriptor = getOwnPropertyDescriptor(one.holder, one.key);
      const isNeeded =
        descriptor?.configurable && (typeof descriptor.value === "function" || one.holder === globalThis);
      return isNeeded ? [{ ...one, descriptor }] : [];
    });
  }

  /** Puts back what can no longer be used; returns the names. Takes some microseconds. */
  repair(): string[] {
    const repaired: string[] = [];
    const originals = this.#originals;
    // By index, and without any function that may be the missing one.
    for (let i = 0; i < originals.length; i += 1) {
      const { holder, key, descriptor, name } = originals[i] as Original;
      const now = getOwnPropertyDescriptor(holder, key);
      if (now && (now.get || now.value === descriptor.value || typeof now.value === "function")) continue;
      defineProperty(holder, key, descriptor);
      repaired[repaired.length] = name;
    }
    return repaired;
  }
}
