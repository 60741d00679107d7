import { DOMWidgetView } from "@jupyter-widgets/base";
import { element } from "./element.js";

/** A place where a widget is shown: what all our widgets share. */
export abstract class EmlabView extends DOMWidgetView {
  #notice!: HTMLElement;
  #gone!: AbortController;

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
    this.listenTo(this.model, "comm_live_update", () => this.#tellConnection());
    this.#tellConnection();
  }

  override remove(): void {
    this.#gone?.abort();
    super.remove();
  }

  /** Puts the widget into `this.el`. */
  protected abstract show(): void;

  /** Takes a value over from the person, and tells the kernel where there is one. */
  protected change(values: Readonly<Record<string, unknown>>): void {
    this.model.set(values);
    if (this.model.comm_live) this.touch();
  }

  #tellConnection(): void {
    const isLive = this.model.comm_live;
    this.el.classList.toggle("emlab-disconnected", !isLive);
    this.#notice.textContent = isLive
      ? ""
      : "Not connected to a kernel: this is how it was last. Run the cell again to go on.";
  }
}

/** Keys without Ctrl, Alt or Meta belong to the widget: JupyterLab would take an arrow for a step to another cell. */
function keepPlainKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
}
