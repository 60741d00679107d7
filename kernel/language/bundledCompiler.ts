import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { basename, dirname, join } from "node:path";
import { cachedDataVersionTag, setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { threadId } from "node:worker_threads";
import { distFolder } from "../bootstrap.js";

const require = createRequire(import.meta.url);

interface Packages {
  readonly typescript: Readonly<Record<string, unknown>>;
  readonly "ts-blank-space": object;
}
type Wrapper = (exports: object, require: NodeJS.Require, module: object, filename: string, dirname: string) => void;

/** The compiler as the build has packed it. */
export interface BundledCompiler {
  /** True where V8 has taken the code that an earlier kernel has left. */
  readonly hasKeptCode: boolean;
  /** Keeps V8's code of all functions that have run so far for the next kernel; call it once the compiler has worked. */
  keepCode(): void;
}

/**
 * Loads the compiler from the file that `npm run build` packs: a third of its size, and with V8's code beside it, which
 * a kernel before has left there. From then on `require("typescript")` gives it. Without that file (a build by `tsc`
 * alone) nothing happens, and `require` finds the packages themselves.
 *
 * Cost: 50 ms with V8's code, 130 ms without.
 */
export function loadBundledCompiler(): BundledCompiler | undefined {
  const bundle = bundlePath();
  if (!existsSync(bundle)) return undefined;
  // The tag stands for the version and flags of V8 and for the processor: code of another one would be refused.
  const codePath = join(codeFolder(bundle), `${basename(bundle)}.${cachedDataVersionTag()}.code`);
  const cachedData = readIfThere(codePath);
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, "utf8")}\n})`;
  const script = new Script(text, { filename: bundle, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} as Packages };
  const typescriptPath = require.resolve("typescript");
  // The compiler finds the declarations of the language beside its own file.
  (script.runInThisContext() as Wrapper)(module.exports, require, module, typescriptPath, dirname(typescriptPath));
  for (const [name, exports] of Object.entries(module.exports)) provide(require.resolve(name), exports);
  const { createProgram, createTypeChecker } = module.exports.typescript;
  keepUnoptimized(createProgram, createTypeChecker);
  const hasKeptCode = cachedData !== undefined && script.cachedDataRejected === false;
  return { hasKeptCode, keepCode: () => hasKeptCode || writeWhole(codePath, script.createCachedData()) };
}

/** Beside the bundle, unless EMLAB_CODE_FOLDER names a place: what pip has installed it could not remove with a file of ours in it. */
function codeFolder(bundle: string): string {
  return process.env["EMLAB_CODE_FOLDER"] || dirname(bundle);
}

/** The versions are in the name, so that a bundle of other packages than the installed ones is not taken. */
function bundlePath(): string {
  const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
  const name = `typescript-${version("typescript")}-blank-${version("ts-blank-space")}.cjs`;
  return join(distFolder, "compiler", name);
}

/**
 * Keeps V8 from optimizing functions that run once per cell and hold hundreds of others: that takes V8 three seconds and
 * 65 MB of memory, which the process keeps, and gains nothing (docs/decisions/0016).
 */
function keepUnoptimized(...functions: readonly unknown[]): void {
  try {
    setFlagsFromString("--allow-natives-syntax");
    const keep = new Function("one", "%NeverOptimizeFunction(one)");
    for (const one of functions) if (typeof one === "function") keep(one);
  } catch {
    // Another V8: more memory, nothing else.
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}

function provide(path: string, exports: unknown): void {
  require.cache[path] = Object.assign(new Module(path), { filename: path, loaded: true, exports });
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Renamed into place, so that a kernel that starts meanwhile never reads half a file. */
function writeWhole(path: string, content: Buffer): void {
  const unfinished = `${path}.${process.pid}-${threadId}`;
  try {
    // What V8 takes for code is nobody else's to write.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, content);
    renameSync(unfinished, path);
  } catch {
    // An installation that cannot be written to: the next kernel compiles again.
  }
}
