import { bundleOf, textOf, toJson } from "../display.js";

/** The property of `globalThis` through which the debugger hands values to code on the main thread; no cell sees it. */
export const hookName = "\u0000emlab.debug";

/** Puts the debugger's hook on the main thread: a place for one value, and its formats for the rich view. */
export function installDebugHook(): void {
  const hook = {
    value: undefined as unknown,
    /** A thread that is stopped cannot wait for a display method that is asynchronous: then the text is shown. */
    bundle(value: unknown, mayWait: boolean): string | Promise<string> {
      const bundle = bundleOf(value);
      if (!(bundle instanceof Promise)) return toJson(bundle);
      bundle.catch(() => {});
      return mayWait ? bundle.then(toJson) : toJson({ "text/plain": textOf(value) });
    },
  };
  Object.defineProperty(globalThis, hookName, { value: hook });
}
