import type { Runtime } from "node:inspector";
import { DebugError } from "./dap.js";
import type { InspectorLink } from "./inspectorLink.js";
import { hookName } from "./mainHooks.js";

const hook = `globalThis[${JSON.stringify(hookName)}]`;

/**
 * How long code that a front end asks for may run (ms). It must end by itself: while it runs on the main thread, no other
 * inspector command gets through, the interrupt's included.
 */
export const evaluationMs = 5000;
/** How long a getter or a display method may run that only serves the view (ms). */
const viewMs = 1000;

/** What came of an evaluation, as the inspector says it. */
export interface Evaluated {
  readonly result: Runtime.RemoteObject;
  readonly exceptionDetails?: Runtime.ExceptionDetails;
}

/** The value of an evaluation. Throws with what the code threw. */
export function evaluatedValue({ result, exceptionDetails }: Evaluated): Runtime.RemoteObject {
  if (!exceptionDetails) return result;
  const { exception, text } = exceptionDetails;
  throw new DebugError(exception ? thrownText(exception) : text);
}

/** Name and message of an error, without its stack. */
export function thrownText({ description, value }: Runtime.RemoteObject): string {
  return description === undefined ? String(value) : description.split(/\n\s+at /)[0]!;
}

/** Calls a getter. Only `Runtime.evaluate` knows a time limit, so the object goes to the code by the hook. */
export async function readGetter(
  link: InspectorLink,
  { objectId, name }: { readonly objectId: string; readonly name: string },
): Promise<Runtime.RemoteObject> {
  await handOver(link, { objectId });
  return limited(link, `${hook}.value[${JSON.stringify(name)}]`, false);
}

/** The formats in which a value shows itself, as JSON; `mayWait` where the main thread is not stopped. */
export async function bundleJson(link: InspectorLink, value: Runtime.RemoteObject, mayWait: boolean): Promise<string> {
  await handOver(link, callArgument(value));
  const shown = await limited(link, `${hook}.bundle(${hook}.value, ${mayWait})`, mayWait);
  return String(shown.value);
}

/** Puts a value where code on the main thread finds it. */
export async function handOver(link: InspectorLink, value: Runtime.CallArgument): Promise<void> {
  const functionDeclaration = `function (value) { ${hook}.value = value; }`;
  const { result } = await link.evaluate<Evaluated>(hook, { objectGroup: "debugger" });
  await link.call({ objectId: result.objectId, functionDeclaration, arguments: [value] });
}

/** A value as an argument of a call. */
export function callArgument({ objectId, value, unserializableValue }: Runtime.RemoteObject): Runtime.CallArgument {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value } : { unserializableValue };
}

async function limited(link: InspectorLink, expression: string, awaitPromise: boolean): Promise<Runtime.RemoteObject> {
  const options = { awaitPromise, timeout: viewMs, generatePreview: true, objectGroup: "debugger" };
  try {
    return evaluatedValue(await link.evaluate<Evaluated>(expression, options));
  } finally {
    await link.evaluate(`${hook}.value = undefined`).catch(() => {});
  }
}
