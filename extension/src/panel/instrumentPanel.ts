import { Widget } from "@lumino/widgets";
import type { PanelInstrument } from "../../../src/messages/instrumentPanel.js";
import { element } from "../widgets/element.js";
import type { PanelLink } from "./panelLink.js";
import { activityText, factRows, kindText, type PanelRow, stageTable } from "./panelTexts.js";
import { stopKeysAria, stopKeysText } from "./stopKeys.js";

/** Where the kernel cannot tell it counts as running a cell once it has been busy for as long (ms): messages make it busy for moments. */
const busyMs = 300;

/** The instrument of the notebook that is in use, and STOP. */
export class InstrumentPanel extends Widget {
  readonly #kind = element("div", { className: "emlab-panel-kind" });
  readonly #facts = element("dl", { className: "emlab-panel-facts" });
  readonly #heads = element("tr");
  readonly #rows = element("tbody");
  readonly #stage: HTMLTableElement;
  readonly #said = element("div", { className: "emlab-panel-said", role: "status" });
  readonly #onShown: (isShown: boolean) => void;
  #link: PanelLink | undefined;
  #drawn = "";
  #activity = "";
  #busySinceMs: number | undefined;
  #busyTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param onShown is told when the panel comes into sight and goes out of it */
  constructor(stop: () => void, onShown: (isShown: boolean) => void) {
    super();
    this.#onShown = onShown;
    this.id = "emlab-instrument";
    this.addClass("emlab-panel");
    this.title.caption = "Instrument (emlab)";
    this.title.label = "Instrument";
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", "Instrument");
    this.#stage = element("table", { className: "emlab-panel-stage" }, [
      element("caption", { text: "Stage" }),
      element("thead", {}, [this.#heads]),
      this.#rows,
    ]);
    const note = element("p", { className: "emlab-panel-note", text: "It is no emergency stop." });
    const body = element("div", { className: "emlab-panel-body" }, [this.#kind, this.#facts, this.#stage]);
    this.node.append(stopButton(stop), note, this.#said, body);
    this.draw();
  }

  /** The line to the kernel of the notebook that is in use; undefined where there is none. */
  set link(link: PanelLink | undefined) {
    this.#link = link;
    this.#busySinceMs = undefined;
    this.#activity = "";
    this.draw();
  }

  /** Tells a sentence, also to screen readers. */
  say(text: string): void {
    this.#said.textContent = text;
  }

  /** Shows how things are now; what has not changed is left as it is. */
  draw(): void {
    const cellText = this.#cellText();
    const state = this.#link?.state;
    const drawn = JSON.stringify([state, cellText, this.#link?.path]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const place: PanelRow[] = this.#link
      ? [
          ["Notebook", this.#link.path],
          ["Kernel", cellText],
        ]
      : [];
    if (state?.kind === "told" && state.instrument) this.#drawInstrument(state.instrument, place);
    else this.#drawEmpty(emptyText(state), place);
  }

  protected override onAfterShow(): void {
    this.#onShown(true);
  }

  protected override onAfterHide(): void {
    this.#onShown(false);
  }

  #drawInstrument(instrument: PanelInstrument, place: readonly PanelRow[]): void {
    const { sign, text } = kindText(instrument);
    this.#kind.className = `emlab-panel-kind emlab-kind-${instrument.isHardware ? "hardware" : instrument.kind}`;
    setTexts(this.#kind, [sign, text], (part, i) =>
      element("span", i === 0 ? { text: part, className: "emlab-panel-sign" } : { text: part }),
    );
    setRows(this.#facts, [...factRows(instrument), ...place]);
    this.#stage.hidden = instrument.axes.length === 0;
    const { heads, rows } = stageTable(instrument.axes);
    setTexts(this.#heads, heads, columnHead);
    this.#rows.replaceChildren(...rows.map((row) => element("tr", {}, row.map(cell))));
    const activity = activityText(instrument);
    // Read out: what begins and what ends, not each position.
    const isTold = instrument.activity === "stopped" && /stop|interrupt/i.test(this.#said.textContent ?? "");
    if (this.#activity && this.#activity !== activity && !isTold) this.say(`The instrument: ${activity}.`);
    this.#activity = activity;
    this.node.dataset["activity"] = instrument.activity;
  }

  #drawEmpty(text: string, place: readonly PanelRow[]): void {
    this.#kind.className = "emlab-panel-kind emlab-kind-none";
    this.#kind.textContent = text;
    setRows(this.#facts, place);
    this.#stage.hidden = true;
    this.#activity = "";
    delete this.node.dataset["activity"];
  }

  #cellText(): string {
    const state = this.#link?.state;
    if (state?.kind === "told" && state.isCellRunning) return "a cell is running";
    if (!this.#link?.isBusy) {
      this.#busySinceMs = undefined;
      return "idle";
    }
    this.#busySinceMs ??= performance.now();
    if (performance.now() - this.#busySinceMs >= busyMs) return "a cell is running";
    clearTimeout(this.#busyTimer);
    this.#busyTimer = setTimeout(() => this.draw(), busyMs + 10);
    return "idle";
  }
}

function emptyText(state: PanelLink["state"] | undefined): string {
  if (state?.kind === "told") return "Not connected: no instrument is in use yet. em.connect in a cell connects.";
  if (state?.kind === "none") return state.why;
  return state ? "Waiting for the kernel." : "No emlab kernel: open a notebook.";
}

function stopButton(stop: () => void): HTMLButtonElement {
  const made = element("button", { className: "emlab-stop", title: "Stops the stage and blanks the beam" }, [
    element("span", { text: "■ STOP" }),
    element("kbd", { text: stopKeysText() }),
  ]);
  made.type = "button";
  made.setAttribute("aria-keyshortcuts", stopKeysAria);
  made.addEventListener("click", stop);
  return made;
}

function setRows(list: HTMLElement, rows: readonly PanelRow[]): void {
  list.replaceChildren(
    ...rows.flatMap(([name, value]) => [element("dt", { text: name }), element("dd", { text: value })]),
  );
}

function setTexts(parent: HTMLElement, texts: readonly string[], make: (text: string, i: number) => Node): void {
  if (parent.textContent !== texts.join("")) parent.replaceChildren(...texts.map(make));
}

function columnHead(text: string): HTMLElement {
  const head = element("th", { text });
  head.scope = "col";
  return head;
}

function cell(text: string, i: number): HTMLElement {
  if (i > 0) return element("td", { text });
  const head = element("th", { text });
  head.scope = "row";
  return head;
}
