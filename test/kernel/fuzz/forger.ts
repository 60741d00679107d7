import { createHmac } from "node:crypto";
import { type Random, seededRandom } from "../../../src/core/random.js";
import { absurdRequest } from "./absurdRequest.js";

/** How a message came to be what it is. */
export type FuzzKind = keyof typeof weights;

/** A message to throw at a kernel. */
export interface FuzzMessage {
  readonly kind: FuzzKind;
  readonly frames: readonly Buffer[];
  /** Only a genuine message may be answered. */
  readonly isGenuine: boolean;
}

/** How often each kind comes, as shares of their sum; the costly ones are rare. */
const weights = {
  truncatedFrames: 120,
  truncatedPart: 120,
  bitFlip: 200,
  unsigned: 60,
  wronglySigned: 80,
  replayed: 80,
  swapped: 60,
  delimiters: 60,
  random: 120,
  wrongJson: 60,
  wrongHeader: 40,
  deepJson: 4,
  tooLong: 2,
  manyFrames: 1,
  absurd: 12,
};

const delimiter = Buffer.from("<IDS|MSG>");
/** Messages that have been sent and can be sent again: all of them are within the window of the replay check. */
const sentKept = 500;
/** Messages that are mutated; they were never sent themselves. */
const originals = 200;

/**
 * Makes broken, forged and absurd messages from a seed. Ids tell what a reply was given to: `forged-…` must get none,
 * `absurd-…` may get one.
 */
export class Forger {
  readonly #key: string;
  readonly #random: Random;
  readonly #originals: readonly (readonly Buffer[])[];
  readonly #sent: (readonly Buffer[])[] = [];
  readonly #kinds = Object.keys(weights) as FuzzKind[];
  readonly #sum = Object.values(weights).reduce((a, b) => a + b, 0);
  #count = 0;

  constructor(key: string, seed: number) {
    this.#key = key;
    this.#random = seededRandom(seed, "kernel-fuzz");
    this.#originals = Array.from({ length: originals }, () => this.#valid());
  }

  next(): FuzzMessage {
    this.#count += 1;
    const kind = this.#pickKind();
    return { kind, frames: this.#forge(kind), isGenuine: kind === "absurd" };
  }

  #pickKind(): FuzzKind {
    let left = this.#random.below(this.#sum);
    for (const kind of this.#kinds) {
      left -= weights[kind];
      if (left < 0) return kind;
    }
    return "random";
  }

  #forge(kind: FuzzKind): readonly Buffer[] {
    const { below } = this.#random;
    const frames = [...this.#originals[below(originals)]!];
    switch (kind) {
      case "truncatedFrames":
        return frames.slice(0, below(frames.length));
      case "truncatedPart": {
        const at = 1 + below(5);
        return frames.with(at, frames[at]!.subarray(0, below(frames[at]!.length)));
      }
      case "bitFlip":
        return this.#withFlippedBits(frames);
      case "unsigned":
        return frames.with(1, Buffer.alloc(below(3)));
      case "wronglySigned":
        return frames.with(1, Buffer.from(sign(`${this.#key}${below(9)}`, frames.slice(2))));
      case "replayed":
        return this.#sent[below(this.#sent.length)] ?? this.#absurd();
      case "swapped": {
        // Parent and metadata are alike; the header differs from all.
        const at = 3 + below(3);
        return frames.with(2, frames[at]!).with(at, frames[2]!);
      }
      case "delimiters":
        return frames.toSpliced(1 + below(5), 0, ...Array.from({ length: 1 + below(20) }, () => delimiter));
      case "random":
        return Array.from({ length: 1 + below(9) }, () => (below(4) === 0 ? delimiter : this.#bytes(below(200))));
      case "wrongJson":
        return this.#signed(2 + below(4), pick(this.#random, brokenJson));
      case "wrongHeader":
        return this.#signed(2, this.#wrongHeader());
      case "deepJson":
        return this.#signed(3 + below(3), deepJson(201 + below(20_000), below(2) === 0));
      case "tooLong":
        return this.#signed(2, this.#header({ username: "x".repeat(65_536) }));
      case "manyFrames":
        return below(2) === 0 ? [...frames, ...empty(4096)] : [...empty(17 + below(2000)), ...frames];
      case "absurd":
        return this.#absurd();
    }
  }

  /** A well-formed, rightly signed message that has not been sent. */
  #valid(): Buffer[] {
    return this.#signed(5, JSON.stringify({ n: this.#random.below(1e9), text: "x".repeat(this.#random.below(100)) }));
  }

  /** Rightly signed, with one part as given. */
  #signed(at: number, text: string | Buffer): Buffer[] {
    const parts = [this.#header(), "{}", "{}", "{}"].map((part) => Buffer.from(part));
    parts[at - 2] = Buffer.from(text as string);
    return [delimiter, Buffer.from(sign(this.#key, parts)), ...parts];
  }

  #header(fields: object = {}, prefix = "forged"): string {
    const msg_id = `${prefix}-${this.#count}-${this.#random.below(1e9)}`;
    const msg_type = pick(this.#random, ["kernel_info_request", "comm_info_request", "input_reply"]);
    return JSON.stringify({ msg_id, msg_type, session: "s", username: "u", date: "", version: "5.4", ...fields });
  }

  #absurd(): Buffer[] {
    const { msg_type, content } = absurdRequest(this.#random);
    const parts = [this.#header({ msg_type }, "absurd"), "{}", "{}", JSON.stringify(content)].map((part) =>
      Buffer.from(part),
    );
    // Buffers are not signed; whoever takes them must take any of them.
    const buffers = Array.from({ length: Math.max(0, this.#random.below(8) - 4) }, () =>
      this.#bytes(this.#random.below(50)),
    );
    const frames = [delimiter, Buffer.from(sign(this.#key, parts)), ...parts, ...buffers];
    this.#sent.push(frames);
    if (this.#sent.length > sentKept) this.#sent.shift();
    return frames;
  }

  #withFlippedBits(frames: Buffer[]): Buffer[] {
    const { below } = this.#random;
    const at = below(frames.length);
    const changed = Buffer.from(frames[at]!);
    // An even number of flips could undo itself.
    for (let left = 1 + 2 * below(2); left > 0; left -= 1) {
      const i = below(changed.length);
      changed[i] = changed[i]! ^ (1 << below(8));
    }
    return changed.equals(frames[at]!) ? frames.slice(1) : frames.with(at, changed);
  }

  #wrongHeader(): string {
    const field = pick(this.#random, ["msg_id", "msg_type", "session", "username", "date", "version"]);
    return this.#header({ [field]: pick(this.#random, [null, 5, true, [], {}, ["x"], "x".repeat(1025)]) });
  }

  #bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let i = 0; i < length; i += 1) bytes[i] = this.#random.below(256);
    return bytes;
  }
}

const brokenJson = [
  "",
  "{",
  "}",
  "[]",
  "null",
  "5",
  '"text"',
  "{]",
  '{"a":}',
  '{"a":1,}',
  "{'a':1}",
  '{"a":NaN}',
  "\0",
  "{}{}",
  "undefined",
];

function deepJson(levels: number, isClosed: boolean): string {
  return `{"a":${"[".repeat(levels)}${isClosed ? "]".repeat(levels) : ""}}`;
}

function sign(key: string, parts: readonly Buffer[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function empty(count: number): Buffer[] {
  return Array.from({ length: count }, () => Buffer.alloc(0));
}

function pick<T>({ below }: Random, values: readonly T[]): T {
  return values[below(values.length)]!;
}
