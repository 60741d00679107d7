import { type Annotation, ignoredId } from "../../../../src/messages/supportSet/annotation.js";
import { chipCounts, isSameGrid, type Sides } from "../../../../src/messages/supportSet/chipGrid.js";
import { ignoredIndex, unknownIndex } from "../../../../src/messages/supportSet/segmentation.js";
import type { ShownResult } from "./resultLayers.js";

/** What is known of a chip: where it is, what it was picked for, and what the segmentation says of it. */
export function chipText(chip: number, annotation: Annotation, image: Sides, result: ShownResult | undefined): string {
  const { columns } = chipCounts(annotation.grid, image);
  const id = new Map(annotation.labels).get(chip);
  const name = id === ignoredId ? "ignored" : annotation.classes.find((known) => known.id === id)?.name;
  const place = `chip ${chip}, column ${(chip % columns) + 1}, row ${Math.floor(chip / columns) + 1}`;
  const found = result && isSameGrid(result.segmentation.head.grid, annotation.grid) ? resultText(chip, result) : "";
  return `${place}${name === undefined ? "" : `, picked as ${name}`}${found}`;
}

/** The nearest support chips that a segmentation names for a chip. */
export function nearestOf(chip: number, { segmentation: { head, nearest } }: ShownResult): number[] {
  return Array.from(nearest.subarray(chip * head.nearestCount, (chip + 1) * head.nearestCount)).filter(
    (one) => one >= 0,
  );
}

function resultText(chip: number, result: ShownResult): string {
  const decision = result.decisions[chip];
  if (!decision || decision.classIndex === ignoredIndex) return "";
  const { classes, segmentation } = result;
  const taken = decision.classIndex === unknownIndex ? "unknown" : classes[decision.classIndex]?.name;
  const p = (i: number) => segmentation.probabilities[chip * classes.length + i]!.toFixed(2);
  const all = classes.map(({ name }, i) => `${name} ${p(i)}`).join(", ");
  const nearest = nearestOf(chip, result);
  const named = nearest.length > 0 ? `, nearest picks: chips ${nearest.join(", ")}` : "";
  return `: ${taken} (${all}; margin ${decision.margin.toFixed(2)}${named})`;
}
