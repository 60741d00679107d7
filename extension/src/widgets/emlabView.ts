import { DOMWidgetView } from "@jupyter-widgets/base";
import { element } from "./element.js";
import { ServerLine } from "./serverLine.js";

/** A place where a widget is shown: what all our widgets share. */
export abstract class EmlabView extends DOMWidgetView {
  #notice!: HTMLElement;
  #gone!: AbortController;
  #line!: ServerLine;

  /** Fires when the view is taken out of the page: listeners given to it end by themselves. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  override render(): void {
    super.render();
    this.#gone = new AbortController();
    this.el.classList.add("emlab-widget");
    this.el.addEventListener("keydown", keepPlainKeys, { signal: this.signal });
    this.#notice = element("div", { className: "emlab-notice", role: "status" });
    this.el.append(this.#notice);
    this.show();
    this.#line = new ServerLine(() => this.connectionChanged());
    this.listenTo(this.model, "comm_live_update", () => this.connectionChanged());
    this.connectionChanged();
  }

  override remove(): void {
    this.#gone?.abort();
    this.#line?.leave();
    super.remove();
  }

  /** True while the kernel hears of what a person does. */
  protected get isConnected(): boolean {
    return this.model.comm_live && !this.#line?.isDown;
  }

  /** The kernel, or the line to it, has gone or is there again: says so. */
  protected connectionChanged(): void {
    this.#line.follow(this.model.widget_manager);
    this.el.classList.toggle("emlab-disconnected", !this.isConnected);
    const text = noticeText(this.model.comm_live, this.#line.isDown);
    // What says the same again is not to be read out again.
    if (this.#notice.textContent !== text) this.#notice.textContent = text;
  }

  /** Puts the widget into `this.el`. */
  protected abstract show(): void;

  /** Takes a value over from the person, and tells the kernel where there is one. */
  protected change(values: Readonly<Record<string, unknown>>): void {
    this.model.set(values);
    if (this.model.comm_live) this.touch();
  }
}

function noticeText(isLive: boolean, isLineDown: boolean): string {
  if (!isLive) return "Not connected to a kernel: this is how it was last. Run the cell again to go on.";
  if (!isLineDown) return "";
  return "The connection to the server is interrupted: this is how it was last. What you change is sent when it is back.";
}

/** Keys without Ctrl, Alt or Meta belong to the widget: JupyterLab would take an arrow for a step to another cell. */
function keepPlainKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
}
