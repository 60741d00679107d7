import { frontEndDeclarations } from "../frontEnd/frontEndDeclarations.js";
import { outputDeclarations } from "../output/outputDeclarations.js";
import { webAssemblyDeclarations } from "./webAssemblyDeclarations.js";

/** The declarations of what every cell finds without an import; evaluate/cellGlobals.ts defines it. */
export function preludeText(emDeclarations: string | undefined): string {
  return emDeclarations === undefined ? globals : `${globals}${emGlobal(emDeclarations)}`;
}

const globals = `${outputDeclarations}${frontEndDeclarations}${webAssemblyDeclarations}`;

function emGlobal(path: string): string {
  return `/** The electron microscopy laboratory: open files, find atoms, simulate specimens. */
declare const em: typeof import(${JSON.stringify(path)}).em;
`;
}
