import type { RecordingConditions } from "../recording.js";
import type { Take } from "./take.js";

/** Where playing back a run is. Takes are served in their order; a jump goes to a take, so that it is the next. */
export class Playhead {
  readonly takes: readonly Take[];
  readonly doesLoop: boolean;
  #next = 0;
  #current = 0;
  #nowS: number;
  /** What is added to recorded times: after a jump back time goes on all the same. */
  #laterS = 0;

  /** takes: at least one. */
  constructor(takes: readonly Take[], doesLoop: boolean) {
    this.takes = takes;
    this.doesLoop = doesLoop;
    this.#nowS = this.conditions.startS;
  }

  /** How everything stood at the take that was served last or jumped to, at first at the first one. */
  get conditions(): RecordingConditions {
    return this.takes[this.#current]!.conditions;
  }

  /** Takes that lie behind. @unitless */
  get position(): number {
    return this.#next;
  }

  get nowS(): number {
    return this.#nowS;
  }

  /** Lets time pass. */
  advance(durationS: number): void {
    this.#nowS += durationS;
  }

  /** The first take from here on that is wanted, in a loop also from the begin; undefined when there is none. It stays the next. */
  find(isWanted: (take: Take) => boolean): number | undefined {
    const ahead = this.takes.findIndex((take, index) => index >= this.#next && isWanted(take));
    if (ahead >= 0) return ahead;
    const first = this.doesLoop ? this.takes.findIndex(isWanted) : -1;
    return first >= 0 ? first : undefined;
  }

  /** Serves a take: the next one is behind it, and it is as late as it was at its end. */
  serve(index: number): Take {
    const take = this.takes[index]!;
    const { startS, endS } = take.conditions;
    this.#laterS = Math.max(this.#laterS, this.#nowS - startS);
    this.#nowS = Math.max(this.#nowS, endS + this.#laterS);
    this.#current = index;
    this.#next = index + 1;
    return take;
  }

  /** Makes a take the next one; everything stands as it did then. */
  jump(index: number): void {
    this.#current = index;
    this.#next = index;
  }

  /** Begins again. */
  rewind(): void {
    this.jump(0);
  }

  /**
   * Where to go for a state that some takes were recorded in: the first ahead; without one, nowhere where that state is now; otherwise
   * the first behind. undefined when no take has it.
   */
  seek(isThere: (conditions: RecordingConditions) => boolean): number | "here" | undefined {
    const ahead = this.takes.findIndex(({ conditions }, index) => index >= this.#next && isThere(conditions));
    if (ahead >= 0) return ahead;
    if (isThere(this.conditions)) return "here";
    const behind = this.takes.findIndex(({ conditions }) => isThere(conditions));
    return behind >= 0 ? behind : undefined;
  }
}
