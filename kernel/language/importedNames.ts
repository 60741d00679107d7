import { ts } from "./ts.js";

/** The names of local files in imports: they change while the kernel runs, those of packages do not. */
export const localImport = /^\.{0,2}\//;

/** The names in the imports of a text: of declarations, of calls and of types. */
export function importedNames(code: string): readonly string[] {
  // Most cells have none, and the scan is not free.
  if (!/\b(?:import|require|from)\b/.test(code)) return [];
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
}
