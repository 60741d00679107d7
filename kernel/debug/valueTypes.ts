import type { Runtime } from "node:inspector";

/**
 * The type that a variable is given. JupyterLab shows the type of an object in place of its value, and knows values only by
 * Python's names of types: there, numbers and strings get those names, and everything else its own text.
 */
export function typeName(value: Runtime.RemoteObject, text: string, isJupyterLab: boolean): string {
  if (!isJupyterLab) return value.className ?? value.subtype ?? value.type;
  switch (value.type) {
    case "number":
      return Number.isInteger(value.value) ? "int" : "float";
    case "string":
      return "str";
    case "boolean":
      return "bool";
    default:
      return text;
  }
}

/** How many elements an array or a typed array has, by V8's description: `Array(3)`; undefined for other values. */
export function elementCount({ subtype, description }: Runtime.RemoteObject): number | undefined {
  if (subtype !== "array" && subtype !== "typedarray") return undefined;
  const count = /\((\d+)\)$/.exec(description ?? "")?.[1];
  return count === undefined ? undefined : Number(count);
}
