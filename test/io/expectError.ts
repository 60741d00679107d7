import * as assert from "uvu/assert";
import { EmError, type EmErrorTag } from "../../src/core/error.js";

/** Waits for a promise to be refused with an EmError of a tag, and gives it back. */
export async function expectError(tag: EmErrorTag, promise: Promise<unknown>, pattern = /./): Promise<EmError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, EmError);
  const found = error as EmError;
  assert.is(found.tag, tag, found.message);
  assert.match(`${found.message} ${found.fix}`, pattern);
  assert.ok(found.fix.length > 5, "an error says what to do");
  return found;
}
