/** Values that a request of the Debug Adapter Protocol carries; each command reads its own. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The body of a response or of an event. */
export type Body = Readonly<Record<string, unknown>>;

/** What Jupyter's `debug_request` holds. */
export interface DebugRequest {
  readonly seq: number;
  readonly command: string;
  readonly arguments: Arguments;
}

/** Where a frame or a breakpoint is: a cell under its hashed name, or a file. */
export interface Source {
  readonly name: string;
  readonly path: string;
}

/** One line of the variables view; `variablesReference` above 0 can be expanded. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** An expression that gives the value in the same frame. */
  readonly evaluateName?: string;
  readonly variablesReference: number;
  readonly indexedVariables?: number;
  readonly presentationHint?: { readonly lazy?: boolean; readonly attributes?: readonly string[] };
}

/** A breakpoint as the front end asks for it; lines count from 1. */
export interface SourceBreakpoint {
  readonly line: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** A failed request whose message the user may read. */
export class DebugError extends Error {}

/** A number among the arguments of a request. Throws where it is missing. */
export function numberIn(given: Arguments, name: string): number {
  const value = given[name];
  if (typeof value !== "number") throw new DebugError(`the request has no number "${name}"`);
  return value;
}

/** A text among the arguments of a request. Throws where it is missing. */
export function textIn(given: Arguments, name: string): string {
  const value = given[name];
  if (typeof value !== "string") throw new DebugError(`the request has no text "${name}"`);
  return value;
}
