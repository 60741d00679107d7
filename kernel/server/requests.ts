import { toCodePoints, toUtf16 } from "../codePoints.js";
import { type Connection, channelNames } from "../connection.js";
import type { History } from "../history/history.js";
import type { Remote } from "../rpc.js";
import type { LanguageCalls } from "../threadMessages.js";
import type { Message } from "../wire.js";
import { kernelInfo } from "./kernelInfo.js";

/** The content of a reply. */
export type Reply = Readonly<Record<string, unknown>>;

/** Answers to the requests that need neither the main thread nor the execute queue, so they work while a cell runs. */
export function directAnswers(
  language: Remote<LanguageCalls>,
  history: History,
  connection: Connection,
): Readonly<Record<string, (request: Message) => Promise<Reply> | Reply>> {
  return {
    kernel_info_request: () => kernelInfo,
    connect_request: () => ({ status: "ok", ...Object.fromEntries(ports(connection)) }),
    history_request: async ({ content }) => ({ status: "ok", history: await history.answer(content) }),
    complete_request: (request) => complete(language, request),
    inspect_request: (request) => inspect(language, request),
    is_complete_request: async ({ content }) => ({ ...(await language.isComplete(content["code"] as string)) }),
  };
}

function ports(connection: Connection): [string, number][] {
  return channelNames.map((channel) => [`${channel}_port`, connection[`${channel}_port`]]);
}

async function complete(language: Remote<LanguageCalls>, { content }: Message): Promise<Reply> {
  const code = content["code"] as string;
  const { matches, start, end } = await language.complete(code, cursorOf(code, content["cursor_pos"]));
  const cursor_start = toCodePoints(code, start);
  const cursor_end = toCodePoints(code, end);
  const types = matches.map(({ text, type, signature }) => ({
    text,
    type,
    start: cursor_start,
    end: cursor_end,
    ...(signature === undefined ? {} : { signature }),
  }));
  return {
    status: "ok",
    matches: matches.map(({ text }) => text),
    cursor_start,
    cursor_end,
    metadata: { _jupyter_types_experimental: types },
  };
}

async function inspect(language: Remote<LanguageCalls>, { content }: Message): Promise<Reply> {
  const code = content["code"] as string;
  const found = await language.inspect(code, cursorOf(code, content["cursor_pos"]), content["detail_level"] === 1);
  if (!found) return { status: "ok", found: false, data: {}, metadata: {} };
  const data = { "text/plain": found.text, "text/markdown": found.markdown };
  return { status: "ok", found: true, data, metadata: {} };
}

function cursorOf(code: string, cursor: unknown): number {
  return typeof cursor === "number" ? toUtf16(code, cursor) : code.length;
}
