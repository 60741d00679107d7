import type { CellError } from "./cellError.js";
import { declarationOf } from "./declarationOf.js";
import type { CellModule } from "./notebook.js";
import { ts } from "./ts.js";

/** "Declaration name conflicts with built-in global identifier". */
const conflictCode = 2397;

/** Globals that the kernel and packages call all the time: a variable of a cell would hide them from everybody. */
const reserved = new Set([
  ...["Array", "Object", "String", "Number", "Boolean", "Symbol", "BigInt", "Function", "RegExp", "Math", "JSON"],
  ...["Promise", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "Reflect", "Proxy", "Atomics", "Date", "Intl"],
  ...["Error", "TypeError", "RangeError", "SyntaxError", "AggregateError", "AbortController", "AbortSignal"],
  ...["ArrayBuffer", "SharedArrayBuffer", "DataView", "Uint8Array", "Int32Array", "Float32Array", "Float64Array"],
  ...["TextDecoder", "TextEncoder", "URL", "Buffer", "process", "globalThis", "queueMicrotask"],
]);

/** The variables, functions and classes of a cell that may not be called so; imports bring the same things. */
export function reservedNames(draft: CellModule, names: readonly string[]): CellError[] {
  const taken = names.filter((name) => reserved.has(name));
  if (taken.length === 0) return [];
  const imported = draft.parsed.statements.filter(ts.isImportDeclaration).map((statement) => statement.getText());
  return taken
    .filter((name) => !imported.some((text) => new RegExp(`\\b${name}\\b`).test(text)))
    .map((name) => ({
      code: conflictCode,
      message: `'${name}' is a global that the kernel and packages call: a variable of this name hides it from them.`,
      start: (declarationOf(draft.parsed, name)?.name.getStart(draft.parsed) ?? draft.shift) - draft.shift,
      length: name.length,
    }));
}

/** What to do about it. */
export const reservedAdvice = "choose another name, or declare it in a block or a function.";
