import type { MarkShape } from "./drawShape.js";

/** Places marked over an image, all in one style: one class of things, for example the atoms of one sublattice. */
export interface PointsOverlay {
  readonly kind: "points";
  /** Columns, in pixels of the image; 0 is the centre of the first pixel. */
  readonly xPx: ArrayLike<number>;
  /** Rows, in pixels of the image; 0 is the centre of the first pixel. */
  readonly yPx: ArrayLike<number>;
  /** Half the size of a mark in pixels of the image; without it marks are small but visible. Marks are never under 2 px of the picture. */
  readonly radiusPx?: number;
  /** "#rrggbb". */
  readonly colour: string;
  /** Default "circle". */
  readonly shape?: MarkShape;
  /** The name in the legend, for example "Ti (2145)"; without one the class is not listed. */
  readonly label?: string;
}

/** Straight lines over an image: bonds, lattice vectors, displacements. */
export interface LinesOverlay {
  readonly kind: "lines";
  /** Where each line begins and ends, in pixels of the image. */
  readonly fromXPx: ArrayLike<number>;
  readonly fromYPx: ArrayLike<number>;
  readonly toXPx: ArrayLike<number>;
  readonly toYPx: ArrayLike<number>;
  /** "#rrggbb". */
  readonly colour: string;
  /** The name in the legend. */
  readonly label?: string;
}

/** Short texts centred at places of the image, for example the number of a cluster. */
export interface TextsOverlay {
  readonly kind: "texts";
  readonly xPx: ArrayLike<number>;
  readonly yPx: ArrayLike<number>;
  readonly texts: readonly string[];
  /** "#rrggbb". */
  readonly colour: string;
}

/** What can be drawn over an image. */
export type Overlay = PointsOverlay | LinesOverlay | TextsOverlay;
