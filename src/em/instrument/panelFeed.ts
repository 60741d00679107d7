// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { clearTimeout, setTimeout } from "node:timers";
import type { InstrumentEvent } from "../../instrument/port.js";
import {
  mostUnseen,
  type PanelInstrument,
  panelMessage,
  panelTarget,
  readPanelRequest,
} from "../../messages/instrumentPanel.js";
import type { CommPort, CommsPort } from "../../widgets/commPort.js";
import { sessionSignal } from "../session.js";
import { type Connected, connectionNow } from "./connection.js";
import { readPanelState } from "./panelState.js";

/** Between two looks at the instrument: at most 10 states a second. */
const tickMs = 100;
/** Without an event it is looked at this often: somebody may turn the joystick. */
const restMs = 1000;
/** A reading that takes longer is given up, and another one begins. */
const lateMs = 3000;

interface Page {
  readonly comm: CommPort;
  /** The last state that it was sent, and the last of which it said that it has seen it. @unitless */
  sent: number;
  seen: number;
  sentAtMs: number;
  /** What it was sent last, as JSON. */
  text: string | undefined;
}

/** Tells the instrument panels of the pages what the kernel is connected to, and carries out their STOP. It connects to nothing. */
export class PanelFeed {
  readonly #pages = new Map<string, Page>();
  #timer: NodeJS.Timeout | undefined;
  #tickedAtMs = 0;
  #readingSinceMs: number | undefined;
  #readAtMs = 0;
  #isDirty = true;
  #isStopped = false;
  #watched: Connected | undefined;
  #unwatch: () => void = () => {};
  /** undefined: nothing was read yet. */
  #latest: PanelInstrument | null | undefined;

  constructor(comms: CommsPort) {
    comms.registerTarget(panelTarget, (comm) => this.#add(comm));
  }

  /** The number of pages that are told. @unitless */
  get pageCount(): number {
    return this.#pages.size;
  }

  #add(comm: CommPort): void {
    const page: Page = { comm, sent: 0, seen: 0, sentAtMs: Number.NEGATIVE_INFINITY, text: undefined };
    this.#pages.set(comm.id, page);
    comm.onMessage(({ data }) => this.#receive(page, data));
    comm.onClose(() => void this.#pages.delete(comm.id));
    this.#isDirty = true;
    this.#wake(0);
  }

  #receive(page: Page, data: unknown): unknown {
    const request = readPanelRequest(data);
    this.#wake(tickMs);
    if (request?.type === "seen") page.seen = Math.max(page.seen, Math.min(request.number, page.sent));
    return request?.type === "stop" ? this.#stop(page, request.id) : undefined;
  }

  /** Stops the stage and blanks the beam in the turn of this call; what is being taken ends, and is written down. */
  async #stop(page: Page, id: string): Promise<void> {
    const connection = connectionNow();
    const problems: string[] = [];
    // A page that speaks is there, whatever it has not acknowledged.
    page.seen = page.sent;
    if (connection) {
      const { guard, takes } = connection;
      const stopping = guard.stage.stop();
      const making = guard.safe();
      void takes.end(new Error("STOP was pressed in the instrument panel"));
      // What did not work is among the problems of making safe, which has tried the same.
      stopping.catch(() => undefined);
      problems.push(...(await making).problems);
    }
    this.#isStopped = true;
    this.#isDirty = true;
    page.comm.send(panelMessage({ type: "stopped", id, problems: problems.map((text) => text.slice(0, 2000)) }));
    this.#wake(0);
  }

  /** Looks soon. A timer that was struck by an interrupt, and never came back, is set again. */
  #wake(afterMs: number): void {
    if (this.#timer && afterMs > 0 && performance.now() - this.#tickedAtMs < restMs) return;
    clearTimeout(this.#timer);
    this.#tickedAtMs = performance.now();
    this.#timer = setTimeout(() => this.#tick(), afterMs).unref();
  }

  #tick(): void {
    this.#timer = undefined;
    this.#tickedAtMs = performance.now();
    if (this.#pages.size === 0) {
      this.#watch(undefined);
      return;
    }
    this.#timer = setTimeout(() => this.#tick(), tickMs).unref();
    this.#watch(connectionNow());
    const now = performance.now();
    const isRead = this.#readingSinceMs !== undefined && now - this.#readingSinceMs < lateMs;
    if (!isRead && this.#hasListener() && (this.#isDirty || now - this.#readAtMs > restMs)) void this.#read(now);
    else this.#tellAll();
  }

  async #read(startMs: number): Promise<void> {
    const connection = this.#watched;
    this.#readingSinceMs = startMs;
    this.#readAtMs = startMs;
    this.#isDirty = false;
    const state = connection ? await readPanelState(connection, this.#isStopped) : null;
    if (this.#readingSinceMs !== startMs) return;
    this.#readingSinceMs = undefined;
    if (this.#watched !== connection) return;
    this.#latest = state;
    // Positions change until it has come to rest.
    if (state && state.activity !== "rest" && state.activity !== "stopped") this.#isDirty = true;
    this.#tellAll();
  }

  #tellAll(): void {
    const instrument = this.#latest;
    if (instrument === undefined) return;
    const isCellRunning = sessionSignal() !== undefined;
    const text = JSON.stringify([isCellRunning, instrument]);
    const now = performance.now();
    for (const page of this.#pages.values()) {
      if (page.text === text || !isListening(page) || now - page.sentAtMs < tickMs * 0.9) continue;
      page.sentAtMs = now;
      page.text = text;
      page.sent += 1;
      page.comm.send(panelMessage({ type: "state", number: page.sent, isCellRunning, instrument }));
    }
  }

  #hasListener(): boolean {
    return [...this.#pages.values()].some(isListening);
  }

  #watch(connection: Connected | undefined): void {
    if (connection === this.#watched) return;
    this.#unwatch();
    this.#watched = connection;
    this.#isStopped = false;
    this.#isDirty = true;
    this.#readingSinceMs = undefined;
    this.#unwatch = connection?.guard.onEvent((event) => this.#see(event)) ?? (() => {});
  }

  #see({ type }: InstrumentEvent): void {
    this.#isDirty = true;
    if (type === "stopped") this.#isStopped = true;
    else if (type === "moving" || type === "unblanked") this.#isStopped = false;
  }
}

function isListening({ sent, seen }: Page): boolean {
  return sent - seen < mostUnseen;
}
