/** Where the image lies on the screen: screen = image * scale + offset, both measured from the upper left corner of pixel 0. */
export interface ViewTransform {
  /** Screen pixels per pixel of the image. */
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Two sides, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const mostScale = 64;

/** The whole image, as large as the screen allows, in its middle. */
export function fitted(image: Size, screen: Size): ViewTransform {
  const scale = Math.min(screen.width / image.width, screen.height / image.height);
  return centred(image, screen, scale);
}

/** The middle of the image in the middle of the screen, at a scale. */
export function centred(image: Size, screen: Size, scale: number): ViewTransform {
  return {
    scale,
    offsetX: (screen.width - image.width * scale) / 2,
    offsetY: (screen.height - image.height * scale) / 2,
  };
}

/** Zooms by a factor; the point of the image under a place on the screen stays there. */
export function zoomedAt(
  view: ViewTransform,
  factor: number,
  place: { readonly x: number; readonly y: number },
  image: Size,
  screen: Size,
): ViewTransform {
  const least = Math.min(1, fitted(image, screen).scale) / 4;
  const scale = Math.min(mostScale, Math.max(least, view.scale * factor));
  const kept = scale / view.scale;
  return {
    scale,
    offsetX: place.x - (place.x - view.offsetX) * kept,
    offsetY: place.y - (place.y - view.offsetY) * kept,
  };
}

/** Moves the image, so far that a part of it stays on the screen. */
export function moved(view: ViewTransform, dx: number, dy: number, image: Size, screen: Size): ViewTransform {
  return {
    scale: view.scale,
    offsetX: keptInside(view.offsetX + dx, image.width * view.scale, screen.width),
    offsetY: keptInside(view.offsetY + dy, image.height * view.scale, screen.height),
  };
}

/** At least this much of the image stays to be taken hold of (screen pixels). */
const grip = 32;

function keptInside(offset: number, length: number, screen: number): number {
  const margin = Math.min(grip, length, screen);
  return Math.min(screen - margin, Math.max(margin - length, offset));
}

/** The pixel of the image under a place on the screen: whole numbers, perhaps outside the image. */
export function pixelAt(view: ViewTransform, x: number, y: number): { readonly xPx: number; readonly yPx: number } {
  return { xPx: Math.floor((x - view.offsetX) / view.scale), yPx: Math.floor((y - view.offsetY) / view.scale) };
}
