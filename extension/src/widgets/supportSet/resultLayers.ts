import { colourTable } from "../../../../src/display/colourMaps.js";
import type { ChipClass } from "../../../../src/messages/supportSet/annotation.js";
import { chipCounts, type Sides } from "../../../../src/messages/supportSet/chipGrid.js";
import {
  type ChipDecision,
  ignoredIndex,
  type Segmentation,
  unknownIndex,
} from "../../../../src/messages/supportSet/segmentation.js";
import type { Layer } from "../../canvas/layer.js";
import { type Mask, maskLayer } from "../../canvas/maskLayer.js";
import { textsLayer } from "./chipLayers.js";

/** What of a segmentation is drawn. */
export const resultKinds = ["classes", "doubt", "nothing"] as const;

/** The name of that. */
export type ResultKind = (typeof resultKinds)[number];

/** A segmentation as it is shown. */
export interface ShownResult {
  readonly segmentation: Segmentation;
  readonly decisions: readonly ChipDecision[];
  /** The classes of the segmentation, as they are called and coloured now. */
  readonly classes: readonly ChipClass[];
}

/** The grey of chips that are of no known class. */
const unknownColour = [128, 128, 128] as const;

/** Shades of doubt. */
const levels = 32;

/** Draws a segmentation: the classes, or how doubtful each chip is. */
export function resultLayers(result: ShownResult, kind: ResultKind, opacity: number, image: Sides): readonly Layer[] {
  if (kind === "nothing") return [];
  const { grid } = result.segmentation.head;
  const mask = maskLayer(maskOf(result, kind, opacity, image));
  return kind === "classes" ? [mask, textsLayer(grid, image, (chip) => signOf(result, chip))] : [mask];
}

/** The mask of a segmentation: numbers of colours per chip. */
export function maskOf(
  { segmentation, decisions, classes }: ShownResult,
  kind: ResultKind,
  opacity: number,
  image: Sides,
): Mask {
  const { grid } = segmentation.head;
  const { columns, rows } = chipCounts(grid, image);
  const place = {
    xPx: grid.offsetXPx,
    yPx: grid.offsetYPx,
    widthPx: columns * grid.chipWidthPx,
    heightPx: rows * grid.chipHeightPx,
  };
  const numberOf = ({ classIndex, margin }: ChipDecision) => {
    if (classIndex === ignoredIndex) return 0;
    if (kind === "doubt") return 1 + Math.round((1 - margin) * (levels - 1));
    return classIndex === unknownIndex ? classes.length + 1 : classIndex + 1;
  };
  const colours = kind === "doubt" ? doubtColours() : [...classes.map(({ colour }) => rgbOf(colour)), unknownColour];
  return { classes: Uint8Array.from(decisions, numberOf), columns, rows, ...place, colours, opacity };
}

/** The number of the class, or a question mark: colours alone do not tell everybody. */
function signOf({ decisions }: ShownResult, chip: number): string {
  const index = decisions[chip]?.classIndex ?? ignoredIndex;
  return index === ignoredIndex ? "" : index === unknownIndex ? "?" : String(index + 1);
}

function doubtColours(): Mask["colours"] {
  const bytes = colourTable("magma", levels);
  return Array.from({ length: levels }, (_, i) => [bytes[3 * i]!, bytes[3 * i + 1]!, bytes[3 * i + 2]!] as const);
}

function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
