import type { Random } from "../../../src/core/random.js";

/** A request that is well signed and makes no sense. */
export interface AbsurdRequest {
  readonly msg_type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Requests as front ends send them, in which one field is then replaced. None of them runs anything. */
const bases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  execute_request: { code: "", silent: false, store_history: false, user_expressions: {}, allow_stdin: false },
  complete_request: { code: "consol", cursor_pos: 3 },
  inspect_request: { code: "console", cursor_pos: 3, detail_level: 0 },
  is_complete_request: { code: "if (" },
  history_request: {
    hist_access_type: "search",
    pattern: "a*",
    n: 5,
    session: 0,
    start: 0,
    stop: 5,
    output: true,
    raw: true,
  },
  comm_info_request: { target_name: "x" },
  comm_open: { comm_id: "c", target_name: "none", data: {} },
  comm_msg: { comm_id: "c", data: {} },
  comm_close: { comm_id: "c", data: {} },
  input_reply: { value: "x" },
  connect_request: {},
  kernel_info_request: {},
  debug_request: { type: "request", seq: 1, command: "debugInfo", arguments: {} },
  no_such_request: {},
  constructor: {},
  __defineGetter__: {},
};

/** What a debugger may be asked, without what would stop a cell. */
const debugCommands = [
  "initialize",
  "attach",
  "disconnect",
  "configurationDone",
  "debugInfo",
  "dumpCell",
  "setBreakpoints",
  "setExceptionBreakpoints",
  "source",
  "stackTrace",
  "scopes",
  "variables",
  "inspectVariables",
  "richInspectVariables",
  "evaluate",
  "continue",
  "next",
  "modules",
  "threads",
  "copyToGlobals",
];

const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0.5,
  1.5,
  1e9,
  -1e9,
  1e308,
  "",
  "no",
  "__proto__",
  "\ud800",
  "\0",
  "𝛼".repeat(50),
  "(".repeat(2000),
  "x".repeat(100_000),
  [],
  [[[[]]]],
  ["a", 5],
  {},
  { a: 5 },
  { __proto__: null, constructor: { prototype: 1 } },
];

/** A known request with one or two fields replaced, or one of a type that nobody knows. */
export function absurdRequest({ below }: Random): AbsurdRequest {
  const types = Object.keys(bases);
  const msg_type = types[below(types.length)]!;
  const content: Record<string, unknown> = { ...bases[msg_type] };
  // Code that is a text would be compiled, which is not what is tried here.
  const fields = Object.keys(content).concat("extra");
  for (let left = 1 + below(2); left > 0; left -= 1)
    content[fields[below(fields.length)]!] = values[below(values.length)];
  if (msg_type === "debug_request") addDebugArguments(content, below);
  if (msg_type === "execute_request" && typeof content["code"] === "string") content["code"] = " ";
  // One that would end the kernel, were it not refused.
  return below(20) === 0 ? { msg_type: "shutdown_request", content: { restart: "yes" } } : { msg_type, content };
}

/** Half of the fields that the commands know, each with something else in it. */
function addDebugArguments(content: Record<string, unknown>, below: Random["below"]): void {
  if (content["command"] === "debugInfo") content["command"] = debugCommands[below(debugCommands.length)];
  const names = ["code", "source", "breakpoints", "sourceModified", "threadId", "frameId", "variablesReference"];
  const fields = [...names, "expression", "variableName", "filters", "seq"].filter(() => below(2) === 0);
  content["arguments"] = Object.fromEntries(fields.map((name) => [name, values[below(values.length)]]));
}
