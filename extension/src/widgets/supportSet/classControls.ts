import {
  type Annotation,
  type ChipClass,
  labelCounts,
  mostClassName,
} from "../../../../src/messages/supportSet/annotation.js";
import { button, element } from "../element.js";

/** What the list of classes does. */
export interface ClassActions {
  choose(id: number): void;
  add(): void;
  change(id: number, change: Partial<Omit<ChipClass, "id">>): void;
  remove(id: number): void;
}

/** The list of classes, one of them chosen. */
export interface ClassControls {
  readonly element: HTMLElement;
  show(annotation: Annotation, chosenId: number | undefined): void;
}

interface Row {
  readonly element: HTMLElement;
  show(known: ChipClass, place: number, count: number, isChosen: boolean): void;
}

/** Makes the list of classes: choose, rename, colour, remove, add, and how many chips each has. */
export function classControls(actions: ClassActions, signal: AbortSignal): ClassControls {
  const rows = new Map<number, Row>();
  // Views of one widget choose on their own.
  const group = `emlab-class-${crypto.randomUUID()}`;
  const list = element("div", { className: "emlab-classes", role: "radiogroup", label: "Classes" });
  const ignored = element("span", { className: "emlab-value" });
  const all = element("div", { className: "emlab-class-list" }, [
    list,
    element("div", { className: "emlab-controls" }, [
      button("Add a class", "Add a class", actions.add, signal),
      ignored,
    ]),
  ]);
  return {
    element: all,
    show(annotation, chosenId) {
      const counts = labelCounts(annotation);
      const ids = new Set(annotation.classes.map(({ id }) => id));
      for (const [id, row] of rows) {
        if (ids.has(id)) continue;
        row.element.remove();
        rows.delete(id);
      }
      for (const [place, known] of annotation.classes.entries()) {
        const row = rows.get(known.id) ?? classRow(known.id, group, actions, signal);
        rows.set(known.id, row);
        // Only where it must move: a move takes the focus away.
        if (list.children[place] !== row.element) list.insertBefore(row.element, list.children[place] ?? null);
        row.show(known, place, counts.get(known.id) ?? 0, known.id === chosenId);
      }
      const left = counts.get(0) ?? 0;
      ignored.textContent = left > 0 ? `${left} ignored (right click or I)` : "Right click or I: ignore a chip";
    },
  };
}

function classRow(id: number, group: string, actions: ClassActions, signal: AbortSignal): Row {
  const choose = element("input");
  Object.assign(choose, { type: "radio", name: group });
  const number = element("span", { className: "emlab-class-number" });
  const colour = element("input", { className: "emlab-class-colour" });
  colour.type = "color";
  const name = element("input", { className: "emlab-class-name" });
  Object.assign(name, { type: "text", maxLength: mostClassName });
  const count = element("output", { className: "emlab-value emlab-class-count" });
  const remove = button("×", "Remove the class", () => actions.remove(id), signal);
  const on = (input: HTMLElement, act: () => void) => input.addEventListener("change", act, { signal });
  on(choose, () => actions.choose(id));
  on(name, () => actions.change(id, { name: name.value }));
  on(colour, () => actions.change(id, { colour: colour.value }));
  const row = element("div", { className: "emlab-class" }, [
    element("label", { className: "emlab-label" }, [choose, number]),
    ...[colour, name, count, remove],
  ]);
  return {
    element: row,
    show(known, place, chips, isChosen) {
      choose.checked = isChosen;
      row.classList.toggle("emlab-chosen", isChosen);
      number.textContent = String(place + 1);
      colour.value = known.colour;
      if (document.activeElement !== name || name.value.trim() === "") name.value = known.name;
      count.textContent = adviceText(chips);
      choose.setAttribute("aria-label", `${known.name}, ${adviceText(chips)}`);
      name.setAttribute("aria-label", `Name of class ${place + 1}`);
      colour.setAttribute("aria-label", `Colour of ${known.name}`);
      remove.setAttribute("aria-label", `Remove ${known.name}`);
    },
  };
}

/** The number of chips of a class, with the advice that 2 to 10 are enough. */
export function adviceText(chips: number): string {
  const count = `${chips} ${chips === 1 ? "chip" : "chips"}`;
  if (chips < 2) return `${count}: pick 2 to 10`;
  return chips > 10 ? `${count}: 2 to 10 are enough` : count;
}

/** How many chips each class has, in words. */
export function countsText(annotation: Annotation): string {
  const counts = labelCounts(annotation);
  return annotation.classes.map(({ id, name }) => `${name} ${adviceText(counts.get(id) ?? 0)}`).join("; ");
}
