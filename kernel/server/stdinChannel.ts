import { randomUUID } from "node:crypto";
import type { InputQuestion } from "../threadMessages.js";
import type { Message, Wire } from "../wire.js";
import type { Channels } from "./channels.js";

/** How often, and how far apart (ms), a question is sent before the client counts as unable to answer. */
const attempts = 20;
const attemptMs = 50;

/** What the stdin channel needs of the rest of the server. */
export interface StdinPorts {
  readonly wire: Wire;
  readonly socket: Channels["stdin"];
  /** The request of a running cell. */
  readonly requestOf: (runId: number) => Message | undefined;
  /** Sends what has been printed. */
  readonly flush: () => void;
  /** The answer; undefined when the client that runs the cell has no stdin connection. */
  readonly answer: (inputId: number, value: string | undefined) => void;
}

/** Asks the client that runs a cell, and takes the answer of that client alone. */
export class StdinChannel {
  readonly #ports: StdinPorts;
  #asked: { readonly inputId: number; readonly identity: Buffer; readonly messageId: string } | undefined;

  constructor(ports: StdinPorts) {
    this.#ports = ports;
    this.#listen();
  }

  /** Sends a question; the main thread asks one at a time. */
  async ask({ inputId, runId, prompt, password }: InputQuestion): Promise<void> {
    const { wire, requestOf, flush, answer } = this.#ports;
    const request = requestOf(runId);
    const identity = request?.identities[0];
    if (!request || !identity) return answer(inputId, undefined);
    const { identities, header: parent } = request;
    const id = randomUUID();
    this.#asked = { inputId, identity, messageId: id };
    flush();
    const frames = wire.encode({ identities, id, type: "input_request", parent, content: { prompt, password } });
    if (!(await this.#deliver(frames)) && this.#take(inputId)) answer(inputId, undefined);
  }

  /** Nobody waits any more: a reply that comes late is dropped. */
  ended(inputId: number): void {
    this.#take(inputId);
  }

  /** False where the address has not connected: the socket refuses it then (see channels.ts). */
  async #deliver(frames: (Buffer | Uint8Array)[]): Promise<boolean> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        await this.#ports.socket.send(frames);
        return true;
      } catch {
        // A client that has just connected its shell may still be connecting its stdin.
        await new Promise((resolve) => setTimeout(resolve, attemptMs));
      }
    }
    return false;
  }

  async #listen(): Promise<void> {
    for await (const frames of this.#ports.socket) {
      const message = this.#ports.wire.decode(frames);
      if (message?.header.msg_type === "input_reply") this.#reply(message);
    }
  }

  #reply({ identities, parent, content }: Message): void {
    const asked = this.#asked;
    if (!asked || !identities[0]?.equals(asked.identity)) return;
    // Older clients leave the parent out; where it is there, it tells a late reply to an earlier question.
    if (parent.msg_id !== undefined && parent.msg_id !== asked.messageId) return;
    this.#asked = undefined;
    this.#ports.answer(asked.inputId, String(content["value"] ?? ""));
  }

  #take(inputId: number): boolean {
    if (this.#asked?.inputId !== inputId) return false;
    this.#asked = undefined;
    return true;
  }
}
