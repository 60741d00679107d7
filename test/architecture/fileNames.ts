import type { SourceFile } from "./sourceFiles.js";

/** Words that say nothing about what a file holds. */
const empty = /^(utils?|helpers?|managers?|common|misc|stuff|tools|lib)$/i;

/** Why the name of a file or of one of its folders is not allowed; undefined when it is. */
export function nameProblem(path: string): string | undefined {
  const parts = path.split("/");
  const stem = (parts.at(-1) ?? "").replace(/(\.test)?(\.d)?\.(ts|mjs)$/, "");
  for (const word of [...parts.slice(0, -1), stem].flatMap(wordsOf)) {
    if (empty.test(word)) return `${path}: "${word}" does not say what is in it`;
  }
  return /^[a-z][A-Za-z0-9]*$/.test(stem) ? undefined : `${path}: file names are camelCase, after their main export`;
}

function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z])|[-_.]/);
}

/** Exports without a name, and enums: an import must be found by its name, and a union of strings needs no enum. */
export function exportProblems({ path, text }: SourceFile): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
  const problems = [];
  if (/^\s*export\s+default\b/m.test(code) || /\bas\s+default\b/.test(code))
    problems.push(`${path} has a default export`);
  if (/^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s+\w+\s*\{/m.test(code)) problems.push(`${path} has an enum`);
  return problems;
}
