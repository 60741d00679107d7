/** What the kernel lends to `em` while cells run. */
export interface Session {
  /** The signal that fires when the running cell is interrupted; undefined when no cell runs. */
  signal(): AbortSignal | undefined;
  /** Shows a value at once, as the last line of a cell would be shown. */
  display(value: unknown): void;
}

const unbound: Session = { signal: () => undefined, display: () => undefined };
let session: Session = unbound;

/** Tells `em` of the kernel that it runs in; without it nothing is interrupted and nothing is shown by itself. */
export function bindSession(bound: Partial<Session>): void {
  session = { ...unbound, ...bound };
}

/** Fills in the signal of the running cell where the user gives none. */
export function withSessionSignal<T extends { readonly signal?: AbortSignal }>(options: T | undefined): T {
  const given = options ?? ({} as T);
  const signal = session.signal();
  // What is no object goes on as it is: the operation says what is wrong with it.
  if (signal === undefined || typeof given !== "object" || given.signal !== undefined) return given;
  return { ...given, signal };
}

/** Shows a value in the notebook. */
export function showNow(value: unknown): void {
  session.display(value);
}
