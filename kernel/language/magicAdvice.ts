import { colour } from "../sourceExcerpt.js";
import type { ErrorReport } from "../threadMessages.js";

/** What a habit from Python's notebooks is called here. */
const ways: readonly (readonly [RegExp, string])[] = [
  [
    /^!\s*(?:npm|pip)\s+i(?:nstall)?\s+(.*)/,
    'Packages are installed in a terminal: "npm install $1" in the folder of the notebook.',
  ],
  [
    /^[%!]\s*(?:conda|pip)\b.*/,
    'Packages are installed in a terminal with "npm install NAME" in the folder of the notebook.',
  ],
  [/^!\s*(.*)/, 'import { execSync } from "node:child_process"; then execSync(`$1`).toString()'],
  [/^%%?time(?:it)?\b\s*(.*)/, "const startMs = performance.now(); then, after the work, performance.now() - startMs"],
  [/^%cd\s+(.*)/, "process.chdir(`$1`) (imports keep starting from the folder of the notebook)"],
  [/^%pwd\b.*/, "process.cwd()"],
  [/^%env\s+(\w+)=(.*)/, 'process.env["$1"] = `$2`'],
  [/^%env\b.*/, "process.env"],
  [/^%(?:run|load)\s+(.*)/, 'import "./$1": a local TypeScript file, read again when it has changed'],
  [/^%matplotlib\b.*/, "Nothing is needed: figures show themselves as the last expression of a cell."],
  [/^%who(?:s|_ls)?\b.*/, "Type a letter and press Tab: the names of earlier cells are in the list."],
  [/^%%?(\w+).*/, "This kernel has no magics: write TypeScript."],
];

/** For an error on a line that begins with `%` or `!`: the TypeScript way to do it; undefined for other lines. */
export function magicAdvice(source: string, errorAt: number): ErrorReport | undefined {
  const lineStart = source.lastIndexOf("\n", errorAt - 1) + 1;
  const line = /.*/.exec(source.slice(lineStart))?.[0]?.trim() ?? "";
  if (!/^(?:%|![\s\w./])/.test(line)) return undefined;
  const [pattern, way] = ways.find(([known]) => known.test(line)) ?? [/.*/, "write TypeScript"];
  const advice = line.replace(pattern, way);
  const evalue = `"${line}" is not TypeScript. Instead: ${advice}`;
  const traceback = [`${colour.red("NotTypeScript")}: ${line}`, `${colour.cyan("instead")}: ${advice}`];
  return { ename: "NotTypeScript", evalue, traceback };
}
