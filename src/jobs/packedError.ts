import { EmError, type EmErrorTag } from "../core/error.js";

/** An error as plain data: structured clone would drop the tag and the fix. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly tag?: EmErrorTag;
  readonly fix?: string;
  readonly cause?: PackedError;
}

/** Causes are followed this far; an error that is its own cause would have no end. */
const DEPTH = 8;

/** Turns whatever was thrown into plain data. */
export function packError(thrown: unknown, depth = DEPTH): PackedError {
  if (!(thrown instanceof Error)) return { name: "Error", message: `a job threw ${String(thrown)}` };
  const { name, message, stack, cause } = thrown;
  const packed = {
    name,
    message,
    stack,
    cause: cause === undefined || depth === 0 ? undefined : packError(cause, depth - 1),
  };
  return thrown instanceof EmError ? { ...packed, tag: thrown.tag, fix: thrown.fix } : packed;
}

/** The error again: an EmError when it was one, else an Error of the same name, with the stack of where it was thrown. */
export function unpackError({ name, message, stack, tag, fix, cause }: PackedError): Error {
  const options = cause ? { cause: unpackError(cause) } : {};
  const error =
    tag === undefined
      ? Object.assign(new Error(message, options), { name })
      : new EmError(tag, message, { fix: fix ?? "", ...options });
  if (stack) error.stack = stack;
  return error;
}
