import type { LoadHook, ResolveHook } from "node:module";
import type { MessagePort } from "node:worker_threads";

// Runs on Node's loader thread: serves the compiled text of the user's local TypeScript files.

const sources = new Map<string, string>();
let fallbackParent = "";
let tslabModule = "";

/** What the kernel passes on registration. */
export interface LoaderStart {
  readonly port: MessagePort;
  /** URL of a file in emlab's installation: packages that the user's folder lacks are looked for from there. */
  readonly fallbackParent: string;
  /** URL of what takes the place of the package tslab. */
  readonly tslabModule: string;
}

export function initialize(start: LoaderStart): void {
  fallbackParent = start.fallbackParent;
  tslabModule = start.tslabModule;
  start.port.on("message", (added: { id: number; sources: readonly { url: string; js: string }[] }) => {
    for (const { url, js } of added.sources) sources.set(url, js);
    start.port.postMessage(added.id);
  });
  start.port.unref();
}

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  if (sources.has(specifier)) return { url: specifier, format: "module", shortCircuit: true };
  if (specifier === "tslab") return { url: tslabModule, format: "module", shortCircuit: true };
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const isOurs = context.parentURL !== undefined && sources.has(context.parentURL);
    if (!isOurs || (error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return nextResolve(specifier, { ...context, parentURL: fallbackParent });
  }
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const source = sources.get(url);
  return source === undefined ? nextLoad(url, context) : { format: "module", source, shortCircuit: true };
};
