import { EmError } from "../src/core/error.js";

/** The engines, the default first: ours, and tslab's converter as the baseline to compare with. */
export const engineNames = ["emlab", "tslab"] as const;

/** An engine turns cells into scripts; it is chosen when the kernel starts. */
export type EngineName = (typeof engineNames)[number];

/**
 * The engine of that name.
 *
 * Errors: BadOption with the names there are.
 */
export function engineFrom(text: string): EngineName {
  const found = engineNames.find((name) => name === text);
  if (found) return found;
  throw new EmError("BadOption", `there is no engine "${text}"`, { fix: `Choose one of: ${engineNames.join(", ")}.` });
}
