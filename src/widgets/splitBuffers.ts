/** A state as it travels: JSON, and beside it the binary values with the place where each belongs. */
export interface SplitState {
  readonly state: Readonly<Record<string, unknown>>;
  readonly bufferPaths: readonly (readonly string[])[];
  /** Bytes. @unitless */
  readonly buffers: readonly Uint8Array[];
}

/** Takes the binary values out of a state. Only whole values are binary, never parts of one. */
export function splitBuffers(values: Readonly<Record<string, unknown>>): SplitState {
  const state: Record<string, unknown> = {};
  const bufferPaths: string[][] = [];
  const buffers: Uint8Array[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof Uint8Array) {
      bufferPaths.push([name]);
      buffers.push(value);
    } else state[name] = value;
  }
  return { state, bufferPaths, buffers };
}

/**
 * Puts the binary values of a message back to their places. A place that is no name of the state itself, and a buffer without a place,
 * are left out: both come from outside.
 */
export function joinBuffers(
  state: Readonly<Record<string, unknown>>,
  paths: unknown,
  buffers: readonly Uint8Array[],
): Record<string, unknown> {
  const joined: Record<string, unknown> = { ...state };
  if (!Array.isArray(paths)) return joined;
  for (const [index, path] of paths.entries()) {
    const buffer = buffers[index];
    const name: unknown = Array.isArray(path) && path.length === 1 ? path[0] : undefined;
    if (buffer && typeof name === "string") Object.defineProperty(joined, name, { value: buffer, enumerable: true });
  }
  return joined;
}
