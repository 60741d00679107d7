import { CopyOfValue } from "./copyOfValue.js";
import { SmallValue } from "./smallValue.js";

/** Items and keys that are shown of a value with all that is in it: about 30 kB of text at most. */
const wholeShare = 2000;

/**
 * A value that Node's inspect writes in bounded time and length: the value itself where it is small, otherwise a copy of
 * its beginning that says how much is left out. What is in it shares the room, so that one huge part does not push the others out.
 *
 * Also plain: objects without prototype and the namespaces of modules.
 */
export function boundedView(value: unknown, share = wholeShare): unknown {
  if (value === null || typeof value !== "object") return value;
  try {
    const small = new SmallValue();
    return small.fits(value, share, 0) ? value : new CopyOfValue(small).copy(value, share, 0);
  } catch {
    // A getter or trap of the value fails: Node's inspect does without them.
    return value;
  }
}
