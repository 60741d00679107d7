/**
 * Turns a value that the other side has sent into one of a known type; undefined for anything else.
 *
 * Nothing that comes from the other side is trusted: the state of a widget may lie in a notebook that somebody has changed.
 */
export type Reader<T> = (value: unknown) => T | undefined;

/** A finite number within limits, both of them allowed. */
export function numberFrom(least: number, most: number): Reader<number> {
  return (value) => (typeof value === "number" && value >= least && value <= most ? value : undefined);
}

/** A whole number within limits, both of them allowed. */
export function wholeNumberFrom(least: number, most: number): Reader<number> {
  return (value) => (Number.isInteger(value) ? numberFrom(least, most)(value) : undefined);
}

/** A text of at most so many characters. */
export function textUpTo(mostCharacters: number): Reader<string> {
  return (value) => (typeof value === "string" && value.length <= mostCharacters ? value : undefined);
}

/** One of a list of words. */
export function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (value) => words.find((word) => word === value);
}

/** True or false. */
export const truth: Reader<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

/** null, or what another reader takes. */
export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : reader(value));
}

/** A list of at most so many items, each taken by a reader; one wrong item spoils the list. */
export function listOf<T>(reader: Reader<T>, mostItems: number): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > mostItems) return undefined;
    const items = value.map(reader);
    return items.includes(undefined) ? undefined : (items as T[]);
  };
}

/** A list of exactly these items, each taken by its own reader. */
export function tupleOf<T extends readonly unknown[]>(readers: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> {
  return (value) => {
    if (!Array.isArray(value) || value.length !== readers.length) return undefined;
    const items = readers.map((reader, i) => reader(value[i]));
    return items.includes(undefined) ? undefined : (items as unknown as T);
  };
}

/** Bytes of a binary trait, whatever view of them was given: at most so many. The bytes are not copied. */
export function bytesUpTo(mostBytes: number): Reader<Uint8Array> {
  return (value) => {
    const isBytes = ArrayBuffer.isView(value) && value.byteLength <= mostBytes;
    return isBytes ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
  };
}

/** An object with names, as JSON has them. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
