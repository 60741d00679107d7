import { pathToFileURL } from "node:url";

/** The kinds of exceptions that a user can ask to stop at. */
export const exceptionFilters = [
  {
    filter: "uncaught",
    label: "Uncaught exceptions",
    description: "Stop where an error is thrown that ends the cell.",
  },
  { filter: "caught", label: "Caught exceptions", description: "Stop at every throw, also inside try blocks." },
] as const;

/** What the reply to `initialize` promises. */
export const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsExceptionInfoRequest: true,
  supportsModulesRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  exceptionBreakpointFilters: exceptionFilters,
};

/** Scripts that a step passes over: the kernel and `em`, and installed packages. Node's own cannot be given to V8 here. */
export function blackboxPatterns(internalRoot: string): string[] {
  const root = pathToFileURL(internalRoot).href.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return [`^${root}`, "^file:.*/node_modules/", "^node:"];
}
