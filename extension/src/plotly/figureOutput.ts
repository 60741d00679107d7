import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { changedRanges } from "./changedRanges.js";
import { checkFigure, type Figure, type Part } from "./checkFigure.js";
import { type FigureAction, listenForKeys } from "./figureKeys.js";
import { figureLabel } from "./figureLabel.js";
import { loadPlotly, type Plotly } from "./loadPlotly.js";
import { mostHeightPx, themedFigure } from "./themedFigure.js";
import { themeTemplate } from "./themeTemplate.js";

/** Height of a figure that does not say its own: a share of its width, within limits. */
const heightShare = 0.55;
const [leastPx, mostPx] = [280, 480];

/**
 * A plotly figure in an output.
 *
 * It is drawn when its place has a size (outputs are made before they are shown), again when the theme changes, and fitted when its place
 * grows or shrinks. What is no figure, or cannot be drawn, becomes a sentence.
 */
export class FigureOutput extends Widget implements IRenderMime.IRenderer {
  readonly #mimeType: string;
  readonly #drawing = document.createElement("div");
  readonly #stops: (() => void)[] = [];
  #figure: Figure | undefined;
  #plotly: Plotly | undefined;
  /** One drawing after the other: plotly answers late. */
  #last: Promise<void> = Promise.resolve();
  #widthPx = 0;

  constructor(mimeType: string) {
    super();
    this.#mimeType = mimeType;
    this.addClass("em-figure");
    this.node.append(this.#drawing);
    this.#stops.push(this.#watchSize(), this.#watchTheme(), this.#watchMotion());
    this.#stops.push(listenForKeys(this.#drawing, (action) => this.#act(action)));
  }

  /** Takes the figure of an output; it resolves when the figure is drawn, or at once while it has no place. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const checked = checkFigure(model.data[this.#mimeType]);
    if ("problem" in checked) return this.#say(`This plotly figure cannot be drawn. ${checked.problem}`);
    this.#figure = checked.figure;
    this.#drawing.hidden = false;
    this.node.querySelector("[role=note]")?.remove();
    this.#drawing.setAttribute("role", "figure");
    this.#drawing.setAttribute("aria-label", figureLabel(checked.figure));
    this.#drawing.tabIndex = 0;
    this.#fitHeight();
    if (this.#drawing.clientWidth > 0) await this.#draw();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    for (const stop of this.#stops) stop();
    this.#figure = undefined;
    this.#plotly?.purge(this.#drawing);
    super.dispose();
  }

  #draw(): Promise<void> {
    this.#last = this.#last.then(() => this.#drawNow()).catch((error: unknown) => this.#fail(error));
    return this.#last;
  }

  async #drawNow(): Promise<void> {
    const plotly = await loadPlotly();
    // Meanwhile the output may have gone, or become another.
    const figure = this.#figure;
    if (!figure || this.isDisposed) return;
    this.#plotly = plotly;
    this.#widthPx = this.#drawing.clientWidth;
    const isStill = matchMedia(stillQuery).matches;
    await plotly.react(this.#drawing, themedFigure(figure, { template: themeTemplate(this.node), isStill }));
    if (this.isDisposed) plotly.purge(this.#drawing);
  }

  #fail(error: unknown): void {
    if (this.isDisposed) return;
    console.error("emlab: a plotly figure could not be drawn", error);
    this.#plotly?.purge(this.#drawing);
    this.#say(`This plotly figure cannot be drawn. ${error instanceof Error ? error.message : String(error)}`);
  }

  /** A sentence in place of the figure, as text whatever it holds. */
  #say(text: string): void {
    this.#figure = undefined;
    this.#plotly?.purge(this.#drawing);
    this.#drawing.hidden = true;
    this.node.querySelector("[role=note]")?.remove();
    const note = document.createElement("div");
    note.setAttribute("role", "note");
    note.textContent = text;
    this.node.append(note);
  }

  #act(action: FigureAction): void {
    const { _fullLayout } = this.#drawing as unknown as { _fullLayout?: Part };
    if (!_fullLayout || !this.#plotly) return;
    void this.#plotly.relayout(this.#drawing, changedRanges(_fullLayout, action)).catch(() => undefined);
  }

  #fitHeight(): void {
    const { height } = this.#figure?.layout ?? {};
    const wanted = Math.round(heightShare * this.#drawing.clientWidth);
    const fitted = Math.min(mostPx, Math.max(leastPx, wanted));
    this.#drawing.style.height = `${typeof height === "number" && height >= 10 ? Math.min(height, mostHeightPx) : fitted}px`;
  }

  #watchSize(): () => void {
    const observer = new ResizeObserver(() => this.#onSize());
    observer.observe(this.node);
    return () => observer.disconnect();
  }

  #onSize(): void {
    const widthPx = this.#drawing.clientWidth;
    if (!this.#figure || widthPx === 0 || widthPx === this.#widthPx) return;
    const isFirst = this.#widthPx === 0;
    this.#widthPx = widthPx;
    this.#fitHeight();
    if (isFirst) void this.#draw();
    else if (this.#plotly) void this.#plotly.Plots.resize(this.#drawing).catch(() => undefined);
  }

  /** JupyterLab writes the name of a theme on the body once its colours hold. */
  #watchTheme(): () => void {
    const observer = new MutationObserver(() => this.#again());
    observer.observe(document.body, { attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
    return () => observer.disconnect();
  }

  #watchMotion(): () => void {
    const query = matchMedia(stillQuery);
    const onChange = () => this.#again();
    query.addEventListener("change", onChange);
    return () => query.removeEventListener("change", onChange);
  }

  #again(): void {
    if (this.#figure && this.#widthPx > 0) void this.#draw();
  }
}

const stillQuery = "(prefers-reduced-motion: reduce)";
