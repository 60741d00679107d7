import type { Guard } from "../../instrument/guard.js";
import { onForcedStop, sessionSignal } from "../session.js";

/** The guards of all instruments that are open, also of one that is just being let go of. */
const open = new Set<Guard>();
/** Takes the safety hook back. */
let forgetHook: (() => void) | undefined;
/** The cells, by their signal, whose interrupt reaches a guard already. */
const watched = new WeakMap<AbortSignal, Set<Guard>>();

/** From now on a cell that is stopped by force, without its `finally`, and the end of the kernel make this instrument safe. */
export function watchOver(guard: Guard): void {
  open.add(guard);
  forgetHook ??= onForcedStop(async () => {
    await Promise.all([...open].map((each) => each.safe()));
  });
}

/** The instrument has been let go of. */
export function watchNoMore(guard: Guard): void {
  open.delete(guard);
  if (open.size > 0) return;
  forgetHook?.();
  forgetHook = undefined;
}

/**
 * An interrupt of the running cell stops the stage and blanks the beam, whatever the cell waits for just then: a beam that was left open
 * must not go on exposing when somebody has said stop.
 */
export function makeSafeAtInterrupt(guard: Guard): void {
  const signal = sessionSignal();
  if (!signal || signal.aborted) return;
  const guards = watched.get(signal) ?? new Set();
  watched.set(signal, guards);
  if (guards.has(guard)) return;
  guards.add(guard);
  const makeSafe = () => {
    if (open.has(guard)) void guard.safe();
  };
  signal.addEventListener("abort", makeSafe, { once: true });
}
