import { fileURLToPath } from "node:url";

/** Where the compiler finds the types of comms: the declarations lie beside the script. */
const commsPath = fileURLToPath(new URL("../comms.js", import.meta.url));

/** The declarations of what cells find without an import to reach the person and the widgets at the front end. */
export const frontEndDeclarations = `
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
