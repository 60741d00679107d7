import { createRequire, Module } from "node:module";
import { extname, join } from "node:path";
import * as tslabModule from "../../evaluate/tslabModule.js";
import type { SideOutput } from "./tslabConverter.js";

/** Parts of Node's loader that its types leave out. */
interface OpenModule extends NodeJS.Module {
  _compile(source: string, filename: string): void;
}
const nodeModulePaths = (Module as unknown as { _nodeModulePaths(folder: string): string[] })._nodeModulePaths;

/** The local files that cells import, as the converter has compiled them: a `require` that finds them, and all else. */
export class SideModules {
  readonly #sources = new Map<string, string>();
  readonly #loaded = new Map<string, NodeJS.Module>();

  /** Takes newly compiled files; those that were loaded before are loaded again when they are next required. */
  update(outputs: readonly SideOutput[]): void {
    for (const { path, data } of outputs) {
      this.#sources.set(path, data);
      this.#loaded.delete(path);
    }
  }

  /** The `require` of a file in this folder. */
  requireFrom(folder: string): (specifier: string) => unknown {
    const fromFolder = createRequire(join(folder, "src.js"));
    const load = (specifier: string): unknown => {
      if (specifier === "tslab") return tslabModule;
      const path = slashed(join(folder, extname(specifier) === "" ? `${specifier}.js` : specifier));
      return this.#sources.has(path) ? this.#load(path, folder) : fromFolder(specifier);
    };
    return Object.assign(load, fromFolder);
  }

  #load(path: string, folder: string): unknown {
    const loaded = this.#loaded.get(path);
    if (loaded) return loaded.exports;
    const module = new Module(path) as OpenModule;
    module.filename = path;
    module.paths = nodeModulePaths(folder);
    module.require = this.requireFrom(join(path, "..")) as NodeJS.Require;
    // Before it is run, so that files which import each other find what is there already.
    this.#loaded.set(path, module);
    try {
      module._compile(this.#sources.get(path)!, path);
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    return module.exports;
  }
}

/** The converter writes paths with forward slashes everywhere. */
function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
