import { EmError } from "../../core/error.js";

/** JSON has no NaN and no infinities and would store them as null: they are written as { "notFinite": "NaN" } and come back. */
const notFinite: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/**
 * One line of JSON from which every number comes back as it was. Fields that are undefined are left out.
 *
 * Errors: BadOption for what JSON cannot hold: a bigint, or an object that contains itself.
 */
export function toExactJson(value: unknown, what: string): string {
  try {
    return JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "number" && !Number.isFinite(part) ? { notFinite: String(part) } : part,
    );
  } catch (cause) {
    throw new EmError("BadOption", `${what} cannot be stored: ${(cause as Error).message}`, {
      fix: "Give plain objects of texts, numbers and truth values.",
      cause,
    });
  }
}

/** Reads what toExactJson wrote; undefined when the text is no JSON. */
export function fromExactJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, part: unknown) => {
      const name = (part as { notFinite?: unknown } | null)?.notFinite;
      return typeof name === "string" && name in notFinite ? notFinite[name] : part;
    });
  } catch {
    return undefined;
  }
}
