import type { Debugger } from "node:inspector";
import type { InspectorLink } from "./inspectorLink.js";

/** How a stop is left. */
export type Resumption = "resume" | "stepInto" | "stepOver" | "stepOut";

/** What the main thread stands at; `callFrames` begin with the innermost. */
export type Pause = Debugger.PausedEventDataType;

/** What a stop is, as a judge sees it: to be shown, or to be left at once in this way. */
export type Verdict = "stop" | Resumption;

/** Who is asked about stops of the main thread, and told. */
export interface PauseHost {
  /** Decides about a stop. It is asked again for the next one. */
  judge(pause: Pause): Promise<Verdict>;
  onStopped(pause: Pause): void;
  onContinued(): void;
}

/** The main thread as a debugger sees it: running, or stopped at a place that the user is shown. */
export class MainThread {
  readonly #link: InspectorLink;
  readonly #host: PauseHost;
  #shown: Pause | undefined;
  /** What V8 has stopped at, shown or not. */
  #held: Pause | undefined;
  #isReleasing = false;

  constructor(link: InspectorLink, host: PauseHost) {
    this.#link = link;
    this.#host = host;
    link.on<Pause>("Debugger.paused", (pause) => this.#onPaused(pause));
    link.on("Debugger.resumed", () => {
      this.#held = undefined;
    });
  }

  /** The stop that is shown. */
  get shown(): Pause | undefined {
    return this.#shown;
  }

  /** Leaves the stop that is shown; false when there is none. */
  async leave(how: Resumption): Promise<boolean> {
    if (!this.#shown) return false;
    this.#hide();
    await this.#link.post(`Debugger.${how}`);
    return true;
  }

  /** Stops at the next statement of the user's code. */
  async pause(): Promise<void> {
    await this.#link.post("Debugger.pause");
  }

  /** Ends a stop by ending the code that is stopped, and keeps from stopping again until `hold`: for an interrupt. */
  release(): void {
    this.#isReleasing = true;
    // Not waited for: what follows on another session of the same thread is handled after it.
    this.#send("Debugger.setSkipAllPauses", { skip: true });
    if (this.#held) this.#send("Debugger.resume", { terminateOnResume: true });
    this.#hide();
  }

  /** Allows stops again. */
  hold(): void {
    this.#isReleasing = false;
    this.#send("Debugger.setSkipAllPauses", { skip: false });
  }

  /** Lets the stopped code go on to its end without another stop: the session ends. */
  async leaveForGood(): Promise<void> {
    await this.#link.post("Debugger.setSkipAllPauses", { skip: true });
    this.#hide();
    if (this.#held) await this.#link.post("Debugger.resume");
  }

  async #onPaused(pause: Pause): Promise<void> {
    this.#held = pause;
    if (this.#isReleasing) return this.#send("Debugger.resume", { terminateOnResume: true });
    const verdict = await this.#host.judge(pause).catch((): Verdict => "resume");
    // It has been left meanwhile, by an interrupt or the end of the session.
    if (this.#held !== pause) return;
    if (verdict === "stop") {
      this.#shown = pause;
      this.#host.onStopped(pause);
    } else this.#send(`Debugger.${verdict}`);
  }

  #hide(): void {
    if (!this.#shown) return;
    this.#shown = undefined;
    this.#host.onContinued();
  }

  /** A command whose failure changes nothing: the thread has moved on, or the session has ended. */
  #send(method: string, parameters: object = {}): void {
    this.#link.post(method, parameters).catch(() => {});
  }
}
