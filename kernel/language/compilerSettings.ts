import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { distFolder } from "../bootstrap.js";
import { ts } from "./ts.js";

const require = createRequire(import.meta.url);
const installation = slashed(distFolder);

/** How cells are checked: strict, with the declarations of the language and of Node. */
export function compilerSettings(): ts.CompilerOptions {
  const nodeTypes = dirname(require.resolve("@types/node/package.json"));
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ["node"],
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: [slashed(dirname(nodeTypes))],
    strict: true,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: false,
    maxNodeModuleJsDepth: 0,
    resolveJsonModule: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
  };
}

/** True for files of packages and of emlab itself: they do not change under a running kernel. */
export function isInstalled(file: string): boolean {
  return file.includes("/node_modules/") || file.startsWith(installation);
}

/** True for declarations of packages, the language's among them. */
export function isDeclarationOfPackage(file: string): boolean {
  return file.endsWith(".d.ts") && file.includes("/node_modules/");
}

/** The path of one of our own modules, as TypeScript writes it. */
export function modulePath(url: URL): string {
  return slashed(fileURLToPath(url));
}

/** TypeScript writes paths with forward slashes everywhere. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
