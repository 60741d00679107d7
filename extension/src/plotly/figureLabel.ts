import { type Figure, isPart } from "./checkFigure.js";

/**
 * What a screen reader says of a figure: its title, the axes, how many curves or points, and the keys.
 *
 * @example
 * figureLabel({ data: [{ y: [1] }], layout: { title: { text: "Drift" } }, config: {} }); // "Drift. Figure with 1 trace. …"
 */
export function figureLabel({ data, layout }: Figure): string {
  const title = textOf(layout["title"]);
  const axes = [layout["xaxis"], layout["yaxis"]].map((axis) => (isPart(axis) ? textOf(axis["title"]) : ""));
  const names = data.map((trace) => textOf(trace["name"])).filter((name) => name !== "");
  return [
    title,
    `Figure with ${data.length} ${data.length === 1 ? "trace" : "traces"}${names.length > 0 ? `: ${names.slice(0, 8).join(", ")}` : ""}`,
    axes[0] && `To the right: ${axes[0]}`,
    axes[1] && `Upwards: ${axes[1]}`,
    "Arrow keys move, plus and minus zoom, 0 shows all",
  ]
    .filter((part) => part)
    .map((part) => `${part}.`)
    .join(" ");
}

/** Plotly's texts may hold tags; a title is a text or an object with one. */
function textOf(title: unknown): string {
  const text = isPart(title) ? title["text"] : title;
  if (typeof text !== "string") return "";
  return text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}
