import type { MapFrame } from "./mapFrame.js";
import { type LabelMark, type MapScene, type MarkColour, markColours, type PathMark } from "./marks.js";
import { short } from "./paths.js";

/** One view within a picture. */
export interface PicturedView {
  readonly scene: MapScene;
  readonly frame: MapFrame;
  readonly title: string;
}

/** Line of text below a view, with the sign that it explains. */
export interface LegendLine {
  readonly text: string;
  readonly path?: PathMark;
}

const legendLinePx = 18;
const legendWidthPx = 200;
const titlePx = 26;

/**
 * Views side by side with their legend as an SVG on white paper, which any program shows. All texts are escaped.
 *
 * @param title above all views
 */
export function mapSvg(title: string, views: readonly PicturedView[], legend: readonly LegendLine[]): string {
  const widthPx = Math.max(
    legendWidthPx,
    views.reduce((sum, { frame }) => sum + frame.sidePx, 0),
  );
  const viewsPx = Math.max(0, ...views.map(({ frame }) => frame.sidePx)) + titlePx;
  const columns = Math.max(1, Math.floor(widthPx / legendWidthPx));
  const heightPx = titlePx + viewsPx + legendLinePx * Math.ceil(legend.length / columns) + 8;
  let leftPx = 0;
  const drawn = views.map((view, i) => {
    const at = leftPx;
    leftPx += view.frame.sidePx;
    return drawView(view, at, titlePx, i);
  });
  const lines = legend.map((line, i) => {
    const x = 16 + (i % columns) * legendWidthPx;
    const y = titlePx + viewsPx + legendLinePx * (Math.floor(i / columns) + 0.5);
    return `<g transform="translate(${x} ${y})">${line.path ? drawPath(line.path) : ""}${text(16, 4, line.text)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}" role="img" `,
    `font-family="sans-serif" font-size="11" fill="${inks.ink}"><title>${escaped(title)}</title>`,
    `<rect width="${widthPx}" height="${heightPx}" fill="#ffffff"/>`,
    `<text x="8" y="18" font-size="14">${escaped(title)}</text>`,
    ...drawn,
    ...lines,
    "</svg>",
  ].join("");
}

const inks = { ink: "#212121", soft: "#616161", paper: "#ffffff" } as const;

function colour(name: MarkColour): string {
  return name === "ink" || name === "soft" || name === "paper" ? inks[name] : markColours[name];
}

function drawView({ scene, frame, title }: PicturedView, xPx: number, yPx: number, index: number): string {
  const clip = `view${index}`;
  const { leftPx, topPx, rightPx, bottomPx, sidePx } = frame;
  const box = `x="${leftPx}" y="${topPx}" width="${short(rightPx - leftPx)}" height="${short(bottomPx - topPx)}"`;
  return [
    `<g transform="translate(${xPx} ${yPx})"><clipPath id="${clip}"><rect ${box}/></clipPath>`,
    `<text x="${sidePx / 2}" y="12" text-anchor="middle" font-size="12">${escaped(title)}</text>`,
    `<g transform="translate(0 16)"><g clip-path="url(#${clip})">`,
    ...scene.paths.map(drawPath),
    "</g>",
    ...scene.labels.map(drawLabel),
    "</g></g>",
  ].join("");
}

function drawPath({ d, style }: PathMark): string {
  const { stroke = "none", widthPx = 1, dash = "", fill = "none", opacity = 1 } = style;
  const dashes = dash ? ` stroke-dasharray="${dash}"` : "";
  const faint = opacity < 1 ? ` opacity="${opacity}"` : "";
  return `<path d="${d}" fill="${colour(fill)}" stroke="${colour(stroke)}" stroke-width="${short(widthPx)}"${dashes}${faint}/>`;
}

function drawLabel({ xPx, yPx, parts, isSoft, anchor }: LabelMark): string {
  const spans = parts
    .map(({ text, isOver }) => `<tspan${isOver ? ' text-decoration="overline"' : ""}>${escaped(text)}</tspan>`)
    .join("");
  const halo = `stroke="#ffffff" stroke-width="2.5" paint-order="stroke"`;
  return `<text x="${short(xPx)}" y="${short(yPx)}" text-anchor="${anchor}" fill="${isSoft ? inks.soft : inks.ink}" ${halo}>${spans}</text>`;
}

function text(xPx: number, yPx: number, words: string): string {
  return `<text x="${xPx}" y="${yPx}">${escaped(words.length > 34 ? `${words.slice(0, 33)}…` : words)}</text>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Any text as the content of an SVG; signs that XML does not know are left out. */
function escaped(words: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  return words.replace(/[&<>"]/g, (sign) => entities[sign]!).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
}
