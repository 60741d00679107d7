/** What an element is made with: properties, and attributes for screen readers. Texts are texts, never HTML. */
export interface ElementParts {
  readonly className?: string;
  readonly text?: string;
  readonly role?: string;
  readonly label?: string;
  readonly title?: string;
}

/** Makes an element of the page. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { className, text, role, label, title }: ElementParts = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== undefined) made.className = className;
  if (text !== undefined) made.textContent = text;
  if (role !== undefined) made.setAttribute("role", role);
  if (label !== undefined) made.setAttribute("aria-label", label);
  if (title !== undefined) made.title = title;
  made.append(...children);
  return made;
}

/** A button that does something; its name is read out, and the label shown as its hint. */
export function button(text: string, label: string, act: () => void, signal: AbortSignal): HTMLButtonElement {
  const made = element("button", { className: "emlab-button", text, label: spokenName(text, label), title: label });
  made.type = "button";
  made.addEventListener("click", act, { signal });
  return made;
}

/** Who tells a computer what to press says what stands on the button: words of it belong to its name. */
export function spokenName(text: string, label: string): string {
  const isSign = wordsOf(text) === "  ";
  return isSign || wordsOf(label).includes(wordsOf(text)) ? label : `${text}: ${label}`;
}

/** The words of a text, each between blanks: none is found within another. */
function wordsOf(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join(" ")} `;
}
