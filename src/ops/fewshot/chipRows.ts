import { EmError } from "../../core/error.js";
import type { Image } from "../../core/image.js";

/** Equal chips of an image, row after row. */
export interface ChipRows {
  readonly chipWidthPx: number;
  readonly chipHeightPx: number;
  /** Columns of pixels to the left of the first chip. */
  readonly offsetXPx: number;
  /** Rows of pixels above the first chip. */
  readonly offsetYPx: number;
  /** Chips in a row. @unitless */
  readonly columns: number;
  /** Rows of chips. @unitless */
  readonly rows: number;
}

/** The first pixel of a chip: its place in the image's values. @unitless */
export function chipStart(widthPx: number, chips: ChipRows, chip: number): number {
  const x = chips.offsetXPx + (chip % chips.columns) * chips.chipWidthPx;
  const y = chips.offsetYPx + Math.floor(chip / chips.columns) * chips.chipHeightPx;
  return y * widthPx + x;
}

/** Errors: BadOption unless the chips are whole numbers and lie within the image. */
export function checkChips(image: Image, chips: ChipRows): void {
  const whole = Object.values(chips).every((value) => Number.isInteger(value) && value >= 0);
  const isInside =
    chips.offsetXPx + chips.columns * chips.chipWidthPx <= image.widthPx &&
    chips.offsetYPx + chips.rows * chips.chipHeightPx <= image.heightPx;
  if (whole && isInside && chips.columns * chips.rows > 0 && chips.chipWidthPx > 0 && chips.chipHeightPx > 0) return;
  throw new EmError(
    "BadOption",
    `${chips.columns} x ${chips.rows} chips of ${chips.chipWidthPx} x ${chips.chipHeightPx} px do not lie in the image`,
    {
      fix: `The image has ${image.widthPx} x ${image.heightPx} px: give whole numbers of chips that fit into it.`,
    },
  );
}
