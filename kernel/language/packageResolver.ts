import { isBuiltin } from "node:module";
import { modulePath } from "./compilerSettings.js";
import { ts } from "./ts.js";

/** Notebooks written for tslab import it; evaluate/tslabModule.ts takes its place. */
const tslabName = "tslab";
const tslabModule = modulePath(new URL("../evaluate/tslabModule.js", import.meta.url));
const ownFile = modulePath(new URL(import.meta.url));

/** Where the name in an import leads, from the file that has it. */
export type ModuleResolver = (name: string, containing: string) => ts.ResolvedModuleWithFailedLookupLocations;

/** Packages are looked for from the notebook's folder, then from emlab's own installation. `isOwn` tells the cells' modules. */
export function packageResolver(
  folder: string,
  options: ts.CompilerOptions,
  isOwn: (file: string) => boolean,
): ModuleResolver {
  const packages = ts.createModuleResolutionCache(folder, (name) => name, options);
  const host: ts.ModuleResolutionHost = {
    ...ts.sys,
    fileExists: (file) => isOwn(file) || ts.sys.fileExists(file),
    readFile: ts.sys.readFile,
  };
  return (name, containing) => {
    if (name === tslabName) return ts.resolveModuleName(tslabModule, ownFile, options, host, packages);
    // Node's own modules are declared by name; no package of that name would be loaded.
    if (isBuiltin(name)) return { resolvedModule: undefined };
    const isPackage = containing.includes("/node_modules/");
    const first = ts.resolveModuleName(name, containing, options, host, isPackage ? packages : undefined);
    if (first.resolvedModule || isPackage || name.startsWith(".")) return first;
    return ts.resolveModuleName(name, ownFile, options, host, packages);
  };
}
