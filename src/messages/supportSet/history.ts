import { isRecord, listOf, type Reader, wholeNumberFrom } from "../reader.js";
import { type Annotation, type ChipClass, readClasses } from "./annotation.js";
import { type ChipGrid, isSameGrid, readChipGrid } from "./chipGrid.js";

/** A chip whose class has changed: from and to; -1 is no class. */
export type LabelChange = readonly [chip: number, fromId: number, toId: number];

/** What was changed in one go: enough to undo it and to do it again. */
export interface HistoryStep {
  readonly grid?: readonly [from: ChipGrid, to: ChipGrid];
  readonly classes?: readonly [from: readonly ChipClass[], to: readonly ChipClass[]];
  /** @unitless */
  readonly labels: readonly LabelChange[];
}

/** An annotation with the steps that led to it and those that were undone; both in the order in which they were done. */
export interface History {
  readonly annotation: Annotation;
  readonly past: readonly HistoryStep[];
  readonly future: readonly HistoryStep[];
}

/** The most steps that are kept, and the most changed chips in them: the state travels with each change. */
export const mostSteps = 2000;
export const mostStepLabels = 100_000;

const none = -1;

/** What has changed from one annotation to another; undefined when nothing has. */
export function stepBetween(from: Annotation, to: Annotation): HistoryStep | undefined {
  const [before, after] = [new Map(from.labels), new Map(to.labels)];
  const labels: LabelChange[] = [];
  for (const [chip, id] of before) if (after.get(chip) !== id) labels.push([chip, id, after.get(chip) ?? none]);
  for (const [chip, id] of after) if (!before.has(chip)) labels.push([chip, none, id]);
  const step: HistoryStep = {
    labels,
    ...(!isSameGrid(from.grid, to.grid) && { grid: [from.grid, to.grid] as const }),
    ...(JSON.stringify(from.classes) !== JSON.stringify(to.classes) && {
      classes: [from.classes, to.classes] as const,
    }),
  };
  return labels.length > 0 || step.grid || step.classes ? step : undefined;
}

/** A change made now: what had been undone is forgotten, and so are the oldest steps beyond the limit. */
export function done(history: History, to: Annotation): History {
  const step = stepBetween(history.annotation, to);
  return step ? { annotation: to, past: withinLimits([...history.past, step]), future: [] } : history;
}

/** The last step undone; the same when there is none. */
export function undone(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  const annotation = applied(history.annotation, step, 0);
  return { annotation, past: history.past.slice(0, -1), future: [step, ...history.future] };
}

/** The step that was undone last done again; the same when there is none. */
export function redone(history: History): History {
  const [step, ...future] = history.future;
  if (!step) return history;
  return { annotation: applied(history.annotation, step, 1), past: [...history.past, step], future };
}

function applied(annotation: Annotation, step: HistoryStep, side: 0 | 1): Annotation {
  const labels = new Map(annotation.labels);
  for (const change of step.labels) {
    const id = change[side === 0 ? 1 : 2];
    if (id === none) labels.delete(change[0]);
    else labels.set(change[0], id);
  }
  return {
    grid: step.grid?.[side] ?? annotation.grid,
    classes: step.classes?.[side] ?? annotation.classes,
    labels: [...labels].sort(([a], [b]) => a - b),
  };
}

function withinLimits(steps: readonly HistoryStep[]): readonly HistoryStep[] {
  let first = Math.max(0, steps.length - mostSteps);
  let labels = steps.slice(first).reduce((sum, step) => sum + step.labels.length, 0);
  // The newest step is always kept, so that any change can be undone.
  while (labels > mostStepLabels && first < steps.length - 1) labels -= steps[first++]!.labels.length;
  return steps.slice(first);
}

const chip = wholeNumberFrom(0, 250_000);
const id = wholeNumberFrom(none, 1_000_000);

const readLabelChange: Reader<LabelChange> = (value) => {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [which, from, to] = [chip(value[0]), id(value[1]), id(value[2])];
  return which === undefined || from === undefined || to === undefined ? undefined : [which, from, to];
};

const readLabelChanges = listOf(readLabelChange, 500_000);

const readStep: Reader<HistoryStep> = (value) => {
  if (!isRecord(value)) return undefined;
  const labels = readLabelChanges(value["labels"]);
  const grid = pairOf(readChipGrid, value["grid"]);
  const classes = pairOf(readClasses, value["classes"]);
  if (!labels || grid === undefined || classes === undefined) return undefined;
  return { labels, ...(grid && { grid }), ...(classes && { classes }) };
};

/** Reads steps. That they lead to an annotation that fits is seen to when they are undone. */
export const readSteps: Reader<readonly HistoryStep[]> = listOf(readStep, mostSteps);

/** Two values that a reader takes; null when nothing is given, undefined for anything else. */
function pairOf<T>(reader: Reader<T>, value: unknown): readonly [T, T] | null | undefined {
  if (value === undefined) return null;
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [from, to] = value.map(reader);
  return from === undefined || to === undefined ? undefined : [from, to];
}
