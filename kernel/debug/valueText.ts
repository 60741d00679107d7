import type { Runtime } from "node:inspector";
import { inspect } from "node:util";

/** Text is cut here: the variables view shows one line per value (characters). */
const widest = 200;
/** A string that is asked for by name is shown up to here (characters). */
const widestString = 10_000;

/** One line for a value in the way of Node's inspect, made from what V8 says of it: none of the user's code runs. */
export function valueText(value: Runtime.RemoteObject): string {
  return cut(fullText(value), widest);
}

/** The text of a value that was evaluated by itself: strings whole, errors with their stack. */
export function resultText(value: Runtime.RemoteObject): string {
  if (value.type === "string")
    return cut(inspect(value.value, { maxStringLength: Infinity, breakLength: Infinity }), widestString);
  return value.subtype === "error"
    ? cut(value.description ?? "Error", widestString)
    : cut(fullText(value), widestString);
}

function fullText(value: Runtime.RemoteObject): string {
  switch (value.type) {
    case "string":
      return inspect(cut(String(value.value), widestString), { breakLength: Infinity });
    case "number":
    case "bigint":
      return value.unserializableValue ?? String(value.value);
    case "boolean":
    case "undefined":
      return String(value.value);
    case "symbol":
      return value.description ?? "Symbol()";
    case "function":
      return functionText(value.description ?? "");
    default:
      return objectText(value);
  }
}

function objectText({ subtype, description = "Object", preview }: Runtime.RemoteObject): string {
  switch (subtype) {
    case "null":
      return "null";
    case "error":
      return `[${description.split("\n")[0]}]`;
    case "regexp":
      return description;
    case "date":
      return dateText(description);
    case "promise":
      return `Promise { ${promiseText(preview)} }`;
    default:
      return preview ? previewText(preview) : description;
  }
}

function promiseText(preview: Runtime.ObjectPreview | undefined): string {
  const of = (name: string) => preview?.properties.find((property) => property.name === name);
  const state = of("[[PromiseState]]")?.value ?? "pending";
  const result = of("[[PromiseResult]]");
  if (state === "pending" || !result) return "<pending>";
  return state === "rejected" ? `<rejected> ${propertyText(result)}` : propertyText(result);
}

function dateText(description: string): string {
  const date = new Date(description);
  return Number.isNaN(date.getTime()) ? "Invalid Date" : date.toISOString().replace(/\.000Z$/, "Z");
}

/** `class Stage`, `[Function: move]` or `[Function (anonymous)]` from the source that V8 describes a function by. */
function functionText(source: string): string {
  const className = /^class\s+([\w$]+)/.exec(source)?.[1];
  if (className !== undefined) return `[class ${className}]`;
  if (/^class\b/.test(source)) return "[class (anonymous)]";
  const name = /^(?:async\s*)?(?:function)?\s*\*?\s*([\w$]+)\s*\(/.exec(source)?.[1];
  return name === undefined || name === "function" || name === "async"
    ? "[Function (anonymous)]"
    : `[Function: ${name}]`;
}

/** Name and first members of an object, as V8 previews it. */
function previewText({
  description = "Object",
  subtype,
  properties,
  entries,
  overflow,
}: Runtime.ObjectPreview): string {
  const isList = subtype === "array" || subtype === "typedarray";
  const isTable = subtype === "map" || subtype === "set";
  const members = isTable
    ? (entries ?? []).map(({ key, value }) => (key ? `${entryText(key)} => ${entryText(value)}` : entryText(value)))
    : isList
      ? properties.filter(({ name }) => /^\d+$/.test(name)).map(propertyText)
      : properties.map((property) => `${nameText(property.name)}: ${propertyText(property)}`);
  if (overflow) members.push("…");
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const body = members.length > 0 ? `${open} ${members.join(", ")} ${close}` : `${open}${close}`;
  const title = description === "Object" ? "" : description;
  return title && !(isList && title.startsWith("Array(")) ? `${title} ${body}` : body;
}

function entryText(preview: Runtime.ObjectPreview): string {
  if (preview.type === "string") return inspect(preview.description ?? "");
  return preview.description ?? preview.type;
}

function propertyText({ type, subtype, value = "", valuePreview }: Runtime.PropertyPreview): string {
  if (type === "string") return inspect(value, { breakLength: Infinity });
  if (type === "accessor") return "[Getter]";
  if (type === "function") return "[Function]";
  if (type === "undefined") return "undefined";
  if (subtype === "date") return dateText(value);
  return valuePreview ? previewText(valuePreview) : value;
}

function nameText(name: string): string {
  return /^[#\w$]+$/.test(name) || name.startsWith("[[") ? name : inspect(name);
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
