import { type Figure, isPart, type Part } from "./checkFigure.js";

/** How a figure is drawn, beside what it says itself. */
export interface Surroundings {
  /** See themeTemplate. */
  readonly template: Part;
  /** The reader has asked for still pages. */
  readonly isStill: boolean;
}

/** No figure is higher on the screen. */
export const mostHeightPx = 4000;

/**
 * The figure as it is handed to plotly: in the theme's colours, as wide as its place, without anything that calls other servers.
 *
 * Plotly writes into it, so that each drawing needs a new one. What the reader has zoomed to stays, unless the figure says when not.
 */
export function themedFigure({ data, layout, config, frames }: Figure, { template, isStill }: Surroundings): Figure {
  const copied = structuredClone({ layout, frames });
  const { width: _, ...rest }: Record<string, unknown> = copied.layout;
  const { height } = rest;
  if (typeof height === "number") rest["height"] = Math.min(height, mostHeightPx);
  const themed = { uirevision: "kept", ...rest, template: rest["template"] ?? template, autosize: true };
  return {
    data: structuredClone(data),
    layout: isStill ? (withoutMotion({ ...themed, transition: { duration: 0 } }) as Part) : themed,
    config: {
      responsive: false,
      displaylogo: false,
      ...config,
      showSendToCloud: false,
      showEditInChartStudio: false,
      plotlyServerURL: "",
      topojsonURL: "",
      editable: false,
    },
    ...(copied.frames && { frames: copied.frames }),
  };
}

/** Transitions of buttons and sliders take no time, at any depth. */
function withoutMotion(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMotion);
  if (!isPart(value)) return value;
  const still = (name: string, inside: unknown) =>
    name === "transition" && isPart(inside) ? { ...inside, duration: 0 } : withoutMotion(inside);
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, still(name, inside)]));
}
