import { element } from "../element.js";

/** A part of the page that is folded until somebody wants it; `fill` is told when it opens. */
export function disclosure(
  title: string,
  children: readonly Node[],
  opened: () => void,
  signal: AbortSignal,
): HTMLDetailsElement {
  const summary = element("summary", { text: title });
  const made = element("details", { className: "emlab-map-part" }, [summary, ...children]);
  made.addEventListener(
    "toggle",
    () => {
      if (made.open) opened();
    },
    { signal },
  );
  return made;
}

/** Replaces the options of a choice, and keeps what was chosen where it is still there. */
export function fillSelect(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, text: string])[],
): void {
  const key = JSON.stringify(options);
  if (select.dataset["options"] === key) return;
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  select.dataset["options"] = key;
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}
