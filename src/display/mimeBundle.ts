/** What a rich result is in each format that a front end may choose from: text, HTML, SVG, PNG as base64, plotly JSON. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** A result that can show itself: the kernel calls the method named by this symbol (the protocol that Deno's kernel set). */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as never;

/** Anything with a rich display. */
export interface Displayable {
  [displaySymbol](): MimeBundle | Promise<MimeBundle>;
}
