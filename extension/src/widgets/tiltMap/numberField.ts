import { element } from "../element.js";

/** A number as people write it: with a comma or a point; undefined for anything else. */
export function decimalOf(text: string): number | undefined {
  const plain = text
    .trim()
    .replace("−", "-")
    .replace(",", ".")
    .replace(/\s*(°|deg|nm)$/, "");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** A field for a number with its unit. */
export interface NumberField {
  readonly element: HTMLLabelElement;
  readonly input: HTMLInputElement;
  /** What is written there; undefined, and marked as wrong, when it is no number within the limits. */
  value(): number | undefined;
  set(value: number): void;
}

/** Makes a field: a comma is as good as a point; the hint says more of what is meant. */
export function numberField(
  name: string,
  first: number,
  {
    unit = "°",
    least = -180,
    most = 180,
    hint = "",
  }: { readonly unit?: string; readonly least?: number; readonly most?: number; readonly hint?: string } = {},
): NumberField {
  const input = element("input", { className: "emlab-number", label: unit ? `${name} in ${unit}` : name });
  input.type = "text";
  input.inputMode = "decimal";
  input.value = String(first);
  input.title = `${name}, from ${least} to ${most} ${unit}${hint && `: ${hint}`}`;
  return {
    element: element("label", { className: "emlab-label" }, [
      element("span", { text: name }),
      input,
      element("span", { text: unit }),
    ]),
    input,
    value() {
      const value = decimalOf(input.value);
      const isGood = value !== undefined && value >= least && value <= most;
      input.setAttribute("aria-invalid", String(!isGood));
      return isGood ? value : undefined;
    },
    set(value) {
      input.value = String(value);
      input.removeAttribute("aria-invalid");
    },
  };
}
