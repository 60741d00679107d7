import { type Annotation, readAnnotation } from "./annotation.js";
import { chipCorner, chipCounts, isSameGrid, type Sides } from "./chipGrid.js";
import { decisions, ignoredIndex, type Segmentation, unknownIndex } from "./segmentation.js";

/** The name and version of the format, as the files say it. */
const format = { format: "emlab support set", version: 1 } as const;

/** The annotation as a JSON file; `annotationOfJson` reads it. */
export function annotationJson(annotation: Annotation, image: Sides, title: string): string {
  const { widthPx, heightPx } = image;
  return `${JSON.stringify({ ...format, image: { title, widthPx, heightPx }, ...annotation }, undefined, 1)}\n`;
}

/** The annotation in a JSON file; undefined for anything that is none, or of a later version. */
export function annotationOfJson(text: string): Annotation | undefined {
  try {
    const read = JSON.parse(text) as Partial<typeof format> | null;
    return read?.format === format.format && read.version === format.version ? readAnnotation(read) : undefined;
  } catch {
    return undefined;
  }
}

/** One row per chip as CSV: where it is, what a person has said of it, and what the segmentation has found. */
export function chipCsv(
  annotation: Annotation,
  image: Sides,
  segmentation: Segmentation | undefined,
  leastProbability: number,
): string {
  const { grid } = annotation;
  const { columns, rows } = chipCounts(grid, image);
  const names = new Map([[0, "ignored"], ...annotation.classes.map(({ id, name }) => [id, name] as const)]);
  const labels = new Map(annotation.labels);
  // A segmentation of other chips says nothing of these.
  const made = segmentation && isSameGrid(segmentation.head.grid, grid) ? segmentation : undefined;
  const found = made && decisions(made, leastProbability);
  const classes = made?.head.classes ?? [];
  const nameAt = (index: number) =>
    index === unknownIndex ? "unknown" : index === ignoredIndex ? "ignored" : (classes[index]?.name ?? "");
  const head = ["chip", "column", "row", "xPx", "yPx", "widthPx", "heightPx", "label"];
  if (found) head.push("class", "margin", ...classes.map(({ name }) => `p(${name})`));
  const lines = [head.map(csvCell).join(",")];
  for (let chip = 0; chip < columns * rows; chip++) {
    const { xPx, yPx } = chipCorner(grid, columns, chip);
    const row: (string | number)[] = [chip, chip % columns, Math.floor(chip / columns), xPx, yPx];
    row.push(grid.chipWidthPx, grid.chipHeightPx, names.get(labels.get(chip) ?? -1) ?? "");
    const decision = found?.[chip];
    if (decision && made) {
      const from = chip * classes.length;
      row.push(nameAt(decision.classIndex), round(decision.margin));
      row.push(...Array.from(made.probabilities.subarray(from, from + classes.length), round));
    }
    lines.push(row.map(csvCell).join(","));
  }
  return `${lines.join("\n")}\n`;
}

/** Quoted where needed; a text that a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
