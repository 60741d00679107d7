/** What the keys do on the chips. */
export interface KeyActions {
  /** Moves the cursor by so many chips. */
  step(columns: number, rows: number): void;
  toggle(): void;
  ignore(): void;
  choose(place: number): void;
  undo(): void;
  redo(): void;
  switchMoving(): void;
  segment(): void;
}

/** Does what a key asks for; false for a key that means nothing here. Shift with arrows is left to moving the image. */
export function pressKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") event.shiftKey ? actions.redo() : actions.undo();
    else if (key === "y") actions.redo();
    else return false;
    return true;
  }
  if (event.shiftKey && key.startsWith("Arrow")) return false;
  if (/^[1-9]$/.test(key)) {
    actions.choose(Number(key) - 1);
    return true;
  }
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => actions.step(-1, 0),
    ArrowRight: () => actions.step(1, 0),
    ArrowUp: () => actions.step(0, -1),
    ArrowDown: () => actions.step(0, 1),
    " ": actions.toggle,
    i: actions.ignore,
    u: actions.undo,
    r: actions.redo,
    m: actions.switchMoving,
    s: actions.segment,
  };
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  act?.();
  return act !== undefined;
}
