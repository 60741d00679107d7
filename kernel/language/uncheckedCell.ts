const directive = /^\/\/\s*@(?:emlab|ts)-nocheck\b/;
const misspelt = /(?:\/\/|\/\*|#)\s*@?(?:(?:emlab|ts|type)[-_ ]?)?(?:no|un|skip)[-_ ]?check(?:ed|ing)?\b/i;
const typeIgnore = /#\s*type:\s*ignore/m;

/** True for a cell that says at its top, in a line of its own, that type errors do not stop it. */
export function isUnchecked(source: string): boolean {
  for (const line of source.split(/\r?\n/)) {
    const text = line.trim();
    if (directive.test(text)) return true;
    if (text && !text.startsWith("//") && !text.startsWith("#!")) return false;
  }
  return false;
}

/** What to write instead of a line that was meant to switch the check off; undefined where there is none. */
export function uncheckedAdvice(source: string): string | undefined {
  if (!misspelt.test(source) && !typeIgnore.test(source)) return undefined;
  return "to run the cell in spite of type errors, write // @emlab-nocheck as a line of its own at its top.";
}
