/** By TypeScript's word for the kind of an entry (ts.ScriptElementKind): the word that JupyterLab has an icon for. */
const types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    method: "function",
    function: "function",
    "local function": "function",
    property: "property",
    getter: "property",
    class: "class",
    interface: "interface",
    type: "interface",
    enum: "enum",
    module: "module",
    "external module name": "module",
    keyword: "keyword",
    string: "text",
  }),
);

/** The word that JupyterLab has an icon for; the compiler itself is not needed to know it. */
export function entryType(kind: string): string {
  return types.get(kind) ?? "instance";
}
