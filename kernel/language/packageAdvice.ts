import type { CellError } from "./cellError.js";

const missingModule = 2307;

/** What to do about a module that is not there; undefined for other errors. */
export function packageAdvice({ code, message }: CellError): string | undefined {
  if (code !== missingModule) return undefined;
  const name = /'([^']+)'/.exec(message)?.[1] ?? "";
  if (/^https?:/.test(name))
    return 'nothing is loaded from the network: run "npm install" with the package of this address.';
  if (/^(?:npm|jsr):/.test(name)) {
    const bare = name.replace(/^\w+:\/?(@?[^@]+).*/, "$1");
    return `run "npm install ${bare}" in the folder of the notebook, and write import ... from "${bare}".`;
  }
  if (/\.(?:csv|txt|tsv|bin|npy|dat|png|tiff?)$/.test(name))
    return `a data file is read, not imported: import { readFile } from "node:fs/promises".`;
  if (/^[./]/.test(name)) return "paths start from the folder of the notebook; check the name of the file.";
  const parts = name.split("/");
  const packageName = parts.slice(0, name.startsWith("@") ? 2 : 1).join("/");
  return `run "npm install ${packageName}" in the folder of the notebook, then this cell again.`;
}
