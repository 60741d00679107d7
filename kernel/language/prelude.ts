import { fileURLToPath } from "node:url";
import { outputDeclarations } from "../output/outputDeclarations.js";

/** Where the compiler finds the types of comms: the declarations lie beside the script. */
const commsPath = fileURLToPath(new URL("../comms.js", import.meta.url));

/** The declarations of what every cell finds without an import; evaluate/cellGlobals.ts defines it. */
export function preludeText(emDeclarations: string | undefined): string {
  return emDeclarations === undefined ? globals : `${globals}${emGlobal(emDeclarations)}`;
}

const globals = `${outputDeclarations}
/**
 * Asks the person at the notebook and waits for the answer.
 *
 * It asks in a cell alone, not in timers or handlers that go on after it; an interrupt ends the wait.
 * @param prompt What stands before the field.
 * @param options \`password\`: hide what is typed (default false).
 * @example const name = await input("Name of the specimen? ")
 */
declare function input(prompt?: string, options?: { readonly password?: boolean }): Promise<string>;
/**
 * Channels to the front end, for widgets of your own.
 * @example comms.registerTarget("echo", (comm) => comm.onMessage(({ data }) => comm.send(data)))
 */
declare const comms: import(${JSON.stringify(commsPath)}).Comms;
`;

function emGlobal(path: string): string {
  return `/** The electron microscopy laboratory: open files, find atoms, simulate specimens. */
declare const em: typeof import(${JSON.stringify(path)}).em;
`;
}
