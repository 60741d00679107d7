import { readFileSync, statSync } from "node:fs";
import { createRequire, isBuiltin, register } from "node:module";
import { extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { MessageChannel } from "node:worker_threads";
import type { MainThread } from "../engine.js";
import { moduleUrl } from "../packedModules.js";
import type { Remote } from "../rpc.js";
import type { LanguageCalls, LocalModules, PositionMap } from "../threadMessages.js";
import type { LoaderStart } from "./localLoader.js";
import * as tslabModule from "./tslabModule.js";

type Namespace = Readonly<Record<string, unknown>>;

/** The name that cells call instead of `import`: as long, so that columns stay. */
export const importName = "emlab$";

/** The main half of our engine: its scripts call `import` by another name. */
export function installImports({ folder, language, files }: MainThread): void {
  new CellImports(folder, language, files).install();
}

/** `import` as cells have it: from the notebook's folder first, then from emlab's own installation. */
export class CellImports {
  readonly #folder: string;
  readonly #language: Remote<Pick<LanguageCalls, "localModules">>;
  readonly #fromFolder: (specifier: string) => Promise<Namespace>;
  readonly #require: NodeJS.Require;
  readonly #maps: Map<string, PositionMap>;
  #loader: ((modules: LocalModules) => Promise<void>) | undefined;

  /** `maps` gets the position maps of local files by their URLs. */
  constructor(folder: string, language: Remote<Pick<LanguageCalls, "localModules">>, maps: Map<string, PositionMap>) {
    this.#maps = maps;
    this.#folder = folder;
    this.#language = language;
    const base = join(folder, "emlab-cell.js");
    this.#require = createRequire(base);
    this.#fromFolder = importerFrom(base);
  }

  /** Puts `import`, `require` and `__dirname` where the scripts of cells find them. */
  install(): void {
    const require = requireWithFallback(this.#require);
    // As if the cell were a file in the folder: paths are reckoned from it, but there is no such file.
    const filename = join(this.#folder, "emlab-cell.ts");
    const meta = {
      url: pathToFileURL(filename).href,
      filename,
      dirname: this.#folder,
      resolve: (specifier: string) => resolvedUrl(require, specifier),
    };
    const load = (specifier: unknown) => this.load(String(specifier));
    const names = (specifier: string, wanted: readonly string[]) => this.#names(specifier, wanted);
    const value = Object.assign(load, { names, meta });
    Object.defineProperty(globalThis, importName, { value });
    const globals = { require, __dirname: this.#folder };
    for (const [name, global] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value: global, configurable: true, writable: true });
    }
  }

  /** The namespace of a module. */
  async load(specifier: string): Promise<Namespace> {
    if (specifier === "tslab") return tslabModule;
    const path = this.#localPath(specifier);
    return path === undefined ? this.#loadPackage(specifier) : this.#loadLocal(path);
  }

  async #names(specifier: string, wanted: readonly string[]): Promise<unknown[]> {
    const namespace = await this.load(specifier);
    return wanted.map((name) => exportOf(namespace, name));
  }

  #localPath(specifier: string): string | undefined {
    if (specifier.startsWith("file:")) return fileURLToPath(specifier);
    if (/^\.{1,2}([/\\]|$)|^\/|^[A-Za-z]:[/\\]/.test(specifier)) return resolve(this.#folder, specifier);
    return undefined;
  }

  async #loadPackage(specifier: string): Promise<Namespace> {
    try {
      return await this.#fromFolder(specifier);
    } catch (error) {
      if (!isMissing(error, this.#folder)) throw error;
      return import(specifier).catch((second: unknown) => {
        throw (second as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND" ? error : second;
      });
    }
  }

  async #loadLocal(path: string): Promise<Namespace> {
    if (extname(path) === ".json") return jsonNamespace(path);
    const modules = await this.#language.localModules(path);
    if (modules) {
      this.#loader ??= registerLoader();
      for (const { url, map } of modules.sources) this.#maps.set(url, map);
      await this.#loader(modules);
      return import(modules.url);
    }
    const file = existingScript(path);
    // Its hooks give a local script our module for "tslab".
    this.#loader ??= registerLoader();
    // The time in the URL makes Node load a file again after it has been edited.
    const url = pathToFileURL(file);
    url.search = `emlab=${statSync(file).mtimeMs}`;
    delete this.#require.cache[file];
    return import(url.href);
  }
}

/** An `import` that resolves packages from another file's folder. */
function importerFrom(base: string): (specifier: string) => Promise<Namespace> {
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new vm.Script("(specifier) => import(specifier)", {
    filename: base,
    importModuleDynamically,
  }).runInThisContext();
}

function isMissing(error: unknown, folder: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && message.includes(join(folder, "emlab-cell.js"));
}

/** One export; for CommonJS also a property of `module.exports` that Node's scan did not see. */
function exportOf(namespace: Namespace, name: string): unknown {
  const inner = namespace["default"] as Namespace | null | undefined;
  const hasInner = inner !== null && (typeof inner === "object" || typeof inner === "function");
  if (name === "default") return hasInner && inner?.["__esModule"] && "default" in inner ? inner["default"] : inner;
  if (name in namespace || !hasInner) return namespace[name];
  return inner?.[name];
}

function jsonNamespace(path: string): Namespace {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return { ...(isObject ? value : {}), default: value };
}

function existingScript(path: string): string {
  const candidates = [path, `${path}.js`, `${path}.mjs`, `${path}.cjs`, join(path, "index.js")];
  const found = candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (!found) throw Object.assign(new Error(`there is no file ${path}`), { code: "ERR_MODULE_NOT_FOUND" });
  return found;
}

function requireWithFallback(fromFolder: NodeJS.Require): NodeJS.Require {
  const fromEmlab = createRequire(import.meta.url);
  const load = (specifier: string): unknown => {
    if (specifier === "tslab") return tslabModule;
    try {
      return fromFolder(specifier);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== "MODULE_NOT_FOUND" || !message.includes(`'${specifier}'`) || specifier.startsWith(".")) throw error;
      return fromEmlab(specifier);
    }
  };
  const resolve = (specifier: string, options?: NodeJS.RequireResolveOptions): string => {
    try {
      return fromFolder.resolve(specifier, options);
    } catch (error) {
      if (specifier.startsWith(".")) throw error;
      return fromEmlab.resolve(specifier, options);
    }
  };
  return Object.assign(load, fromFolder, { resolve: Object.assign(resolve, fromFolder.resolve) }) as NodeJS.Require;
}

function resolvedUrl(require: NodeJS.Require, specifier: string): string {
  if (/^(?:node|data|file|https?):/.test(specifier)) return specifier;
  if (isBuiltin(specifier)) return `node:${specifier}`;
  return pathToFileURL(require.resolve(specifier)).href;
}

/** Starts Node's loader thread with our hooks; the result hands it compiled files and resolves when it has them. */
function registerLoader(): (modules: LocalModules) => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const tslabUrl = moduleUrl("kernel/evaluate/tslabModule.js").href;
  const data: LoaderStart = { port: port2, fallbackParent: import.meta.url, tslabModule: tslabUrl };
  register("./localLoader.js", { parentURL: import.meta.url, data, transferList: [port2] });
  const waiting = new Map<number, () => void>();
  let last = 0;
  port1.on("message", (id: number) => {
    waiting.get(id)?.();
    waiting.delete(id);
  });
  port1.unref();
  return ({ sources }) =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      port1.postMessage({ id: last, sources });
    });
}
