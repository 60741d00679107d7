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

  async go(planned: MapTilt | null): Promise<void> {
    this.cancel();
    await this.#request(
      "go",
      planned,
      "The stage is being tilted. Escape aborts.",
      "The stage is at rest",
      "Not tilted as planned",
    );
  }

  async stop(): Promise<void> {
    await this.#request("stop", null, "The stage is being stopped", "The stage is stopped", "Not stopped");
  }

  async #request(name: string, body: unknown, before: string, after: string, failed: string): Promise<void> {
    this.#desk.say(before);
    try {
      await this.#desk.requests.ask(name, body);
      this.#desk.say(after);
    } catch (error) {
      this.#desk.say(`${failed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
