import { EmError, type EmErrorTag } from "../../../src/core/error.js";

/** Whether what was thrown is an EmError of a tag that says what to do: for assert.throws. */
export function withTag(tag: EmErrorTag): (error: unknown) => boolean {
  return (error) => error instanceof EmError && error.tag === tag && error.message.length > 5 && error.fix.length > 5;
}
