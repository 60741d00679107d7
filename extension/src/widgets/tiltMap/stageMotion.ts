import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { KernelRequests } from "../kernelRequests.js";
import type { ShownMap } from "./shownMap.js";
import type { StageControls } from "./stageControls.js";

/** What the motion needs of the view. */
export interface MotionDesk {
  shown(): ShownMap;
  readonly requests: KernelRequests;
  readonly controls: StageControls;
  say(text: string): void;
  /** Brings the focus back to the drawings. */
  focus(): void;
}

/** Go, its question, and Abort. Nothing but `go`, once a person has confirmed it, moves the stage. */
export class StageMotion {
  readonly #desk: MotionDesk;
  #going: AbortController | undefined;

  constructor(desk: MotionDesk) {
    this.#desk = desk;
  }

  ask(): void {
    const isAsked = this.#desk.controls.ask();
    this.#desk.say(isAsked ? "Enter tilts the stage, Escape does not" : "Go is off: the reason stands below it");
  }

  /** Takes the question back; false when there was none. */
  cancel(): boolean {
    const wasAsked = this.#desk.controls.cancel();
    if (wasAsked) this.#desk.focus();
    return wasAsked;
  }

  /** Stops what moves, or takes back the question; false when there was neither. */
  abort(): boolean {
    const { goingTo, instrument } = this.#desk.shown().state;
    if (goingTo === null && instrument?.activity !== "moving") return this.cancel();
    void this.stop();
    return true;
  }

  /**
   * The line to the kernel is interrupted. What was asked waits in the page and is sent when the line is back, maybe hours later: the end of a
   * motion that was asked for is sent right behind it, so that nothing moves by itself then.
   */
  lost(): void {
    this.cancel();
    this.#going?.abort(new Error("the line to the kernel was interrupted"));
  }

  async go(planned: MapTilt | null): Promise<void> {
    this.cancel();
    const going = new AbortController();
    this.#going = going;
    await this.#request("go", planned, {
      before: "The stage is being tilted. Escape aborts.",
      after: "The stage is at rest",
      failed: "Not tilted as planned",
      signal: going.signal,
    });
    if (this.#going === going) this.#going = undefined;
  }

  async stop(): Promise<void> {
    await this.#request("stop", null, {
      before: "The stage is being stopped",
      after: "The stage is stopped",
      failed: "Not stopped",
    });
  }

  async #request(
    name: string,
    body: unknown,
    { before, after, failed, signal }: { before: string; after: string; failed: string; signal?: AbortSignal },
  ): Promise<void> {
    this.#desk.say(before);
    try {
      await this.#desk.requests.ask(name, body, signal);
      this.#desk.say(after);
    } catch (error) {
      this.#desk.say(`${failed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
