import { colour } from "../sourceExcerpt.js";
import type { ErrorReport } from "../threadMessages.js";

/** A line, by its look, and the way to do the same here. */
type Way = readonly [RegExp, string | ((...parts: string[]) => string)];

const terminal = "in a terminal, in the folder of the notebook";

/** What a habit from Python's notebooks is called here. */
const ways: readonly Way[] = [
  [/^[%!]+\s*(?:npm|pnpm|yarn|pip3?|conda|mamba|uv)\b.*\b(?:i|install|add)\s+(.*)/, `"npm install $1" ${terminal}`],
  [/^[%!]+\s*(?:npm|pip3?|conda|mamba)\b.*/, `packages are installed with "npm install NAME" ${terminal}`],
  [/^([\w.]+)\s*=\s*!\s*(.*)/, (_, name = "", command = "") => `const ${name} = ${shell(command)}.split("\\n")`],
  [/^!+\s*cd\b\s*(.*)/, "process.chdir(`$1`) (imports keep starting from the folder of the notebook)"],
  [/^!+\s*(.*)/, (_, command = "") => `import { execSync } from "node:child_process"; then ${shell(command)}`],
  [/^%%(?:bash|sh|script|cmd|system|sx)\b.*/, 'import { execSync } from "node:child_process"; then execSync(`...`)'],
  [
    /^%(?:sx|system)\s+(.*)/,
    (_, command = "") => `import { execSync } from "node:child_process"; then ${shell(command)}`,
  ],
  [
    /^%%?(?:time|timeit|prun|lprun|memit|mprun)\b.*/,
    "const startMs = performance.now(); then, after the work, performance.now() - startMs",
  ],
  [/^%%capture\b.*/, "nothing: end the cell with a declaration or undefined, and print nothing"],
  [/^%%(?:html|HTML)\b.*/, "display.html(`...`)"],
  [/^%%(?:markdown|md)\b.*/, "display.markdown(`...`), or a Markdown cell"],
  [/^%%(?:latex)\b.*/, "display.latex(`...`), or a Markdown cell"],
  [/^%%(?:svg|SVG)\b.*/, "display.svg(`...`)"],
  [/^%%(?:javascript|js|typescript|ts)\b.*/, "nothing: cells are TypeScript, and JavaScript is part of it"],
  [/^%%(?:python3?|pypy|R|julia|perl|ruby|cython)\b.*/, "a notebook with a kernel of that language"],
  [
    /^%%(?:writefile|file)\s+(?:-a\s+)?(.*)/,
    'import { writeFile } from "node:fs/promises"; await writeFile(`$1`, `...`)',
  ],
  [/^%(?:load_ext|reload_ext|unload_ext)\s+(?:autoreload|tensorboard)?.*/, "nothing: import what you need"],
  [/^%(?:autoreload|aimport)\b.*/, "nothing: a local TypeScript file is read again when it is imported again"],
  [/^%cd\s*(.*)/, "process.chdir(`$1`) (imports keep starting from the folder of the notebook)"],
  [/^%pwd\b.*/, "process.cwd()"],
  [/^%(?:ls|ll|dir)\b\s*(.*)/, 'import { readdirSync } from "node:fs"; readdirSync(`$1` || ".")'],
  [/^%(?:env|set_env)\s+(\w+)[=\s]\s*(.*)/, 'process.env["$1"] = `$2`'],
  [/^%env\b.*/, "process.env"],
  [/^%(?:run|load|loadpy)\s+(.*)/, 'import "./$1": a local TypeScript file, read again when it has changed'],
  [/^%(?:matplotlib|pylab|config)\b.*/, "nothing: figures show themselves as the last expression of a cell"],
  [/^%(?:who(?:s|_ls)?|page|psearch)\b.*/, "type a letter and press Tab: the names of earlier cells are in the list"],
  [/^%(?:hist|history|recall|rerun|notebook|store)\b.*/, "the arrow keys of a console, or the cells of the notebook"],
  [/^%(?:reset|reset_selective|xdel)\b.*/, "Restart in the Kernel menu, or an assignment of undefined"],
  [/^%(?:debug|pdb)\b.*|^%%debug\b.*/, "a breakpoint in JupyterLab's debugger, or a line with debugger"],
  [/^%(?:pinfo2?|pdoc|psource|help|magic|lsmagic|quickref)\b.*/, "the cursor on the name, then Shift+Tab"],
  [
    /^%(?:xmode|tb|precision|pprint|colors|automagic|alias|logstart|gui)\b.*/,
    "nothing: this kernel has no such setting",
  ],
  [/^\?+\s*([\w.$]+)\s*$|^([\w.$]+)\s*\?+\s*$/, "the cursor on the name, then Shift+Tab"],
  [/^%%?(\w+).*/, "TypeScript: this kernel has no magics"],
];

/** For an error on a line that is of Python's notebooks, `%`, `!` or `?`: the TypeScript way; undefined for other lines. */
export function magicAdvice(source: string, errorAt: number): ErrorReport | undefined {
  const lineStart = source.lastIndexOf("\n", errorAt - 1) + 1;
  const line = /.*/.exec(source.slice(lineStart))?.[0]?.trim() ?? "";
  if (
    !/^(?:%|!(?!!)[\s\w./"'~]|!!\s*\w+\s+\S|\?+[\w$]|[\w.]+\s*=\s*!\s*[a-z]+\s)/.test(line) &&
    !/^[\w.$]+\s*\?+$/.test(line)
  )
    return undefined;
  const way = ways.find(([pattern]) => pattern.test(line));
  if (!way) return undefined;
  const advice = line.replace(way[0], way[1] as string);
  const evalue = `"${line}" is not TypeScript. Instead: ${advice}`;
  const traceback = [`${colour.red("NotTypeScript")}: ${line}`, `${colour.cyan("instead")}: ${advice}`];
  return { ename: "NotTypeScript", evalue, traceback };
}

/** The call that runs a command, whatever quotes are in it. */
function shell(command: string): string {
  const quoted = /[`\\]|\$\{/.test(command) ? JSON.stringify(command) : `\`${command}\``;
  return `execSync(${quoted}).toString()`;
}
