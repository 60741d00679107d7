import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { delimiterIndex } from "./frameLimits.js";
import { isDeeperThan } from "./jsonDepth.js";
import { ReplayWindow } from "./replayWindow.js";

/** The version of the Jupyter messaging protocol that this kernel speaks. */
export const protocolVersion = "5.4";

const delimiter = Buffer.from("<IDS|MSG>");
/** Digests remembered for the replay check: a duplicate among the last 65,536 messages is refused. */
const digestsKept = 65_536;
/** Deepest nesting of arrays and objects; the deepest that a widget or a figure was seen to need is about 20. */
const deepestJson = 200;
/** Longest text in a header (characters); an id has 36. */
const longestHeaderText = 1024;

/** Who sent what and when; a reply and every output carry the header of their request as parent. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** One Jupyter message, checked and parsed. */
export interface Message {
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Buffer[];
}

/** What goes out; the content may be given as JSON text that another thread has made already. */
export interface Outgoing {
  readonly identities?: readonly Buffer[];
  /** The id of the message, where the sender must know it; otherwise a new one. */
  readonly id?: string;
  readonly type: string;
  readonly parent?: Partial<Header>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>> | string;
  readonly buffers?: readonly Uint8Array[];
}

/** Signs, checks and parses messages with the key of one connection file. */
export class Wire {
  readonly #key: string;
  readonly #session: string = randomUUID();
  readonly #seen = new ReplayWindow(digestsKept);

  constructor(key: string) {
    this.#key = key;
  }

  /** The frames of a message, signed. */
  encode(message: Outgoing): (Buffer | Uint8Array)[] {
    const { content } = message;
    const parts = [
      JSON.stringify(this.#header(message)),
      JSON.stringify(message.parent ?? {}),
      JSON.stringify(message.metadata ?? {}),
      typeof content === "string" ? content : JSON.stringify(content),
    ].map((text) => Buffer.from(text));
    const signature = Buffer.from(this.#sign(parts));
    return [...(message.identities ?? []), delimiter, signature, ...parts, ...(message.buffers ?? [])];
  }

  /**
   * The message in the frames, or undefined for anything that is too long or short, unsigned, replayed or not JSON: such a
   * message gets no reply. Each check comes before the work that the next one takes (docs/decisions/0012).
   */
  decode(frames: readonly Buffer[]): Message | undefined {
    const at = delimiterIndex(frames, delimiter);
    if (at === undefined) return undefined;
    const parts = frames.slice(at + 2, at + 6);
    if (!this.#isGenuine(frames[at + 1]!, parts)) return undefined;
    const [header, parent, metadata, content] = parts.map(parseObject);
    if (!header || !parent || !metadata || !content || !isHeader(header)) return undefined;
    return {
      identities: frames.slice(0, at),
      header,
      parent,
      metadata,
      content,
      buffers: frames.slice(at + 6),
    };
  }

  #header({ type, id = randomUUID() }: Outgoing): Header {
    return {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: "emlab",
      date: new Date().toISOString(),
      version: protocolVersion,
    };
  }

  #sign(parts: readonly Buffer[]): string {
    if (!this.#key) return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  #isGenuine(signature: Buffer, parts: readonly Buffer[]): boolean {
    if (!this.#key) return true;
    const expected = Buffer.from(this.#sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return false;
    // 96 bits tell any two messages apart, and take half the memory of the whole.
    return this.#seen.isNew(expected.toString("latin1", 0, 24));
  }
}

function parseObject(part: Buffer): Record<string, unknown> | undefined {
  if (isDeeperThan(deepestJson, part)) return undefined;
  try {
    const value: unknown = JSON.parse(part.toString("utf8"));
    return value && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isHeader(value: Record<string, unknown>): value is Record<string, unknown> & Header {
  const { msg_id, msg_type, session = "", username = "", date = "", version = "" } = value;
  if (msg_id === "" || msg_type === "") return false;
  return [msg_id, msg_type, session, username, date, version].every(isHeaderText);
}

function isHeaderText(value: unknown): boolean {
  return typeof value === "string" && value.length <= longestHeaderText;
}
