import type { CellError } from "./cellError.js";

/** Names of Python that TypeScript does not know. */
const names: Readonly<Record<string, string>> = {
  print: "console.log(...), or the value as the last line of the cell.",
  None: "undefined or null.",
  True: "true.",
  False: "false.",
  self: "this.",
  len: "x.length; x.size for a Map or Set.",
  range: "for (let i = 0; i < n; i++), or Array.from({ length: n }, (_, i) => i).",
  enumerate: "for (const [i, x] of xs.entries()).",
  zip: "a.map((x, i) => [x, b[i]]).",
  str: "String(x).",
  int: "Math.trunc(Number(x)).",
  float: "Number(x).",
  bool: "Boolean(x).",
  list: "an array: [1, 2] or [...xs].",
  dict: "an object { a: 1 } or a Map.",
  tuple: "an array: [1, 2] as const.",
  abs: "Math.abs(x).",
  round: "Math.round(x).",
  max: "Math.max(...xs).",
  min: "Math.min(...xs).",
  sum: "xs.reduce((sum, x) => sum + x, 0).",
  sorted: "[...xs].sort((a, b) => a - b).",
  isinstance: "x instanceof Type, or typeof x.",
  type: "typeof x.",
  help: "put the cursor on the name and press Shift+Tab.",
  dir: "Object.keys(x), or x. and Tab.",
  exit: "Restart or Shut Down in the Kernel menu.",
  quit: "Restart or Shut Down in the Kernel menu.",
  np: "typed arrays and em; packages of Python are not there.",
  plt: "display.plotly(...), or a picture as the last line of the cell.",
  pd: 'import * as dfd from "danfojs-node", or display of an array of objects.',
  Exception: "Error.",
  ValueError: "RangeError or Error.",
  __name__: "nothing: a cell runs from its first line.",
};

/** Members of Python's lists, strings and arrays. */
const members: Readonly<Record<string, string>> = {
  append: "push.",
  extend: "push(...xs).",
  upper: "toUpperCase().",
  lower: "toLowerCase().",
  strip: "trim().",
  startswith: "startsWith.",
  endswith: "endsWith.",
  items: "Object.entries(x), or entries() of a Map.",
  shape: "width and height, or length.",
  mean: "xs.reduce((sum, x) => sum + x, 0) / xs.length.",
  format: `a template: \`x = \${x}\`.`,
};

/** Lines of Python, by their look. */
const lines: readonly (readonly [RegExp, string])[] = [
  [/^from\s+[\w.]+\s+import\b/, 'import { name } from "package".'],
  [/^import\s+[\w.]+(?:\s+as\s+\w+)?\s*$/, 'import * as name from "package"; packages of Python are not there.'],
  [/^(?:async\s+)?def\s+\w+\s*\(/, "function name(x: number) { ... }."],
  [/^class\s+\w+(?:\([^)]*\))?\s*:/, "class Name extends Base { ... }."],
  [/^(?:el(?:se\s+)?if)\b.*:?\s*$/, "} else if (condition) { ... }."],
  [/^(?:if|while)\s+.*:\s*$/, "if (condition) { ... }, with brackets and braces."],
  [/^else\s*:/, "} else { ... }."],
  [/^for\s+[^(].*\bin\b/, "for (const x of xs) { ... }."],
  [/^try\s*:|^except\b|^finally\s*:/, "try { ... } catch (error) { ... }."],
  [/^raise\b/, 'throw new Error("...").'],
  [/^with\s+\w/, "const file = await em.open(path); using x = ... for what must be closed."],
  [/^pass\s*$/, "nothing: empty braces { }."],
  [/^print\s+\S/, "console.log(...)."],
  [/^(?:global|nonlocal|del|assert|yield from)\s/, "assign to the variable; variables of cells are shared."],
  [/\blambda\b/, "(x) => x + 1."],
  [/(?<![\w$.])f(["'])/, `a template: \`x = \${x}\`.`],
  [/\bis\s+not\s+\w|\bis\s+None\b/, "!== and ===."],
  [/\bnot\s+\w/, "!condition."],
  [/[\w)\]]\s+(?:and|or)\s+[\w(]/, "&& and ||."],
  [/^\{.*[,:].*\}\s*;?$/, "an object below other lines stands in brackets: ({ a, b })."],
  [/^\s*#/, "// begins a comment."],
  [/[^"'`]#(?!!)\s/, "// begins a comment."],
  [/\[\s*-\d+\s*\]|\[[^\]]*:[^\]]*\]/, "xs.at(-1) and xs.slice(from, to)."],
  [/\bfor\s+\w+\s+in\s+.*\]/, "xs.map((x) => ...) and xs.filter((x) => ...)."],
];

const unknownName = new Set([2304, 2552, 2693]);
const unknownMember = new Set([2339, 2550, 2551]);

/** The TypeScript way of a habit from Python, where an error looks like one. */
export function habitAdvice(source: string, { code, start, length }: CellError): string | undefined {
  const name = source.slice(start, start + length);
  if (unknownName.has(code)) return inTypeScript(own(names, name));
  if (unknownMember.has(code)) return inTypeScript(own(members, name));
  if (code >= 2000) return undefined;
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const line = /.*/.exec(source.slice(lineStart))?.[0]?.trim() ?? "";
  return inTypeScript(lines.find(([pattern]) => pattern.test(line))?.[1]);
}

function inTypeScript(way: string | undefined): string | undefined {
  return way && `in TypeScript: ${way}`;
}

function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
