/** A number of the twin with where it comes from: what is shown to users. */
export interface Parameter {
  /** In the unit that the parameter's name ends in. @unitless */
  readonly value: number;
  /** A paper, a manual, a measurement, or how it was estimated. */
  readonly source: string;
  /** true: an order of magnitude that nobody has measured on a given instrument; the display says so. */
  readonly isPlaceholder: boolean;
}

/** A number of the twin, as it is listed. */
export interface ConfigEntry extends Parameter {
  /** "stage", "optics", …, or "specimen mxene". */
  readonly group: string;
  readonly name: string;
  /** true: it is not the default, but what this twin was made with. */
  readonly isChanged: boolean;
}

/** The parameters of one part of the twin, by name. */
export type ParameterGroup = Readonly<Record<string, Parameter>>;

/** Their values alone. */
export type ValuesOf<G extends ParameterGroup> = { readonly [K in keyof G]: number };

/** A number that is documented, measured or follows from physics. */
export function known(value: number, source: string): Parameter {
  return Object.freeze({ value, source, isPlaceholder: false });
}

/** A plausible number for want of a better one. */
export function placeholder(value: number, source: string): Parameter {
  return Object.freeze({ value, source, isPlaceholder: true });
}

/** The values of a group, with some of them replaced. */
export function valuesOf<G extends ParameterGroup>(group: G, changes: Partial<ValuesOf<G>> = {}): ValuesOf<G> {
  const entries = Object.entries(group).map(([name, { value }]) => [name, changes[name] ?? value]);
  return Object.freeze(Object.fromEntries(entries)) as ValuesOf<G>;
}
