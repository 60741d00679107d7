import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";

/** One trace of a plotly figure, or another of its parts, as plain JSON. */
export type PlotPart = Readonly<Record<string, unknown>>;

/** What a front end without plotly shows. */
export type StillPicture =
  | { readonly svg: string }
  | {
      /** The bytes of the file. @unitless */
      readonly png: Uint8Array;
    };

/** What a PlotFigure is made of. */
export interface PlotFigureParts {
  readonly data: readonly PlotPart[];
  readonly layout: PlotPart;
  /** What it shows, in lines of text. */
  readonly text: string;
  /** Drawn when the figure is first shown. */
  still(): StillPicture;
}

const plotlyMimeType = "application/vnd.plotly.v1+json";

/**
 * A plotly figure with a picture beside it: as the last line of a cell it can be zoomed, and a saved notebook, nbconvert and GitHub show
 * the picture.
 *
 * It never changes. Its data and layout are plain JSON: to change more than the options of em.plot do, pass
 * `{ data: figure.data, layout: { ...figure.layout, … } }` to display.plotly.
 *
 * @example
 * const figure = em.plot.histogram([1, 2, 2, 3], { name: "distanceNm" });
 * display.plotly({ data: [...figure.data], layout: { ...figure.layout, bargap: 0.1 } });
 */
export class PlotFigure implements Displayable {
  /** The traces. */
  readonly data: readonly PlotPart[];
  readonly layout: PlotPart;
  /** What it shows, in lines of text. */
  readonly text: string;
  readonly #still: () => StillPicture;
  #drawn: StillPicture | undefined;

  constructor({ data, layout, text, still }: PlotFigureParts) {
    this.data = data;
    this.layout = layout;
    this.text = text;
    this.#still = still;
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    this.#drawn ??= this.#still();
    const picture =
      "svg" in this.#drawn
        ? { "image/svg+xml": this.#drawn.svg }
        : { "image/png": Buffer.from(this.#drawn.png).toString("base64") };
    return { [plotlyMimeType]: { data: this.data, layout: this.layout }, ...picture, "text/plain": this.text };
  }
}
