import { isRecord, type Reader, textUpTo, wholeNumberFrom } from "../reader.js";
import {
  type ChipGrid,
  chipAt,
  chipCorner,
  chipCounts,
  fittedGrid,
  isSameGrid,
  readChipGrid,
  type Sides,
} from "./chipGrid.js";

/** A class of chips, as a person has named it. */
export interface ChipClass {
  /** Stays with the class when it is renamed, and is not given again while it exists. @unitless */
  readonly id: number;
  readonly name: string;
  /** "#rrggbb". */
  readonly colour: string;
}

/** A chip and the class that it is an example of; class 0 means: ignore it. */
export type ChipLabel = readonly [chip: number, classId: number];

/** What a person has said of an image: its chips, the classes, and examples of each. */
export interface Annotation {
  readonly grid: ChipGrid;
  readonly classes: readonly ChipClass[];
  /** In rising order of the chips, each of them once. @unitless */
  readonly labels: readonly ChipLabel[];
}

/** The class of chips that are left out of everything. */
export const ignoredId = 0;

/** The most classes, and the most characters of the name of one. */
export const mostClasses = 200;
export const mostClassName = 60;

const mostId = 1_000_000;
const mostLabels = 250_000;

// Okabe and Ito (2008): told apart by people who do not see all colours; beyond seven, hues between them.
const colours = ["#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#0072b2"] as const;

const wholeId = wholeNumberFrom(1, mostId);
const wholeLabelId = wholeNumberFrom(0, mostId);
const wholeChip = wholeNumberFrom(0, mostLabels - 1);
const nameText = textUpTo(mostClassName);

/** Reads a colour as "#rrggbb": nothing else may reach the page. */
export const readColour: Reader<string> = (value) =>
  typeof value === "string" && /^#[0-9a-f]{6}$/.test(value) ? value : undefined;

const readClass: Reader<ChipClass> = (value) => {
  if (!isRecord(value)) return undefined;
  const [id, name, colour] = [wholeId(value["id"]), nameText(value["name"]), readColour(value["colour"])];
  return id === undefined || !name?.trim() || colour === undefined ? undefined : { id, name, colour };
};

/** Reads the list of classes: no id and no name twice. */
export const readClasses: Reader<readonly ChipClass[]> = (value) => {
  if (!Array.isArray(value) || value.length > mostClasses) return undefined;
  const classes = value.map(readClass);
  if (classes.includes(undefined)) return undefined;
  const read = classes as ChipClass[];
  const isClear =
    new Set(read.map(({ id }) => id)).size === read.length &&
    new Set(read.map(({ name }) => name)).size === read.length;
  return isClear ? read : undefined;
};

const readLabel: Reader<ChipLabel> = (value) => {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [chip, id] = [wholeChip(value[0]), wholeLabelId(value[1])];
  return chip === undefined || id === undefined ? undefined : [chip, id];
};

/** Reads labels: in order, no chip twice. */
export const readLabels: Reader<readonly ChipLabel[]> = (value) => {
  if (!Array.isArray(value) || value.length > mostLabels) return undefined;
  const labels: ChipLabel[] = [];
  for (const item of value) {
    const label = readLabel(item);
    if (!label || label[0] <= (labels.at(-1)?.[0] ?? -1)) return undefined;
    labels.push(label);
  }
  return labels;
};

/** Reads an annotation: of labels, only those of classes that it has. */
export const readAnnotation: Reader<Annotation> = (value) => {
  if (!isRecord(value)) return undefined;
  const grid = readChipGrid(value["grid"]);
  const classes = readClasses(value["classes"]);
  const labels = readLabels(value["labels"]);
  if (!grid || !classes || !labels) return undefined;
  const ids = new Set([ignoredId, ...classes.map(({ id }) => id)]);
  return labels.every(([, id]) => ids.has(id)) ? { grid, classes, labels } : undefined;
};

/** The annotation as far as it fits an image: the grid fitted, and no labels beside it or of classes that are gone. */
export function fittedAnnotation(annotation: Annotation, image: Sides): Annotation {
  const grid = fittedGrid(annotation.grid, image);
  const { columns, rows } = chipCounts(grid, image);
  const ids = new Set([ignoredId, ...annotation.classes.map(({ id }) => id)]);
  const labels = annotation.labels.filter(([chip, id]) => chip < columns * rows && ids.has(id));
  const isFitted = labels.length === annotation.labels.length && isSameGrid(grid, annotation.grid);
  return isFitted ? annotation : { ...annotation, grid, labels };
}

/** Gives chips a class, or with undefined takes theirs away. */
export function withLabels(annotation: Annotation, chips: Iterable<number>, classId: number | undefined): Annotation {
  const labels = new Map(annotation.labels);
  for (const chip of chips)
    if (classId === undefined) labels.delete(chip);
    else labels.set(chip, classId);
  return { ...annotation, labels: sorted(labels) };
}

/** Another grid: each label goes to the chip that holds the middle of the old one; where two meet, the first stays. */
export function withGrid(annotation: Annotation, wanted: ChipGrid, image: Sides): Annotation {
  const before = annotation.grid;
  const grid = fittedGrid(wanted, image);
  if (isSameGrid(before, grid)) return annotation;
  const { columns } = chipCounts(before, image);
  const labels = new Map<number, number>();
  for (const [chip, id] of annotation.labels) {
    const { xPx, yPx } = chipCorner(before, columns, chip);
    const there = chipAt(grid, image, xPx + before.chipWidthPx / 2, yPx + before.chipHeightPx / 2);
    if (there !== undefined && !labels.has(there)) labels.set(there, id);
  }
  return { ...annotation, grid, labels: sorted(labels) };
}

/** One more class, with a name and a colour that none has yet; the same annotation when there are too many. */
export function withNewClass(annotation: Annotation, name?: string, leastId = 1): Annotation {
  const { classes } = annotation;
  if (classes.length >= mostClasses) return annotation;
  const id = Math.max(leastId - 1, ...classes.map((known) => known.id)) + 1;
  const made = { id, name: freeName(classes, name ?? `class ${id}`), colour: freeColour(classes) };
  return { ...annotation, classes: [...classes, made] };
}

/** A class with another name or colour; a name that another class has gets a number. */
export function withChangedClass(
  annotation: Annotation,
  id: number,
  change: Partial<Omit<ChipClass, "id">>,
): Annotation {
  const others = annotation.classes.filter((known) => known.id !== id);
  const classes = annotation.classes.map((known) => {
    if (known.id !== id) return known;
    const name = freeName(others, change.name?.trim() || known.name);
    return { id, name, colour: readColour(change.colour) ?? known.colour };
  });
  return { ...annotation, classes };
}

/** Without a class, and without its labels. */
export function withoutClass(annotation: Annotation, id: number): Annotation {
  const classes = annotation.classes.filter((known) => known.id !== id);
  return { ...annotation, classes, labels: annotation.labels.filter(([, labelled]) => labelled !== id) };
}

/** How many chips each class has, by its id; 0 for the ignored ones. */
export function labelCounts({ labels }: Annotation): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const [, id] of labels) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function sorted(labels: ReadonlyMap<number, number>): readonly ChipLabel[] {
  return [...labels].sort(([a], [b]) => a - b);
}

function freeName(classes: readonly ChipClass[], wanted: string): string {
  const taken = new Set(classes.map(({ name }) => name));
  const short = wanted.slice(0, mostClassName - 5);
  let name = wanted.slice(0, mostClassName);
  for (let i = 2; taken.has(name); i++) name = `${short} (${i})`;
  return name;
}

function freeColour(classes: readonly ChipClass[]): string {
  const taken = new Set(classes.map(({ colour }) => colour));
  const free = colours.find((colour) => !taken.has(colour));
  if (free) return free;
  // The golden angle: each new hue is far from those before it.
  return hueColour((classes.length * 137.508) % 360);
}

/** A colour of a hue in degrees, at medium lightness. */
function hueColour(hueDeg: number): string {
  const channel = (from: number) => {
    const place = (from + hueDeg / 30) % 12;
    return Math.round(255 * (0.6 - 0.3 * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return `#${[0, 8, 4].map((from) => channel(from).toString(16).padStart(2, "0")).join("")}`;
}
