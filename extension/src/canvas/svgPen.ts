import { escapeXml } from "./escapeXml.js";
import { ink } from "./layer.js";
import type { Outline, Pen } from "./pen.js";

/** A pen that writes what it draws as elements of an SVG. */
export interface SvgPen extends Pen {
  /** What was drawn so far. */
  readonly elements: readonly string[];
}

/** Draws as vectors; pictures are embedded as PNG. */
export function svgPen(): SvgPen {
  const elements: string[] = [];
  const lettered = (text: string, attributes: string) => elements.push(`<text ${attributes}>${escapeXml(text)}</text>`);
  return {
    elements,
    path: () => new SvgPath(),
    stroke(path, { width, colour, dashes = [] }) {
      const dashed = dashes.length > 0 ? ` stroke-dasharray="${dashes.map(short).join(" ")}"` : "";
      const line = `${paint("stroke", colour)} stroke-width="${short(width)}" stroke-linejoin="round"${dashed}`;
      elements.push(`<path d="${dataOf(path)}" fill="none" ${line}/>`);
    },
    fill(path, colour, opacity = 1) {
      elements.push(`<path d="${dataOf(path)}" ${paint("fill", colour, opacity)}/>`);
    },
    text(text, x, y, { size, anchor }) {
      // Half the height of the capital letters: programs that draw disagree about the middle of a line.
      const at = `x="${short(x)}" y="${short(anchor === "middle" ? y + 0.35 * size : y)}"`;
      const font = `font-family="sans-serif" font-weight="bold" font-size="${short(size)}"`;
      const place = `${at} ${font} text-anchor="${anchor === "middle" ? "middle" : "start"}"`;
      const rim = `${paint("stroke", ink.under)} stroke-width="${short(size / 4)}" stroke-linejoin="round"`;
      // The rim as a text of its own: not every program knows which of the two to draw first.
      lettered(text, `${place} fill="none" ${rim}`);
      lettered(text, `${place} ${paint("fill", ink.over)}`);
    },
    picture(picture, { x, y, width, height }, opacity) {
      const box = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
      const look = `opacity="${short(opacity)}" preserveAspectRatio="none" style="image-rendering:pixelated"`;
      elements.push(`<image ${box} ${look} href="${pngAddress(picture)}"/>`);
    },
  };
}

function pngAddress(picture: HTMLCanvasElement): string {
  const address = picture.toDataURL("image/png");
  // What a browser gives for a canvas that is too large for it.
  if (!address.startsWith("data:image/png")) throw new Error("the browser could not make the PNG");
  return address;
}

/** A path as the text that SVG has for it. */
class SvgPath implements Outline {
  #parts: string[] = [];

  get data(): string {
    return this.#parts.join("");
  }

  moveTo(x: number, y: number): void {
    this.#parts.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#parts.push(`L${short(x)} ${short(y)}`);
  }

  closePath(): void {
    this.#parts.push("Z");
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`);
  }

  /** As in a Path2D, a straight line leads to its beginning. SVG knows no arc that ends where it begins: one goes by its middle. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number) => `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`;
    const by = (angle: number) => `A${short(radius)} ${short(radius)} 0 0 ${to > from ? 1 : 0} ${at(angle)}`;
    const begin = this.#parts.length === 0 ? "M" : "L";
    this.#parts.push(`${begin}${at(from)}${by((from + to) / 2)}${by(to)}`);
  }
}

function dataOf(path: Outline): string {
  if (path instanceof SvgPath) return path.data;
  throw new TypeError("a path must come from the pen that draws it");
}

/** A colour as programs know it that are older than "rgb(0 0 0 / 75%)": that part of it which is opacity stands by itself. */
function paint(what: "stroke" | "fill", colour: string, opacity = 1): string {
  const [, red = "", green = "", blue = "", percent = "100"] =
    /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/.exec(colour) ?? [];
  const share = (opacity * Number(percent)) / 100;
  const solid = red === "" ? escapeXml(colour) : `rgb(${red},${green},${blue})`;
  return `${what}="${solid}"${share < 1 ? ` ${what}-opacity="${short(share)}"` : ""}`;
}

/** A hundredth of a pixel is seen by nobody. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
