import { EmError } from "../core/error.js";
import { badFile } from "./badFile.js";

/** Which image of an array is taken. */
export interface ChosenFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Colour values per pixel: 1, 3 or 4. @unitless */
  readonly channels: number;
  /** From 0. @unitless */
  readonly frame: number;
  /** How many there are. @unitless */
  readonly frames: number;
  readonly notes: readonly string[];
}

/**
 * Chooses one image of an array by its shape: rows x columns, frames x rows x columns, or rows x columns x 3 or 4 colours.
 *
 * More leading axes count as one, the last fastest. Errors: BadFile when the shape is no image, BadOption for a frame that is not there.
 */
export function chooseFrame(
  name: string,
  shape: readonly number[],
  wanted: number | undefined,
  coloursPossible: boolean,
): ChosenFrame {
  const words = `an array of shape ${shape.join(" x ") || "()"}`;
  const colours = coloursPossible && shape.length === 3 && (shape[2] === 3 || shape[2] === 4) && shape[1]! > 4;
  const spatial = colours ? shape.slice(0, 2) : shape;
  const [heightPx = 0, widthPx = 0] = spatial.slice(-2);
  if (spatial.length < 2)
    throw badFile(name, `${words} is not an image`, "em.open reads images (rows x columns) and stacks of images.");
  const frames = spatial.slice(0, -2).reduce((product, n) => product * n, 1);
  if (widthPx < 1 || heightPx < 1 || frames < 1)
    throw badFile(name, `${words} has no pixels`, "Save the image again; nothing was stored.");
  const frame = checkFrame(name, wanted, frames);
  const notes = frames > 1 ? [stackNote(frame, frames, wanted)] : [];
  return { widthPx, heightPx, channels: colours ? shape[2]! : 1, frame, frames, notes };
}

/** The frame that is asked for, 0 when none is. Errors: BadOption when there is no such frame. */
export function checkFrame(name: string, wanted: number | undefined, frames: number): number {
  const frame = wanted ?? 0;
  if (Number.isInteger(frame) && frame >= 0 && frame < frames) return frame;
  throw new EmError("BadOption", `${name}: there is no frame ${frame}`, {
    fix:
      frames === 1
        ? "It holds one image: leave frame out."
        : `It has ${frames} frames: give frame from 0 to ${frames - 1}.`,
  });
}

/** What is said when a stack is opened. */
export function stackNote(frame: number, frames: number, wanted: number | undefined): string {
  const choice = wanted === undefined ? "; em.open(path, { frame: n }) gives another" : "";
  return `This is frame ${frame} of ${frames} (counted from 0)${choice}.`;
}
