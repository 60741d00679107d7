/** The declarations of what a cell can show, for the type checker, completion and tooltips; cellOutput.ts defines it. */
export const outputDeclarations = `
/**
 * Shows a value under the cell: by its \`Symbol.for("Jupyter.display")\` method where it has one, an array of plain
 * objects as a table, everything else as text. What is large is shortened and says so.
 *
 * For other formats: \`display.html\`, \`.markdown\`, \`.svg\`, \`.png\`, \`.jpeg\`, \`.json\`, \`.latex\`, \`.plotly\`, \`.text\`.
 * The cell waits for it before it ends, so \`await\` is only needed to keep the order with what follows.
 * @param value Anything.
 * @param options \`id\`: a name; the next output of the same cell and name takes the place of this one.
 * @example
 * display([{ element: "Ti", xNm: 1.25 }, { element: "C", xNm: 0.5 }])
 */
declare function display(value: unknown, options?: display.Options): Promise<void>;
declare namespace display {
  /** Options of \`display\` and its formats. */
  interface Options {
    /** A name for this output: the next one of the same cell and name takes its place, and \`updateDisplay\` finds it. */
    readonly id?: string;
  }
  /** Options of pictures. */
  interface PictureOptions extends Options {
    /** Width on the screen (px); by default that of the picture. */
    readonly widthPx?: number;
    /** Height on the screen (px); by default that of the picture. */
    readonly heightPx?: number;
  }
  /** A plotly figure: its traces, and perhaps layout, config and frames. */
  interface PlotlyFigure {
    /** The traces, each an object: \`{ type: "scatter", x, y }\`. Typed arrays may be used. */
    readonly data: readonly object[];
    /** Titles, axes, size. */
    readonly layout?: object;
    /** How the figure answers to the mouse. */
    readonly config?: object;
    /** The steps of an animation. */
    readonly frames?: readonly object[];
  }
  /**
   * Shows HTML. It is the only way in which a text becomes HTML: never give it a text that others may have written, such
   * as a name from a file.
   * @param html The HTML; scripts in it may run.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.html("<b>Ti</b><sub>3</sub>C<sub>2</sub>")
   */
  function html(html: string, options?: Options): Promise<void>;
  /**
   * Shows Markdown: headings, lists, tables, formulas between $ signs. Some front ends also take HTML in it, so give it
   * only texts that you trust.
   * @param markdown The text.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.markdown("## Result\\n- dose: **1200** e/Å²")
   */
  function markdown(markdown: string, options?: Options): Promise<void>;
  /**
   * Shows an SVG image. One that can run code (scripts, onclick, …) is refused.
   * @param svg The text of the image, from \`<svg\`.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.svg('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>')
   */
  function svg(svg: string, options?: Options): Promise<void>;
  /**
   * Shows a PNG image.
   * @param picture The bytes of the file, or their base64.
   * @param options \`id\`: a name by which it is replaced; \`widthPx\`, \`heightPx\`: the size on the screen (px).
   * @example
   * import { readFile } from "node:fs/promises";
   * display.png(await readFile("overview.png"), { widthPx: 400 })
   */
  function png(picture: Uint8Array | ArrayBufferLike | string, options?: PictureOptions): Promise<void>;
  /**
   * Shows a JPEG image.
   * @param picture The bytes of the file, or their base64.
   * @param options \`id\`: a name by which it is replaced; \`widthPx\`, \`heightPx\`: the size on the screen (px).
   * @example
   * import { readFile } from "node:fs/promises";
   * display.jpeg(await readFile("holder.jpg"))
   */
  function jpeg(picture: Uint8Array | ArrayBufferLike | string, options?: PictureOptions): Promise<void>;
  /**
   * Shows a value as a tree that can be opened and closed. Typed arrays, sets and maps become arrays and objects.
   * @param value What JSON can hold: numbers, texts, booleans, null, arrays and plain objects.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.json({ detector: "HAADF", dwellUs: 2, tiles: [1, 2, 3] })
   */
  function json(value: unknown, options?: Options): Promise<void>;
  /**
   * Shows a formula.
   * @param latex The formula; without $ signs it is set in a line of its own.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.latex(String.raw\`\\lambda = \\frac{h}{\\sqrt{2 m e U}}\`)
   */
  function latex(latex: string, options?: Options): Promise<void>;
  /**
   * Shows a plotly figure.
   * @param figure \`data\`, an array of traces, and perhaps \`layout\`, \`config\`, \`frames\`.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.plotly({ data: [{ type: "scatter", x: [1, 2, 3], y: [2, 4, 3] }], layout: { title: { text: "Drift" } } })
   */
  function plotly(figure: PlotlyFigure, options?: Options): Promise<void>;
  /**
   * Shows a text as it is, or the text form of any other value; nothing in it is taken for HTML.
   * @param value A text, or anything.
   * @param options \`id\`: a name by which it is replaced.
   * @example
   * display.text("a < b")
   */
  function text(value: unknown, options?: Options): Promise<void>;
}
/**
 * Replaces the outputs that were shown with this id, in any cell.
 * @param id The name that \`display\` was given.
 * @param value What is shown instead.
 * @example
 * display(0, { id: "count" }); updateDisplay("count", 1)
 */
declare function updateDisplay(id: string, value: unknown): Promise<void>;
/**
 * Clears what the cell has shown so far. \`clearOutput\` is another name for it.
 * @param options \`wait\`: clear only when the next output comes, which avoids flicker (default false).
 * @example
 * clear({ wait: true }); display("new")
 */
declare function clear(options?: {
  /** Clear only when the next output comes, which avoids flicker (default false). */
  readonly wait?: boolean;
}): Promise<void>;
/** Another name for \`clear\`. */
declare const clearOutput: typeof clear;
/**
 * Shows how far a loop is: a bar with rate and remaining time.
 *
 * Around an iterable it gives the items on: \`for (const x of progress(list))\`, or \`for await\` where the items come one by
 * one from a file or an instrument. With a number it counts: \`for (const i of progress(5))\` runs
 * from 0 to 4, and a bar without a loop is moved by hand. An interrupt ends the loop and
 * the bar says where; so does \`break\`. Costs less than 1 µs per step.
 * @param what A list or other iterable, or the number of steps (Infinity where it is not known).
 * @param options \`label\`, \`unit\`, \`total\`.
 * @example
 * for (const tile of progress([1, 2, 3], { label: "tiles", unit: "tiles" })) console.log(tile)
 * @example
 * const bar = progress(100, { label: "exposing", unit: "frames" });
 * bar.advance();
 * bar.done()
 */
declare function progress(total: number, options?: progress.Options): progress.Bar;
declare function progress<T>(items: AsyncIterable<T>, options?: progress.Options): AsyncIterableIterator<T>;
declare function progress<T>(items: Iterable<T>, options?: progress.Options): IterableIterator<T>;
declare namespace progress {
  /** Options of \`progress\`. */
  interface Options {
    /** What is being done, before the bar. */
    readonly label?: string;
    /** What is counted: "frames". */
    readonly unit?: string;
    /** The number of items, where the iterable cannot tell it. */
    readonly total?: number;
  }
  /**
   * A bar that is moved by hand, or by a loop over it, which counts from 0; \`using bar = progress(100)\` ends it with
   * its block.
   */
  interface Bar extends Disposable, Iterable<number> {
    /** The steps done so far. */
    readonly count: number;
    /** The steps in all; undefined where they are not known. */
    readonly total: number | undefined;
    /**
     * Counts steps that are done; ends with the error \`Interrupted\` when the cell was interrupted.
     * @param steps How many (default 1).
     */
    advance(steps?: number): void;
    /** Sets the number of steps that are done. */
    set(count: number): void;
    /** Takes what a long operation reports: \`{ onProgress: (state) => bar.report(state) }\`. */
    report(state: { readonly done: number; readonly total: number; readonly label: string }): void;
    /** Ends the bar; it stays as it is then. A second call does nothing. */
    done(): void;
  }
}
`;
