import { createHook } from "node:async_hooks";

/** What Node keeps about the callbacks that are under way. */
interface AsyncWrap {
  /** Counters; those of `constants` say which. */
  readonly async_hook_fields: Uint32Array;
  readonly constants: Readonly<Record<string, number>>;
  clearAsyncIdStack(): void;
}

interface Hook {
  enable(): unknown;
  disable(): unknown;
}

/** Counters of hooks by their kind; their sum is the one that Node checks. */
const kinds = ["kInit", "kBefore", "kAfter", "kDestroy", "kPromiseResolve"];

/**
 * Lets a terminated callback pass while hooks of node:async_hooks are on (AsyncLocalStorage turns them on): Node would
 * end the process, since such a callback has begun and never ends. `--no-force-async-hooks-checks` says the same for a
 * process without hooks; a hook that is enabled turns the checks on again.
 *
 * Returns what forgets the callbacks that have been terminated; does nothing where this version of Node hides its counters.
 */
export function allowTerminatedCallbacks(): () => void {
  const wrap = asyncWrap();
  if (!wrap) return () => {};
  const { async_hook_fields: counters, constants } = wrap;
  const { kCheck = 0, kTotals = 0 } = constants;
  const uncheck = () => {
    counters[kCheck] = 0;
    counters[kTotals] = 0;
  };
  const prototype = Object.getPrototypeOf(createHook({})) as Hook;
  const { enable, disable } = prototype;
  prototype.enable = function (this: Hook) {
    const hook = enable.call(this);
    uncheck();
    return hook;
  };
  prototype.disable = function (this: Hook) {
    // Node counts down, and takes the hooks away when it comes to zero.
    counters[kCheck] = 1;
    counters[kTotals] = kinds.reduce((sum, kind) => sum + (counters[constants[kind] ?? -1] ?? 0), 0);
    const hook = disable.call(this);
    uncheck();
    return hook;
  };
  return () => wrap.clearAsyncIdStack();
}

function asyncWrap(): AsyncWrap | undefined {
  const { binding } = process as unknown as { binding(name: string): AsyncWrap };
  const { noDeprecation } = process;
  // There is no other door to these counters, and the warning of it would reach the notebook.
  Object.assign(process, { noDeprecation: true });
  try {
    const wrap = binding.call(process, "async_wrap");
    const isComplete = ["kCheck", "kTotals", ...kinds].every((name) => wrap.constants[name] !== undefined);
    const isKnown = wrap.async_hook_fields instanceof Uint32Array && typeof wrap.clearAsyncIdStack === "function";
    return isComplete && isKnown ? wrap : undefined;
  } catch {
    return undefined;
  } finally {
    Object.assign(process, { noDeprecation });
  }
}
