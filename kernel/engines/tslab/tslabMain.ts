import type { MainThread } from "../../engine.js";
import { SideModules } from "./sideModules.js";
import { scriptHost } from "./tslabScript.js";

/** The main half of tslab's engine: the exports that all cells share, and their `require`. */
export function tslabMain({ folder, language }: MainThread): void {
  const modules = new SideModules();
  const { values, exports } = sharedExports();
  const host = {
    exports,
    require: modules.requireFrom(folder),
    update: modules.update.bind(modules),
    keep: language.keep,
    take: (name: string) => {
      const value = values[name];
      delete values[name];
      // tslab prints neither null nor undefined.
      return value ?? undefined;
    },
  };
  Object.defineProperty(globalThis, scriptHost, { value: host });
}

/** An exports object whose names may be set again: the compiler defines imported names as getters. */
function sharedExports(): { values: Record<string, unknown>; exports: object } {
  const values: Record<string, unknown> = {};
  const exports = new Proxy(values, {
    defineProperty: (_, name, { get, value }) => {
      if (name !== "__esModule") values[name as string] = get ? get() : value;
      return true;
    },
  });
  return { values, exports };
}
