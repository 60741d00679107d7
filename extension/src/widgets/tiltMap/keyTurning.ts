import { tiltText, type ZoneRow } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { beamOfTilt } from "../../../../src/ops/carto/tilt.js";
import { turnedChange } from "./grainEdits.js";
import type { HandDesk } from "./handDesk.js";
import { mismatchText } from "./mismatchText.js";
import { heldTilt, type KeyTurn, turnedByKey, turnStepOf } from "./turnKeys.js";

const keysText =
  "the arrows move it by 1 degree, comma and point spin it about the beam, with Shift by 0.1; Enter keeps it, Escape does not";

/** The chosen grain turned by keys alone, as it is by the pointer: the drawings and the mismatch follow, and it is one step of the history. */
export class KeyTurning {
  readonly #desk: HandDesk;
  readonly #moveCursor: (turn: KeyTurn | undefined) => void;
  #turn: KeyTurn | undefined;

  /** @param moveCursor is told where what is held has come to, and when it is over */
  constructor(desk: HandDesk, moveCursor: (turn: KeyTurn | undefined) => void) {
    this.#desk = desk;
    this.#moveCursor = moveCursor;
  }

  get isOn(): boolean {
    return this.#turn !== undefined;
  }

  /** Begins with the chosen grain; the arrows then move a zone, where it is of that grain, or what lies on the beam. */
  begin(zone?: ZoneRow): void {
    const shown = this.#desk.shown();
    const grain = shown.active;
    if (!grain) {
      this.#desk.actions.say("There is no grain to turn");
      return;
    }
    const axis = beamOfTilt(shown.here);
    // Where the zone is now: the grain may have been turned since it was found.
    const row = shown.rows.find((one) => one.grain.id === grain.id && one.zone === zone?.zone);
    this.#turn = { grain, orientation: grain.orientation, held: row?.beam ?? axis, axis };
    const said = `Turning ${grain.name}: ${keysText}`;
    this.#desk.actions.say(said);
    // Of texts that come together the last is read out: it has to say both.
    this.#show(`${said}. `);
  }

  /** Does what a key asks for; false for a key that means nothing then. */
  press(event: KeyboardEvent): boolean {
    const step = turnStepOf(event);
    if (!this.#turn || !step) return false;
    // What moves is stopped before anything else.
    if (step.kind === "giveUp" && this.#desk.abort()) return true;
    if (step.kind === "keep" || step.kind === "giveUp") {
      this.end(step.kind === "keep");
      return true;
    }
    this.#turn = turnedByKey(this.#turn, step);
    this.#show();
    return true;
  }

  /** Ends it: what was turned stays, as a step that can be undone, or goes back. */
  end(isKept: boolean): void {
    const turn = this.#turn;
    if (!turn) return;
    this.#turn = undefined;
    this.#desk.draft(undefined);
    this.#moveCursor(undefined);
    this.#desk.readOut("");
    const isTurned = turn.orientation !== turn.grain.orientation;
    // As it is now: another view may have added a reading meanwhile.
    const grain = this.#desk.shown().map.grains.find(({ id }) => id === turn.grain.id);
    const { change, said } = grain && isKept && isTurned ? turnedChange(grain, turn.orientation) : notTurned(turn);
    if (change) this.#desk.actions.edit(change, said);
    else this.#desk.actions.say(said);
  }

  #show(before = ""): void {
    const turn = this.#turn;
    if (!turn) return;
    this.#desk.draft({ grainId: turn.grain.id, orientation: turn.orientation });
    this.#moveCursor(turn);
    const grain = this.#desk.shown().map.grains.find(({ id }) => id === turn.grain.id);
    if (!grain) return;
    const told = mismatchText(grain);
    this.#desk.readOut(`${told}; held at ${tiltText(heldTilt(turn))}`, before + told);
  }
}

function notTurned({ grain }: KeyTurn) {
  return { change: undefined, said: `${grain.name} is as it was` };
}
