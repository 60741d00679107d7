import {
  mostUnseen,
  type PanelInstrument,
  panelMessage,
  panelTarget,
  readPanelRequest,
} from "../../messages/instrumentPanel.js";
import type { CommPort, CommsPort } from "../../widgets/commPort.js";
import { sessionSignal } from "../session.js";
import { connectionNow } from "./connection.js";
import { ConnectionWatch, tickMs } from "./connectionWatch.js";
import { readPanelState } from "./panelState.js";

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
  readonly #watch = new ConnectionWatch<PanelInstrument>({
    read: readPanelState,
    isChanging: ({ activity }) => activity !== "rest" && activity !== "stopped",
    isNeeded: () => this.#pages.size > 0,
    isReady: () => [...this.#pages.values()].some(isListening),
    tell: (instrument) => this.#tellAll(instrument),
  });

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
    this.#watch.look();
  }

  #receive(page: Page, data: unknown): unknown {
    const request = readPanelRequest(data);
    this.#watch.wake();
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
    page.comm.send(panelMessage({ type: "stopped", id, problems: problems.map((text) => text.slice(0, 2000)) }));
    this.#watch.stopped();
  }

  #tellAll(instrument: PanelInstrument | null | undefined): void {
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
}

function isListening({ sent, seen }: Page): boolean {
  return sent - seen < mostUnseen;
}
