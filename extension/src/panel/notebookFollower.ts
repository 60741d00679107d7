import type { ISessionContext } from "@jupyterlab/apputils";
import type { Widget } from "@lumino/widgets";
import type { InstrumentPanel } from "./instrumentPanel.js";
import { PanelLink } from "./panelLink.js";

/** Keeps the panel with the notebook that was in use last: a file or a terminal between does not change what STOP stops. */
export class NotebookFollower {
  readonly #panel: InstrumentPanel;
  #widget: Widget | undefined;
  #link: PanelLink | undefined;
  #isShown = false;

  constructor(panel: InstrumentPanel) {
    this.#panel = panel;
  }

  /** Another part of JupyterLab is in use. */
  follow(widget: Widget | null): void {
    const context = sessionOf(widget);
    if (!widget || !context || widget === this.#widget) return;
    this.#leave();
    this.#widget = widget;
    widget.disposed.connect(this.#leave);
    const panel = this.#panel;
    this.#link = new PanelLink(context, { changed: () => panel.draw(), said: (text) => panel.say(text) });
    panel.link = this.#link;
    this.#link.show(this.#isShown);
  }

  /** The panel comes into sight, or goes out of it. */
  show(isShown: boolean): void {
    this.#isShown = isShown;
    this.#link?.show(isShown);
  }

  /** STOP. */
  async stop(): Promise<void> {
    if (this.#link) await this.#link.stop();
    else this.#panel.say("There is no notebook whose instrument could be stopped.");
  }

  readonly #leave = (): void => {
    this.#widget?.disposed.disconnect(this.#leave);
    this.#link?.dispose();
    this.#widget = undefined;
    this.#link = undefined;
    this.#panel.link = undefined;
  };
}

/** The session of a notebook or a console; files have one too, without a kernel. */
function sessionOf(widget: Widget | null): ISessionContext | undefined {
  const holder = widget as { readonly sessionContext?: ISessionContext; readonly context?: unknown } | null;
  const context = holder?.context as { readonly sessionContext?: ISessionContext } | undefined;
  const session = context?.sessionContext ?? holder?.sessionContext;
  return session?.type === "notebook" || session?.type === "console" ? session : undefined;
}
