import type { Message } from "../wire.js";

/** The longest cell (characters): a program of this size takes the compiler many seconds. */
const longestCode = 8 * 1024 * 1024;
/** The longest name, id or pattern (characters). */
const longestText = 65_536;
/** The most user expressions of one request. */
const mostExpressions = 1000;

type Content = Message["content"];
/** What is wrong with a value, as the rest of a sentence, or undefined. */
type Rule = (value: unknown, content: Content) => string | undefined;

/** What a field may hold, for each type of request that this kernel answers. */
const rules: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  execute_request: {
    code: required(code),
    silent: flag,
    store_history: flag,
    user_expressions: expressions,
    allow_stdin: flag,
    stop_on_error: flag,
  },
  complete_request: { code: required(code), cursor_pos: position },
  inspect_request: { code: required(code), cursor_pos: position, detail_level: oneOf(0, 1) },
  is_complete_request: { code: required(code) },
  history_request: {
    hist_access_type: required(oneOf("range", "tail", "search")),
    output: flag,
    raw: flag,
    unique: flag,
    session: wholeNumber,
    start: wholeNumber,
    stop: wholeNumber,
    n: wholeNumber,
    pattern: text,
  },
  comm_info_request: { target_name: text },
  shutdown_request: { restart: flag },
};

/** What is wrong with the content of a genuine request, as a sentence for the reply; undefined when nothing is. */
export function contentProblem({ header, content }: Message): string | undefined {
  if (!Object.hasOwn(rules, header.msg_type)) return undefined;
  for (const [field, rule] of Object.entries(rules[header.msg_type]!)) {
    const problem = rule(content[field], content);
    if (problem) return `${header.msg_type}: ${field} ${problem}`;
  }
  return undefined;
}

function required(rule: Rule): Rule {
  return (value, content) => (value === undefined || value === null ? "is missing" : rule(value, content));
}

/** Clients of some languages send null for what they leave out. */
function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function code(value: unknown): string | undefined {
  if (typeof value !== "string") return `is ${shown(value)}; it must be a text`;
  return value.length > longestCode ? `has ${value.length} characters; ${longestCode} are the most` : undefined;
}

function text(value: unknown): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value !== "string") return `is ${shown(value)}; it must be a text`;
  return value.length > longestText ? `has ${value.length} characters; ${longestText} are the most` : undefined;
}

function flag(value: unknown): string | undefined {
  return isAbsent(value) || typeof value === "boolean" ? undefined : `is ${shown(value)}; it must be true or false`;
}

function wholeNumber(value: unknown): string | undefined {
  return isAbsent(value) || Number.isSafeInteger(value) ? undefined : `is ${shown(value)}; it must be a whole number`;
}

function oneOf(...allowed: readonly (string | number)[]): Rule {
  return (value) =>
    isAbsent(value) || allowed.includes(value as string)
      ? undefined
      : `is ${shown(value)}; it must be ${allowed.map(shown).join(" or ")}`;
}

/** A position counts code points; clients that count UTF-16 units still stay within the length of the text. */
function position(value: unknown, content: Content): string | undefined {
  if (isAbsent(value)) return undefined;
  const { length } = content["code"] as string;
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= length) return undefined;
  return `is ${shown(value)}; it must be a whole number from 0 to ${length}, the length of the code`;
}

function expressions(value: unknown): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) return `is ${shown(value)}; it must be an object of texts`;
  const entries = Object.entries(value as object);
  if (entries.length > mostExpressions) return `has ${entries.length} entries; ${mostExpressions} are the most`;
  const wrong = entries.find(([, expression]) => typeof expression !== "string");
  return wrong && `has ${shown(wrong[1])} as ${shown(wrong[0])}; it must be a text`;
}

/** A wrong value in few characters. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
