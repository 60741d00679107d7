import type { Message } from "../../kernel/wire.js";

/** What is wrong with a value, or undefined. */
type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isObject: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isNothing: Check = (value) => value === undefined;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const word =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);

/** Media types lead to a text, except for those that are JSON. */
const isBundle: Check = (value) =>
  isObject(value) &&
  Object.entries(value as object).every(
    ([type, data]) => /^[\w.+-]+\/[\w.+-]+$/.test(type) && (typeof data === "string" || /json$/.test(type)),
  );
const isPort: Check = (value) => isCount(value) && (value as number) > 0;
const isHistoryRow: Check = (value) =>
  Array.isArray(value) && value.length === 3 && isCount(value[0]) && isCount(value[1]) && value[2] !== undefined;

const error = { ename: isText, evalue: isText, traceback: listOf(isText) };
const display = { data: isBundle, metadata: isObject };

/** The content of each message that the protocol knows, as its documentation (version 5.4) describes it. */
const shapes: Readonly<Record<string, Shape>> = {
  status: { execution_state: word("busy", "idle", "starting") },
  iopub_welcome: { subscription: isText },
  execute_input: { code: isText, execution_count: isCount },
  execute_result: { ...display, execution_count: isCount },
  display_data: { ...display, transient: optional(isObject) },
  update_display_data: { ...display, transient: (value) => isText((value as { display_id?: unknown })?.display_id) },
  clear_output: { wait: isFlag },
  stream: { name: word("stdout", "stderr"), text: isText },
  error: { ...error, status: isNothing },
  comm_open: { comm_id: isText, target_name: isText, data: isObject },
  comm_msg: { comm_id: isText, data: isObject },
  comm_close: { comm_id: isText, data: isObject },
  is_complete_reply: { status: word("complete", "incomplete", "invalid", "unknown"), indent: optional(isText) },
};

/** Replies whose status is ok. */
const replies: Readonly<Record<string, Shape>> = {
  execute_reply: { execution_count: isCount, user_expressions: isObject, payload: listOf(isObject) },
  inspect_reply: { found: isFlag, ...display },
  complete_reply: { matches: listOf(isText), cursor_start: isCount, cursor_end: isCount, metadata: isObject },
  history_reply: { history: listOf(isHistoryRow) },
  comm_info_reply: { comms: isObject },
  kernel_info_reply: {
    protocol_version: (value) => /^5\.\d+$/.test(String(value)),
    implementation: isText,
    implementation_version: isText,
    language_info: (value) => {
      const { name, version, mimetype, file_extension } = value as Record<string, unknown>;
      return [name, version, mimetype, file_extension].every(isText);
    },
    banner: isText,
    debugger: isFlag,
    help_links: listOf(isObject),
    supported_features: listOf(isText),
  },
  connect_reply: { shell_port: isPort, iopub_port: isPort, stdin_port: isPort, control_port: isPort, hb_port: isPort },
  shutdown_reply: { restart: isFlag },
  interrupt_reply: {},
};

const headerShape: Shape = {
  msg_id: isText,
  msg_type: isText,
  session: isText,
  username: isText,
  date: (value) => !Number.isNaN(Date.parse(String(value))),
  version: (value) => /^5\.\d+$/.test(String(value)),
};

/** What of a message is not as the protocol wants it: nothing, when all is well. */
export function shapeFaults({ header, parent, content }: Message): string[] {
  const type = header.msg_type;
  const own = faults(`${type} header`, header as unknown as Record<string, unknown>, headerShape);
  const ofParent = Object.keys(parent).length > 0 ? faults(`${type} parent`, { ...parent }, { msg_id: isText }) : [];
  return [...own, ...ofParent, ...faults(type, content, shapeOf(type, content))];
}

function shapeOf(type: string, { status }: Message["content"]): Shape {
  if (type.endsWith("_reply") && type !== "is_complete_reply") {
    if (status === "error") return { ...error, ...(type === "execute_reply" && { execution_count: isCount }) };
    if (status === "aborted") return { execution_count: isCount };
    return { status: word("ok"), ...(replies[type] ?? { "a known type": () => false }) };
  }
  return shapes[type] ?? { "a known type": () => false };
}

function faults(where: string, content: Readonly<Record<string, unknown>>, shape: Shape): string[] {
  return Object.entries(shape)
    .filter(([field, check]) => !check(content[field]))
    .map(([field]) => `${where}: ${field} is ${JSON.stringify(content[field])}`);
}
