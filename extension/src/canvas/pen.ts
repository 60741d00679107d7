/** Lines and shapes that are put together before they are drawn; a Path2D is one. */
export type Outline = Pick<Path2D, "moveTo" | "lineTo" | "closePath" | "rect" | "arc">;

/** How a line is drawn; lengths are pixels of the screen. */
export interface LineStyle {
  readonly width: number;
  readonly colour: string;
  /** Lengths of strokes and gaps. */
  readonly dashes?: readonly number[];
}

/** How a text is drawn: light letters with a dark rim, which are seen on any image. */
export interface TextStyle {
  /** The height of the letters in pixels of the screen. */
  readonly size: number;
  /** Where the place is that the text is put at. */
  readonly anchor: "middle" | "bottom left";
}

/** A rectangle on the screen. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What draws a layer: onto a canvas for the screen, or as vectors into an SVG. It keeps nothing from one call to the next. */
export interface Pen {
  path(): Outline;
  stroke(path: Outline, line: LineStyle): void;
  /** @param opacity from 0 (not seen) to 1 */
  fill(path: Outline, colour: string, opacity?: number): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  /** A picture whose pixels stay squares. */
  picture(picture: HTMLCanvasElement, box: Box, opacity: number): void;
}
