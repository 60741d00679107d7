import { toJson } from "../../../kernel/display.js";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import type { PlotFigure } from "../../../src/em/index.js";

/** A part of a figure after JSON: tests reach into it. */
// biome-ignore lint/suspicious/noExplicitAny: what is not there fails the test.
export type Json = Record<string, any>;

/** A figure as a notebook holds it: after JSON. */
export interface Shown {
  readonly data: readonly Json[];
  readonly layout: Json;
  readonly svg: string | undefined;
  readonly png: Buffer | undefined;
  readonly text: string;
  /** Length of the plotly figure as JSON. @unitless */
  readonly length: number;
}

/** What a figure shows. */
export function bundleOf(figure: PlotFigure): Shown {
  const bundle = JSON.parse(toJson(figure[displaySymbol]()));
  const { data, layout } = bundle["application/vnd.plotly.v1+json"];
  const png = bundle["image/png"];
  return {
    data,
    layout,
    svg: bundle["image/svg+xml"],
    png: png === undefined ? undefined : Buffer.from(png, "base64"),
    text: bundle["text/plain"],
    length: JSON.stringify({ data, layout }).length,
  };
}

/** The error that a call throws, as "tag: message | fix". */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    const { tag, message, fix } = error as { tag?: string; message: string; fix?: string };
    return `${tag}: ${message} | ${fix}`;
  }
  return "it was taken";
}
