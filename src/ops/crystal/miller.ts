import { GeometryError } from "../../core/geometryError.js";
import type { Vec3 } from "../../core/vector3.js";
import { directionOfFour, type FourIndices, planeOfFour } from "./fourIndices.js";

/** Indices of a direction or a plane, or of all that are equivalent to it. */
export interface Miller {
  readonly kind: "direction" | "plane";
  /** Three indices; four are read and turned into three. @unitless */
  readonly indices: Vec3;
  /** True for <uvw> and {hkl}. */
  readonly isFamily: boolean;
}

const brackets: Readonly<Record<string, { close: string; kind: Miller["kind"]; isFamily: boolean }>> = {
  "[": { close: "]", kind: "direction", isFamily: false },
  "<": { close: ">", kind: "direction", isFamily: true },
  "⟨": { close: "⟩", kind: "direction", isFamily: true },
  "(": { close: ")", kind: "plane", isFamily: false },
  "{": { close: "}", kind: "plane", isFamily: true },
};

/**
 * Reads indices as people write them: "[1-10]", "<11-20>", "(111)", "{1 0 12}"; a bar may be a minus before or an overline after a digit.
 *
 * Digits that stand together are one index each; with spaces or commas, indices may have more digits. Four indices must add up to 0 in
 * the first three. Errors: E_INDEX; E_ZERO_VECTOR.
 *
 * @example
 * parseMiller("[1-10]").indices; // [1, -1, 0]
 */
export function parseMiller(text: string): Miller {
  const trimmed = String(text).trim();
  const bracket = brackets[trimmed[0] ?? ""];
  if (!bracket || !trimmed.endsWith(bracket.close)) throw unreadable(text);
  const numbers = readIndices(trimmed.slice(1, -1));
  if (!numbers || (numbers.length !== 3 && numbers.length !== 4)) throw unreadable(text);
  if (numbers.every((n) => n === 0))
    throw new GeometryError("E_ZERO_VECTOR", `${trimmed} is zero`, "Give indices that are not all 0.");
  return { kind: bracket.kind, isFamily: bracket.isFamily, indices: threeOf(bracket.kind, numbers) };
}

function unreadable(text: unknown): GeometryError {
  return new GeometryError(
    "E_INDEX",
    `${JSON.stringify(text)} are no indices`,
    'Write a direction as "[1-10]", a plane as "(111)", a family as "<110>" or "{111}"; "[1 0 -12]" where an index has two digits.',
  );
}

function readIndices(inner: string): number[] | undefined {
  // An overline follows its digit; the minus goes before it.
  const plain = inner
    .replace(/(\d)[\u0304\u0305]/g, "-$1")
    .replace(/[−–]/g, "-")
    .trim();
  const parts = /[\s,;]/.test(plain) ? plain.split(/[\s,;]+/) : plain.match(/-?\d/g);
  if (!parts || (!/[\s,;]/.test(plain) && parts.join("") !== plain)) return undefined;
  return parts.every((part) => /^[+-]?\d{1,4}$/.test(part)) ? parts.map((part) => Number(part) + 0) : undefined;
}

function threeOf(kind: Miller["kind"], numbers: readonly number[]): Vec3 {
  if (numbers.length === 3) return numbers as unknown as Vec3;
  const four = numbers as unknown as FourIndices;
  return kind === "plane" ? planeOfFour(four) : directionOfFour(four);
}

/**
 * Indices as text: "[1-10]", or "[10 0 -1]" where one has two digits.
 *
 * @example
 * millerText({ kind: "direction", indices: [1, -1, 0] }); // "[1-10]"
 */
export function millerText({
  kind,
  indices,
  isFamily = false,
}: Omit<Miller, "indices" | "isFamily"> & {
  readonly indices: readonly number[];
  readonly isFamily?: boolean;
}): string {
  const [open, close] = kind === "plane" ? (isFamily ? "{}" : "()") : isFamily ? "<>" : "[]";
  const apart = indices.some((n) => Math.abs(n) > 9 || !Number.isInteger(n)) ? " " : "";
  return `${open}${indices.map((n) => String(n + 0)).join(apart)}${close}`;
}
