import { EmError } from "../../core/error.js";
import {
  type Annotation,
  ignoredId,
  mostClassName,
  withChangedClass,
  withGrid,
  withLabels,
  withNewClass,
} from "../../messages/supportSet/annotation.js";
import {
  type ChipCounts,
  type ChipGrid,
  chipCounts,
  fittedGrid,
  type Sides,
} from "../../messages/supportSet/chipGrid.js";

/** One class of a support set. */
export interface SupportClass {
  readonly name: string;
  /** "#rrggbb". */
  readonly colour: string;
  /** Its examples, counted row after row from 0. @unitless */
  readonly chips: readonly number[];
}

/** What a person has picked. */
export interface SupportSetValue {
  /** The chips: `columns` x `rows` of them. */
  readonly grid: ChipGrid & ChipCounts;
  readonly classes: readonly SupportClass[];
  /** Chips that are to be left out. @unitless */
  readonly ignored: readonly number[];
}

/** A class as code sets it. */
export interface SetClass {
  readonly name: string;
  /** "#rrggbb"; left out, it keeps the one that it has, or gets one. */
  readonly colour?: string;
  /** Its examples; left out, it keeps those that it has. @unitless */
  readonly chips?: readonly number[];
}

/** What is set by code: the grid alone, or the classes with their chips too. */
export interface SupportSetChange {
  readonly grid?: Partial<ChipGrid>;
  /** All classes, in their order; those that are left out are removed. */
  readonly classes?: readonly SetClass[];
  /** @unitless */
  readonly ignored?: readonly number[];
}

/** An annotation as people read it. */
export function supportSetValue(annotation: Annotation, image: Sides): SupportSetValue {
  const { grid, classes, labels } = annotation;
  const of = (wanted: number) => labels.filter(([, id]) => id === wanted).map(([chip]) => chip);
  return {
    grid: { ...grid, ...chipCounts(grid, image) },
    classes: classes.map(({ id, name, colour }) => ({ name, colour, chips: of(id) })),
    ignored: of(ignoredId),
  };
}

/** An annotation with what code has set. Errors: BadOption for what cannot be: a grid that does not fit, a chip that is none, a name twice. */
export function changedAnnotation(before: Annotation, change: SupportSetChange, image: Sides): Annotation {
  let after = change.grid ? withGrid(before, checkedGrid({ ...before.grid, ...change.grid }, image), image) : before;
  const { columns, rows } = chipCounts(after.grid, image);
  if (change.classes) after = withClasses(after, change.classes, columns * rows);
  if (change.ignored) {
    const others = after.labels.filter(([, id]) => id !== ignoredId);
    after = withLabels({ ...after, labels: others }, checkedChips(change.ignored, columns * rows), ignoredId);
  }
  return after;
}

function withClasses(before: Annotation, wanted: readonly SetClass[], chips: number): Annotation {
  let after: Annotation = { ...before, classes: [], labels: before.labels.filter(([, id]) => id === ignoredId) };
  const names = new Set<string>();
  // New classes must not take the ids of classes that come later in the list.
  const leastId = Math.max(0, ...before.classes.map(({ id }) => id)) + 1;
  for (const { name, colour, chips: given } of wanted) {
    if (typeof name !== "string" || !name.trim() || name.length > mostClassName || names.has(name))
      throw refused(
        `the name of a class is ${JSON.stringify(name)}`,
        `Give each class a name of its own, of 1 to ${mostClassName} characters.`,
      );
    names.add(name);
    const known = before.classes.find((one) => one.name === name);
    after = known ? { ...after, classes: [...after.classes, known] } : withNewClass(after, name, leastId);
    const { id } = after.classes.at(-1)!;
    if (colour !== undefined) after = withChangedClass(after, id, { colour: checkedColour(colour) });
    const picked = given ?? before.labels.filter(([, label]) => label === known?.id).map(([chip]) => chip);
    after = withLabels(after, checkedChips(picked, chips), id);
  }
  return after;
}

function checkedGrid(grid: ChipGrid, image: Sides): ChipGrid {
  for (const [name, value] of Object.entries(grid)) {
    if (!gridNames.has(name))
      throw refused(`the grid has no ${name}`, "It has chipWidthPx, chipHeightPx, offsetXPx and offsetYPx.");
    if (!Number.isInteger(value)) throw refused(`${name} is ${value} px`, "Give a whole number of pixels.");
  }
  const fitted = fittedGrid(grid, image);
  for (const [name, fits] of Object.entries(fitted) as [keyof ChipGrid, number][])
    if (fits !== grid[name])
      throw refused(`${name} is ${grid[name]} px`, `The nearest that fits this image is ${fits} px.`);
  return fitted;
}

const gridNames: ReadonlySet<string> = new Set(["chipWidthPx", "chipHeightPx", "offsetXPx", "offsetYPx"]);

function checkedChips(chips: readonly number[], count: number): readonly number[] {
  for (const chip of chips)
    if (!Number.isInteger(chip) || chip < 0 || chip >= count)
      throw refused(`${chip} is no chip of this grid`, `Chips are counted row after row, from 0 to ${count - 1}.`);
  return chips;
}

function checkedColour(colour: string): string {
  if (/^#[0-9a-f]{6}$/.test(colour)) return colour;
  throw refused(`the colour of a class is ${JSON.stringify(colour)}`, 'Write it as "#56b4e9", in small letters.');
}

function refused(what: string, fix: string): EmError {
  return new EmError("BadOption", `support set: ${what}`, { fix });
}
