import type { RecordingConditions } from "../recording.js";
import type { Take } from "./take.js";

/** Whether something stood, in a take, as it was told to. */
export type Standing = (conditions: RecordingConditions) => boolean;

/** Where playing back a run is. Takes are served in their order; a jump goes to a take, so that it is the next. */
export class Playhead {
  readonly takes: readonly Take[];
  readonly doesLoop: boolean;
  /** How the stage and the beam were told to stand; what was not told stands as it was recorded. */
  readonly #told = new Map<"stage" | "beam", Standing>();
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

  /** How everything stood at the take that was begun last or jumped to, at first at the first one. */
  get conditions(): RecordingConditions {
    return this.takes[this.#current]!.conditions;
  }

  /** Which take that is. @unitless */
  get current(): number {
    return this.#current;
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

  /** Whether the stage or the beam was told how to stand: then takes of other positions or settings are not served. */
  get isTold(): boolean {
    return this.#told.size > 0;
  }

  /** The first take from here on that is wanted, in a loop also from the begin; undefined when there is none. It stays the next. */
  find(isWanted: (take: Take) => boolean): number | undefined {
    const isRight = (take: Take) => this.#standsAsTold(take.conditions) && isWanted(take);
    const ahead = this.takes.findIndex((take, index) => index >= this.#next && isRight(take));
    if (ahead >= 0) return ahead;
    const first = this.doesLoop ? this.takes.findIndex(isRight) : -1;
    return first >= 0 ? first : undefined;
  }

  /** Begins a take: everything stands as it did then, and the next take is the one behind it. Gives by how much later than recorded it is. */
  begin(index: number): number {
    const { startS } = this.takes[index]!.conditions;
    this.#laterS = Math.max(this.#laterS, this.#nowS - startS);
    this.reach(startS + this.#laterS);
    this.#jump(index);
    this.#next = index + 1;
    return this.#laterS;
  }

  /** A take that was not played to its end is the next one again, unless the stage or the beam has been sent elsewhere meanwhile. */
  putBack(index: number): void {
    if (this.#next === index + 1) this.#next = index;
  }

  /** Lets time go on to a time; it never goes back. */
  reach(timeS: number): void {
    this.#nowS = Math.max(this.#nowS, timeS);
  }

  /** Whether anything was recorded that stood so. */
  has(isThere: Standing): boolean {
    return this.takes.some(({ conditions }) => isThere(conditions));
  }

  /**
   * Goes where the stage or the beam stood as it is told to: to the first such take ahead; without one it stays when it stands so now;
   * otherwise to the first behind. Where there is a choice, the other one of the two stays as it was told to stand. false: there is no such take.
   */
  goTo(part: "stage" | "beam", isThere: Standing): boolean {
    const other = part === "stage" ? "beam" : "stage";
    const otherTold = this.#told.get(other);
    const both = otherTold && this.#seek((conditions) => isThere(conditions) && otherTold(conditions));
    const found = both ?? this.#seek(isThere);
    if (found === undefined) return false;
    if (both === undefined) this.#told.delete(other);
    this.#told.set(part, isThere);
    if (found !== "here") this.#jump(found);
    return true;
  }

  /** Begins again, as if nothing had been told. */
  rewind(): void {
    this.#told.clear();
    this.#jump(0);
  }

  #jump(index: number): void {
    this.#current = index;
    this.#next = index;
  }

  #standsAsTold(conditions: RecordingConditions): boolean {
    return [...this.#told.values()].every((isThere) => isThere(conditions));
  }

  #seek(isThere: Standing): number | "here" | undefined {
    const ahead = this.takes.findIndex(({ conditions }, index) => index >= this.#next && isThere(conditions));
    if (ahead >= 0) return ahead;
    if (isThere(this.conditions)) return "here";
    const behind = this.takes.findIndex(({ conditions }) => isThere(conditions));
    return behind >= 0 ? behind : undefined;
  }
}
