import type { Debugger } from "node:inspector";
import type { Body } from "./dap.js";
import type { InspectorLink } from "./inspectorLink.js";
import type { Frame } from "./stackFrames.js";
import type { Property, Variables } from "./variables.js";

/** The scope that holds what cells declare: V8 calls it the script scope. */
export const cellsScope = "Cells";

/** Scopes inside a function that belong to it: its variables are shown as one list. */
const localTypes = new Set(["local", "block", "catch", "with", "eval"]);

/** What scopes are read with. */
interface ScopeMeans {
  readonly link: InspectorLink;
  readonly variables: Variables;
}

/**
 * The scopes of a call, as the variables view lists them: Local (with the blocks around the line, inner names first), one
 * Closure per enclosing function, Module in files, and Cells. Node's own globals are left out.
 */
export async function scopeBodies({ call, script }: Frame, { link, variables }: ScopeMeans): Promise<Body[]> {
  const local = call.scopeChain.filter(({ type }) => localTypes.has(type));
  const bodies: Body[] = [];
  const innerIds: string[] = [];
  const add = (name: string, scopes: readonly Debugger.Scope[], extra: readonly Property[] = []) => {
    if (scopes.length === 0) return;
    const objectIds = scopes.flatMap(({ object }) => object.objectId ?? []);
    const list = { objectIds, extra, callFrameId: call.callFrameId, innerIds: [...innerIds] };
    bodies.push({ name, variablesReference: variables.addScopes(list), expensive: false });
    innerIds.push(...objectIds);
  };
  add("Local", local, await ownValues(call, link));
  for (const scope of call.scopeChain) {
    if (scope.type === "closure") add(uniqueName(`Closure (${scope.name || "anonymous"})`, bodies), [scope]);
    if (scope.type === "module") add("Module", [scope]);
    // In a file, the names of the cells can be read as well, but nobody looks for them there.
    if (scope.type === "script" && script.kind === "cell") add(cellsScope, [scope]);
  }
  return bodies;
}

/** `this`, evaluated since V8 gives it without a preview, and the value that a function is about to return. */
async function ownValues(call: Debugger.CallFrame, link: InspectorLink): Promise<Property[]> {
  const own: Property[] = [];
  if (call.this.type !== "undefined" && call.this.className !== "global") {
    const parameters = { callFrameId: call.callFrameId, expression: "this", generatePreview: true };
    const { result } = await link.post<Debugger.EvaluateOnCallFrameReturnType>(
      "Debugger.evaluateOnCallFrame",
      parameters,
    );
    own.push({ name: "this", value: result });
  }
  if (call.returnValue) own.push({ name: "(return value)", value: call.returnValue });
  return own;
}

/** JupyterLab finds scopes by their names. */
function uniqueName(name: string, bodies: readonly Body[]): string {
  const count = bodies.filter((body) => String(body["name"]).startsWith(name)).length;
  return count === 0 ? name : `${name} ${count + 1}`;
}
