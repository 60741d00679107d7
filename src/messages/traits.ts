import { isRecord, type Reader } from "./reader.js";

/** What is known of one value of a widget's state. */
export interface Trait<T> {
  readonly read: Reader<T>;
  /** True when the person at the front end may change it; the kernel drops a change of any other. */
  readonly isShared?: boolean;
}

/** All values of a widget's state, by name. */
export type TraitTable<S> = { readonly [K in keyof S]-?: Trait<S[K]> };

/** A state as it was read: whole, or the name of the first value that is missing or wrong. */
export type ReadState<S> =
  | { readonly state: S; readonly wrong?: undefined }
  | { readonly wrong: string; readonly state?: undefined };

/** Reads a whole state: every value of the table must be there. Others are left out. */
export function readState<S extends object>(table: TraitTable<S>, given: (name: string) => unknown): ReadState<S> {
  const state: Record<string, unknown> = {};
  for (const [name, trait] of traitsOf(table)) {
    const value = trait.read(given(name));
    if (value === undefined) return { wrong: name };
    state[name] = value;
  }
  return { state: state as S };
}

/** An object of which each value is read by a table; what the table does not name is left out. */
export function recordOf<S extends object>(table: TraitTable<S>): Reader<S> {
  return (value) => {
    if (!isRecord(value)) return undefined;
    return readState(table, (name) => (Object.hasOwn(value, name) ? value[name] : undefined)).state;
  };
}

/** A change of the front end: the values that may be taken over, and the names of those that must not. */
export interface ReadChange<S> {
  readonly change: Partial<S>;
  readonly refused: readonly string[];
}

/** Reads a change that the front end asks for. Names that are no traits are the business of the protocol and are left out. */
export function readChange<S extends object>(
  table: TraitTable<S>,
  given: Readonly<Record<string, unknown>>,
): ReadChange<S> {
  const change: Record<string, unknown> = {};
  const refused: string[] = [];
  for (const [name, trait] of traitsOf(table)) {
    if (!Object.hasOwn(given, name)) continue;
    const value = trait.isShared ? trait.read(given[name]) : undefined;
    if (value === undefined) refused.push(name);
    else change[name] = value;
  }
  return { change: change as Partial<S>, refused };
}

function traitsOf(table: object): [string, Trait<unknown>][] {
  return Object.entries(table);
}
