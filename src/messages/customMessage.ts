import { isRecord, numberFrom, type Reader, textUpTo } from "./reader.js";

/**
 * What travels as the content of a custom message, in both directions. A request has an id that its answer repeats, and `progress` tells how
 * far it is before that: 0 of 1 says that it has begun; `abort` says that nobody waits for the answer any more. Binary parts lie beside the message.
 */
export type CustomMessage =
  | { readonly kind: "request"; readonly id: string; readonly name: string; readonly body: unknown }
  | {
      readonly kind: "progress";
      readonly id: string;
      /** Steps done so far. @unitless */
      readonly done: number;
      /** Steps in all. @unitless */
      readonly total: number;
    }
  | { readonly kind: "answer"; readonly id: string; readonly body: unknown }
  | { readonly kind: "failure"; readonly id: string; readonly reason: string }
  | { readonly kind: "abort"; readonly id: string }
  | { readonly kind: "event"; readonly name: string; readonly body: unknown };

const word = textUpTo(100);
const reason = textUpTo(10_000);
const steps = numberFrom(0, Number.MAX_SAFE_INTEGER);

/** Reads a custom message of the other side; undefined for one that is none of ours. */
export const readCustomMessage: Reader<CustomMessage> = (value) => {
  if (!isRecord(value)) return undefined;
  const { kind, body = null } = value;
  const id = word(value["id"]);
  const name = word(value["name"]);
  if (kind === "event") return name === undefined ? undefined : { kind, name, body };
  if (id === undefined) return undefined;
  switch (kind) {
    case "request":
      return name === undefined ? undefined : { kind, id, name, body };
    case "progress":
      return readProgress(id, steps(value["done"]), steps(value["total"]));
    case "answer":
      return { kind, id, body };
    case "failure":
      return { kind, id, reason: reason(value["reason"]) ?? "no reason was given" };
    case "abort":
      return { kind, id };
    default:
      return undefined;
  }
};

function readProgress(id: string, done: number | undefined, total: number | undefined): CustomMessage | undefined {
  return done !== undefined && total !== undefined && done <= total ? { kind: "progress", id, done, total } : undefined;
}
