import type { ISessionContext } from "@jupyterlab/apputils";
import {
  type PanelInstrument,
  type PanelReport,
  type PanelRequest,
  panelMessage,
  panelTarget,
  readPanelReport,
  seenEvery,
} from "../../../src/messages/instrumentPanel.js";

type KernelConnection = NonNullable<NonNullable<ISessionContext["session"]>["kernel"]>;
type Comm = ReturnType<KernelConnection["createComm"]>;
type Json = Parameters<Comm["send"]>[0];

/** How the panel stands to the kernel of the notebook that it follows. */
export type LinkState =
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "waiting" }
  | { readonly kind: "told"; readonly isCellRunning: boolean; readonly instrument: PanelInstrument | null };

/** How long STOP waits for the kernel's answer before it interrupts the kernel (ms): a cell that spins hears nothing. */
export const patienceMs = 700;

/** A STOP this soon after another one (ms) means that the first was not enough. */
const secondMs = 5000;

/** What the link tells the panel. */
export interface LinkListener {
  changed(): void;
  /** A sentence about STOP, to be read out. */
  said(text: string): void;
}

/**
 * The panel's line to one notebook's kernel: a comm on the connection that the notebook itself uses. A second connection would close
 * the comms of the widgets.
 */
export class PanelLink {
  readonly #context: ISessionContext;
  readonly #listener: LinkListener;
  #state: LinkState = { kind: "waiting" };
  #comm: Comm | undefined;
  #pressedAtMs = Number.NEGATIVE_INFINITY;
  #isShown = false;
  #isDisposed = false;
  /** Counts the tries to open: an older one that comes back late does nothing. @unitless */
  #tries = 0;
  #stopping: { readonly id: string; readonly timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(context: ISessionContext, listener: LinkListener) {
    this.#context = context;
    this.#listener = listener;
    context.kernelChanged.connect(this.#restart);
    context.connectionStatusChanged.connect(this.#reconnect);
    context.statusChanged.connect(this.#status);
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The kernel says that it is busy. */
  get isBusy(): boolean {
    return this.#kernel?.status === "busy";
  }

  get #isCellRunning(): boolean {
    return this.#state.kind === "told" && this.#state.isCellRunning;
  }

  get path(): string {
    return this.#context.path;
  }

  /** While the panel is not seen the kernel sends nothing; STOP works all the same. */
  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (isShown) void this.#connect();
    else this.#drop({ kind: "waiting" });
  }

  /** Asks the kernel to stop the stage and to blank the beam, and interrupts it where it does not answer, or when asked a second time. */
  async stop(): Promise<void> {
    const isSecond = performance.now() - this.#pressedAtMs < secondMs;
    this.#pressedAtMs = performance.now();
    // A cell may have caught what the first STOP has thrown into it, and go on.
    if (this.#stopping || (isSecond && this.#isCellRunning)) {
      this.#interrupt("STOP again: the kernel is interrupted.");
    }
    const id = crypto.randomUUID();
    const late = "The cell does not listen: the kernel is interrupted, which stops the stage and blanks the beam.";
    this.#stopping = { id, timer: setTimeout(() => this.#interrupt(late), patienceMs) };
    if (!isSecond) this.#listener.said("STOP was sent.");
    if (!this.#comm) await this.#connect(true);
    if (this.#comm) this.#send({ type: "stop", id });
    else this.#interrupt("There is no line to the instrument: the kernel is interrupted.");
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#context.kernelChanged.disconnect(this.#restart);
    this.#context.connectionStatusChanged.disconnect(this.#reconnect);
    this.#context.statusChanged.disconnect(this.#status);
    this.#endStopping();
    this.#drop({ kind: "none", why: "" });
  }

  get #kernel(): KernelConnection | null | undefined {
    const kernel = this.#context.session?.kernel;
    return kernel?.isDisposed ? undefined : kernel;
  }

  readonly #restart = (): void => {
    this.#drop({ kind: "waiting" });
    void this.#connect();
  };

  /** After a gap in the connection, states are missing: a new comm begins with the whole state. */
  readonly #reconnect = (): void => {
    if (this.#kernel?.connectionStatus === "connected") this.#restart();
    else this.#set({ kind: "none", why: "The connection to the kernel is interrupted." });
  };

  readonly #status = (): void => {
    const status = this.#kernel?.status;
    if (status === "restarting" || status === "autorestarting" || status === "dead" || status === "terminating") {
      this.#drop({ kind: "none", why: status === "dead" ? "The kernel has ended." : "The kernel restarts." });
    } else if (status === "idle" && !this.#comm) void this.#connect();
    this.#listener.changed();
  };

  async #connect(isUrgent = false): Promise<void> {
    if (this.#comm || this.#isDisposed || !(this.#isShown || isUrgent)) return;
    const tryNumber = ++this.#tries;
    const kernel = this.#kernel;
    if (!kernel) {
      this.#set({ kind: "none", why: "This notebook has no kernel." });
      return;
    }
    if (kernel.connectionStatus !== "connected") return;
    const { implementation } = await kernel.info;
    if (tryNumber !== this.#tries || this.#isDisposed || this.#comm || kernel !== this.#kernel) return;
    if (implementation !== "emlab") {
      this.#set({ kind: "none", why: "No emlab kernel: this notebook runs in another one." });
    } else this.#open(kernel);
  }

  #open(kernel: KernelConnection): void {
    const comm = kernel.createComm(panelTarget);
    comm.onMsg = ({ content }) => this.#receive(comm, readPanelReport(content.data as unknown));
    comm.onClose = () => {
      if (this.#comm !== comm) return;
      this.#comm = undefined;
      this.#set({ kind: "none", why: "The kernel does not know this panel: it may be of another version of emlab." });
    };
    this.#comm = comm;
    this.#set({ kind: "waiting" });
    comm.open();
  }

  #receive(comm: Comm, report: PanelReport | undefined): void {
    if (comm !== this.#comm || !report) return;
    if (report.type === "stopped") {
      this.#stopped(report.id, report.problems);
      return;
    }
    const { isCellRunning, instrument } = report;
    // The next cell is another one: a STOP in it is the first.
    if (!isCellRunning) this.#pressedAtMs = Number.NEGATIVE_INFINITY;
    this.#set({ kind: "told", isCellRunning, instrument });
    if (report.number % seenEvery === 0) this.#send({ type: "seen", number: report.number });
  }

  #stopped(id: string, problems: readonly string[]): void {
    if (this.#stopping?.id === id) this.#endStopping();
    const isDone = problems.length === 0;
    this.#listener.said(
      isDone ? "Stopped: the stage is stopped and the beam is blanked." : `STOP did not work: ${problems.join("; ")}`,
    );
    if (!this.#isShown) this.#drop({ kind: "waiting" });
  }

  #interrupt(text: string): void {
    this.#endStopping();
    const kernel = this.#kernel;
    this.#listener.said(kernel ? text : "There is no kernel that could be stopped.");
    kernel?.interrupt().catch((error: unknown) => {
      this.#listener.said(`The kernel could not be interrupted: ${error instanceof Error ? error.message : error}`);
    });
  }

  #endStopping(): void {
    clearTimeout(this.#stopping?.timer);
    this.#stopping = undefined;
  }

  #send(request: PanelRequest): void {
    this.#comm?.send(panelMessage(request) as Json);
  }

  #drop(state: LinkState): void {
    const comm = this.#comm;
    this.#comm = undefined;
    this.#tries++;
    // A comm of a kernel that has gone is disposed already.
    if (comm && !comm.isDisposed && this.#kernel?.connectionStatus === "connected") comm.close();
    this.#set(state);
  }

  #set(state: LinkState): void {
    this.#state = state;
    if (!this.#isDisposed) this.#listener.changed();
  }
}
