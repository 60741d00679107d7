/** What the keys of a tilt map do. */
export interface KeyActions {
  /** Moves the cursor. */
  step(alphaDeg: number, betaDeg: number): void;
  /** Brings the cursor to the next zone, or to the one before; false when there is none, and the focus may go on. */
  cycle(by: 1 | -1): boolean;
  /** Whether Tab goes through the zones: once a person works in the map, until Escape. */
  isEntered(): boolean;
  plan(): void;
  /** Asks whether to go. */
  go(): void;
  /** Aborts what moves; or takes back what was asked; or lets Tab leave the map. */
  escape(): void;
  undo(): void;
  redo(): void;
  /** Turns the chosen grain by keys from now on. */
  turn(): void;
  /** Brings the cursor, or the plan, to the middle of the tip/tilt map. */
  centre(): void;
  /** Shows more or less of the tip/tilt map. */
  zoom(factor: number): void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Does what a key asks for; false for a key that means nothing here. */
export function pressMapKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !altKey) return undoKey(key, shiftKey, actions);
  if (ctrlKey || metaKey || altKey) return false;
  const arrow = Object.hasOwn(arrows, key) ? arrows[key] : undefined;
  const size = shiftKey ? 0.1 : 1;
  if (arrow) actions.step(arrow[0] * size, arrow[1] * size);
  else if (key === "Tab") return actions.isEntered() && actions.cycle(shiftKey ? -1 : 1);
  else return pressLetter(key, actions);
  return true;
}

function pressLetter(key: string, actions: KeyActions): boolean {
  switch (key.toLowerCase()) {
    case "]":
      actions.cycle(1);
      return true;
    case "[":
      actions.cycle(-1);
      return true;
    case "enter":
      actions.plan();
      return true;
    case "g":
      actions.go();
      return true;
    case "escape":
      actions.escape();
      return true;
    case "c":
      actions.centre();
      return true;
    case "t":
      actions.turn();
      return true;
    case "u":
      actions.undo();
      return true;
    case "r":
      actions.redo();
      return true;
    case "+":
    case "=":
      actions.zoom(1 / 1.25);
      return true;
    case "-":
      actions.zoom(1.25);
      return true;
    default:
      return false;
  }
}

function undoKey(key: string, isShift: boolean, actions: KeyActions): boolean {
  const letter = key.toLowerCase();
  if (letter === "z" && !isShift) actions.undo();
  else if (letter === "y" || letter === "z") actions.redo();
  else return false;
  return true;
}
