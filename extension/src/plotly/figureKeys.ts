/** What a key does to a figure: moves it by a share of what is seen, zooms by a factor, or shows all. */
export type FigureAction =
  | { readonly kind: "move"; readonly right: number; readonly up: number }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "all" };

const step = 0.1;
const actions: Readonly<Record<string, FigureAction>> = {
  ArrowLeft: { kind: "move", right: -step, up: 0 },
  ArrowRight: { kind: "move", right: step, up: 0 },
  ArrowUp: { kind: "move", right: 0, up: step },
  ArrowDown: { kind: "move", right: 0, up: -step },
  "+": { kind: "zoom", factor: 0.8 },
  "=": { kind: "zoom", factor: 0.8 },
  "-": { kind: "zoom", factor: 1.25 },
  "0": { kind: "all" },
};

/**
 * Listens for the keys of a figure while it, or one of its buttons, has the focus; gives what stops it.
 *
 * The page's shortcuts hear keys before anything in it, and would move to another cell or restart the kernel ("0 0"): the listener sits
 * before them, at the window, and keeps from them the keys of the figure and no other, so that a shortcut to stop an instrument works.
 */
export function listenForKeys(node: HTMLElement, act: (action: FigureAction) => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || !node.contains(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isButton = event.target.closest("button") !== null;
    if (isButton && (event.key === "Enter" || event.key === " ")) event.stopPropagation();
    const action = actions[event.key];
    if (!action) return;
    event.stopPropagation();
    event.preventDefault();
    act(action);
  };
  window.addEventListener("keydown", onKey, { capture: true });
  return () => window.removeEventListener("keydown", onKey, { capture: true });
}
