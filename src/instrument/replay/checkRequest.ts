import { EmError } from "../../core/error.js";
import type { AcquireRequest } from "../acquireRequest.js";

/** Numbers of a request that may be zero or below. */
const signed: readonly string[] = ["scanRotationDeg", "firstEv"];

/** Errors: BadOption for a number that is none, or that no scan has. What the run does not have is not looked at here. */
export function checkRequest(request: AcquireRequest): void {
  for (const [name, value] of Object.entries(request))
    if (typeof value === "number" && !(Number.isFinite(value) && (value > 0 || signed.includes(name))))
      throw new EmError("BadOption", `${name} of the request is ${value}`, {
        fix: signed.includes(name) ? "Give a finite number." : "Give a finite number above 0.",
      });
}
