import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { Place } from "../../../../src/ops/carto/drawing/mapFrame.js";
import { tiltText, type ZoneRow } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { turnedChange } from "./grainEdits.js";
import type { HandDesk } from "./handDesk.js";
import { KeyTurning } from "./keyTurning.js";
import { zoomed } from "./layerControls.js";
import { cursorText, nextZone, onCurve, steppedCursor } from "./mapCursor.js";
import { draggedTo, grabbed, type MapDrag } from "./mapDrag.js";
import { type KeyActions, pressMapKey } from "./mapKeys.js";
import type { MapPlot } from "./mapPlot.js";
import { mismatchText } from "./mismatchText.js";
import { listenToPointer } from "./plotPointer.js";
import type { MapDraft } from "./shownMap.js";
import { heldTilt } from "./turnKeys.js";
import { tipLines } from "./zoneTip.js";

/** The pointer and the keys on the drawings: the cursor, what is dragged, what is planned. Nothing of this moves the stage. */
export class MapHand {
  readonly #desk: HandDesk;
  #drag: MapDrag | undefined;
  #draft: MapDraft | undefined;
  #cursor: MapTilt | undefined;
  #atZone: ZoneRow | undefined;
  #isEntered = false;
  readonly #turning: KeyTurning;

  constructor(desk: HandDesk) {
    this.#desk = desk;
    this.#turning = new KeyTurning(desk, (turn) => {
      this.#cursor = turn && heldTilt(turn);
      this.#desk.redraw();
    });
  }

  /** Where the keys, or a drag of the plan, have come to. */
  get cursor(): MapTilt | undefined {
    return this.#cursor;
  }

  /** The cursor has done its work: the plan is where it was. */
  planned(): void {
    this.#cursor = undefined;
  }

  /** Listens to a drawing. */
  listen(plot: MapPlot): void {
    const { signal } = this.#desk.actions;
    const actions = {
      hover: (on: MapPlot, place: Place | undefined) => this.#hover(on, place),
      click: (on: MapPlot, place: Place) => this.#click(on, place),
      grab: (on: MapPlot, place: Place, isSpin: boolean) => this.#grab(on, place, isSpin),
      drag: (on: MapPlot, place: Place) => this.#dragTo(on, place),
      drop: (isKept: boolean) => this.#drop(isKept),
    };
    listenToPointer(plot, actions, signal);
    const keys = this.#keys();
    const press = (event: KeyboardEvent) => {
      if (!(this.#turning.isOn ? this.#turning.press(event) : pressMapKey(event, keys))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    plot.svg.addEventListener("keydown", press, { signal });
    // Who goes elsewhere keeps what was turned: it can be undone.
    plot.svg.addEventListener("blur", () => this.#turning.end(true), { signal });
  }

  /** The chosen grain is turned by keys from now on: with the zone that the cursor is on, where that is of it. */
  turn(): void {
    this.#isEntered = true;
    this.#turning.begin(this.#atZone);
  }

  #keys(): KeyActions {
    const { actions, shown } = this.#desk;
    return {
      step: (alphaDeg, betaDeg) => this.#step(alphaDeg, betaDeg),
      cycle: (by) => this.#cycle(by),
      isEntered: () => this.#isEntered,
      plan: () => actions.plan(this.#cursor ?? shown().here),
      go: actions.askGo,
      escape: () => this.#escape(),
      undo: actions.undo,
      redo: actions.redo,
      centre: () => actions.look({ centre: this.#cursor ?? shown().state.planned ?? shown().here }),
      turn: () => {
        // As with the pointer, the zone says which grain.
        if (this.#atZone) actions.look({ activeId: this.#atZone.grain.id });
        this.turn();
      },
      zoom: (factor) => actions.look({ rangeDeg: zoomed(shown().look.rangeDeg, factor) }),
    };
  }

  #hover(plot: MapPlot, place: Place | undefined): void {
    const shown = this.#desk.shown();
    const rows = place ? plot.zonesNear(shown, place).map(({ row }) => row) : [];
    const tilt = place && plot.frame.tiltAt(place);
    this.#desk.link(plot, tilt);
    this.#desk.readOut(tilt ? `Pointer: ${tiltText(tilt)}` : "");
    if (place) this.#desk.tip.show(plot, place, tipLines(rows, shown.isOfMany));
    else this.#desk.tip.hide();
  }

  #click(plot: MapPlot, place: Place): void {
    this.#turning.end(true);
    this.#isEntered = true;
    const [zone] = plot.zonesNear(this.#desk.shown(), place);
    const tilt = zone?.row.at ?? plot.frame.tiltAt(place);
    this.#atZone = zone?.row;
    if (tilt) this.#desk.actions.plan(tilt);
  }

  #grab(plot: MapPlot, place: Place, isSpin: boolean): boolean {
    this.#turning.end(true);
    this.#drag = grabbed(this.#desk.shown(), plot, place, isSpin);
    this.#desk.tip.hide();
    return this.#drag !== undefined;
  }

  #dragTo(plot: MapPlot, place: Place): void {
    const drag = this.#drag;
    const tilt = plot.frame.tiltAt(place);
    if (!drag || !tilt) return;
    if (drag.kind === "plan") {
      this.#cursor = onCurve(this.#desk.shown(), tilt);
      this.#desk.readOut(`Plan: ${tiltText(this.#cursor)}`);
      this.#desk.redraw();
      return;
    }
    this.#draft = draggedTo(drag, plot, place) ?? this.#draft;
    this.#desk.draft(this.#draft);
    const grain = this.#desk.shown().map.grains.find(({ id }) => id === drag.grain.id);
    if (!grain) return;
    this.#desk.readOut(mismatchText(grain));
  }

  #drop(isKept: boolean): void {
    const [drag, draft] = [this.#drag, this.#draft];
    [this.#drag, this.#draft] = [undefined, undefined];
    this.#desk.draft(undefined);
    if (drag?.kind === "plan") {
      const to = this.#cursor;
      this.#cursor = undefined;
      if (isKept && to) this.#desk.actions.plan(to);
    } else if (drag && draft && isKept) {
      const { change, said } = turnedChange(drag.grain, draft.orientation);
      if (change) this.#desk.actions.edit(change, said);
    }
  }

  #step(alphaDeg: number, betaDeg: number): void {
    const shown = this.#desk.shown();
    const from = this.#cursor ?? shown.state.planned ?? shown.here;
    this.#atZone = undefined;
    this.#moveCursor(onCurve(shown, steppedCursor(from, alphaDeg, betaDeg)));
  }

  #cycle(by: 1 | -1): boolean {
    const zone = nextZone(this.#desk.shown(), this.#atZone, by);
    if (!zone) return false;
    this.#atZone = zone;
    this.#moveCursor(zone.at);
    return true;
  }

  #moveCursor(to: MapTilt): void {
    this.#isEntered = true;
    this.#cursor = to;
    const shown = this.#desk.shown();
    this.#desk.readOut(cursorText(shown, to, false), cursorText(shown, to, true));
    this.#desk.redraw();
  }

  #escape(): void {
    if (this.#desk.abort()) return;
    this.#isEntered = false;
    this.#cursor = undefined;
    this.#desk.readOut("Tab leaves the map", "Tab leaves the map");
    this.#desk.redraw();
  }
}
