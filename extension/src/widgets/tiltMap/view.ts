import type { MapEdits } from "../../../../src/messages/tiltMap/mapEdits.js";
import { edited, type MapHistory, reedited, unedited } from "../../../../src/messages/tiltMap/mapHistory.js";
import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { readTiltMapState, type TiltMapState } from "../../../../src/messages/tiltMap/tiltMapState.js";
import { element } from "../element.js";
import type { Pictured } from "../emlabModel.js";
import { EmlabView } from "../emlabView.js";
import { type Announcer, announcer } from "./announcer.js";
import { exportButtons, svgOf } from "./exportMap.js";
import { featureControls } from "./featureControls.js";
import { grainControls } from "./grainControls.js";
import { layerControls } from "./layerControls.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { MapBoard } from "./mapBoard.js";
import { cursorText, onCurve } from "./mapCursor.js";
import { MapHand } from "./mapHand.js";
import type { TiltMapModel } from "./model.js";
import { seriesControls } from "./seriesControls.js";
import { sharedControls } from "./sharedControls.js";
import { firstLook, type MapDraft, type MapLook, ShownMap } from "./shownMap.js";
import { stageControls } from "./stageControls.js";
import { StageMotion } from "./stageMotion.js";
import { unknownControls } from "./unknownControls.js";
import { zoneTable } from "./zoneTable.js";

/** A tilt map: two linked drawings, and what is done with them. A click plans; only the button that confirms Go moves the stage. */
export class TiltMapView extends EmlabView implements Pictured {
  #shown!: ShownMap;
  #look: MapLook = firstLook;
  #draft: MapDraft | undefined;
  #frame = 0;
  #isDirty = false;
  #board!: MapBoard;
  #hand!: MapHand;
  #motion!: StageMotion;
  #parts: readonly MapPart[] = [];
  #voice!: Announcer;
  #status!: HTMLElement;
  #readout!: HTMLElement;

  async snapshot(): Promise<ArrayBuffer> {
    return new TextEncoder().encode(this.#svg()).buffer as ArrayBuffer;
  }

  #svg(): string {
    if (!this.#board) throw new Error("the tilt map cannot be shown");
    return svgOf(this.#shown, this.#board.plots);
  }

  override remove(): void {
    cancelAnimationFrame(this.#frame);
    super.remove();
  }

  protected override show(): void {
    const { state, wrong } = this.#read();
    if (!state) {
      this.el.append(element("p", { text: `This tilt map cannot be shown: its "${wrong}" is missing or wrong.` }));
      return;
    }
    this.#shown = new ShownMap(state, this.#look);
    this.#make(state);
    this.el.addEventListener("keydown", (event) => this.#escape(event), { signal: this.signal });
    this.listenTo(this.model, "change", () => this.#stateChanged());
    const resized = new ResizeObserver(() => {
      this.#board.measure();
      this.#redraw();
    });
    resized.observe(this.#board.element);
    this.signal.addEventListener("abort", () => resized.disconnect());
    this.#update();
  }

  protected override connectionChanged(): void {
    super.connectionChanged();
    // Of a state that does not read nothing is there.
    if (!this.#motion) return;
    if (!this.isConnected) this.#motion.lost();
    this.#update();
  }

  #make(state: TiltMapState): void {
    const actions = this.#actions();
    this.#voice = announcer(this.signal);
    this.#status = element("div", { className: "emlab-map-status" });
    this.#readout = element("output", { className: "emlab-readout" });
    this.#readout.setAttribute("aria-live", "off");
    this.#board = new MapBoard((plot) => this.#hand.listen(plot));
    this.#hand = this.#makeHand(actions);
    const stage = stageControls(actions);
    this.#motion = this.#makeMotion(stage);
    const layers = layerControls(actions);
    const others = [grainControls, sharedControls, featureControls, seriesControls, unknownControls, zoneTable].map(
      (make) => make(actions),
    );
    this.#parts = [layers, stage, ...others];
    this.el.append(
      element("div", { className: "emlab-title", text: state.model.title }),
      ...[layers.element, this.#board.element, this.#readout, stage.element, this.#status],
      ...others.map((part) => part.element),
      exportButtons(
        () => this.#shown,
        () => this.#board.plots,
        (text) => this.#say(text),
        this.signal,
      ),
      this.#voice.element,
    );
  }

  #makeHand(actions: MapActions): MapHand {
    return new MapHand({
      shown: () => this.#shown,
      actions,
      tip: this.#board.tip,
      draft: (draft) => {
        this.#draft = draft;
        this.#show(this.#shown.state);
      },
      redraw: () => this.#redraw(),
      link: (from, tilt) => this.#board.link(from, tilt),
      readOut: (text, spoken) => {
        this.#readout.textContent = text;
        if (spoken) this.#voice.say(spoken);
      },
      abort: () => this.#motion.abort(),
    });
  }

  #makeMotion(controls: ReturnType<typeof stageControls>): StageMotion {
    return new StageMotion({
      shown: () => this.#shown,
      requests: (this.model as TiltMapModel).requests,
      controls,
      say: (text) => this.#say(text),
      focus: () => this.#board.plots[0]?.svg.focus({ preventScroll: true }),
    });
  }

  #actions(): MapActions {
    return {
      plan: (tilt) => this.#plan(tilt),
      askGo: () => this.#motion.ask(),
      confirmGo: () => void this.#motion.go(this.#shown.state.planned),
      cancelGo: () => void this.#motion.cancel(),
      stop: () => void this.#motion.stop(),
      edit: (change, said) => this.#edit(change, said),
      undo: () => this.#travel(unedited, "undone"),
      redo: () => this.#travel(reedited, "done again"),
      turn: () => {
        this.#board.plots[0]?.svg.focus({ preventScroll: true });
        this.#hand.turn();
      },
      look: (change) => {
        this.#look = { ...this.#look, ...change };
        this.#show(this.#shown.state);
      },
      lock: (lockedId) => this.#lock(lockedId),
      series: (series) => this.change({ series }),
      say: (text) => this.#say(text),
      signal: this.signal,
    };
  }

  #read() {
    return readTiltMapState((name) => this.model.get(name));
  }

  #stateChanged(): void {
    const { state } = this.#read();
    // What does not read is not drawn: the last that did stays.
    if (state) this.#show(state);
  }

  #show(state: TiltMapState): void {
    this.#shown = new ShownMap(state, this.#look, this.#draft, this.#shown);
    this.#update();
  }

  /** Draws everything in the next frame, once for all changes until then. */
  #update(): void {
    this.#isDirty = true;
    this.#redraw();
  }

  #redraw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#board.draw(this.#shown, this.#hand.cursor, this.#draft !== undefined);
      // While a grain is turned the drawings alone follow.
      if (!this.#isDirty || this.#draft) return;
      this.#isDirty = false;
      for (const part of this.#parts) part.show(this.#shown, this.isConnected);
    });
  }

  /** Escape beside the drawings. */
  #escape(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.#motion.abort()) event.preventDefault();
  }

  #plan(tilt: MapTilt | null): void {
    const planned = tilt && onCurve(this.#shown, tilt);
    this.#hand.planned();
    this.change({ planned });
    const told = (isSpoken: boolean) =>
      planned ? `Planned: ${cursorText(this.#shown, planned, isSpoken)}. Nothing has moved.` : "Nothing is planned";
    this.#say(told(false), told(true));
    this.#update();
  }

  #lock(lockedId: string | null): void {
    this.change({ lockedId });
    const { planned } = this.#shown.state;
    if (lockedId !== null && planned) this.#plan(planned);
    else this.#say(lockedId === null ? "The plan is free" : "The plan is kept edge on");
  }

  #edit(change: (edits: MapEdits) => MapEdits, said: string): void {
    const { edits, past, future } = this.#shown.state;
    this.change({ ...edited({ edits, past, future }, change(edits)) });
    this.#say(said);
  }

  #travel(to: (history: MapHistory) => MapHistory, said: string): void {
    const { edits, past, future } = this.#shown.state;
    const after = to({ edits, past, future });
    if (after.edits === edits) this.#say(`Nothing is left to be ${said}`);
    else {
      this.change({ ...after });
      this.#say(`The last change is ${said}`);
    }
  }

  #say(text: string, spoken = text): void {
    this.#status.textContent = text;
    this.#voice.say(spoken);
  }
}
