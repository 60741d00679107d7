import { callNow } from "./callNow.js";
import { described, type GuardedInstrument } from "./guardedInstrument.js";

/** The longest that making safe may take: a kernel's interrupt waits for it. */
const mostMs = 2000;

/** What making safe has reached. */
export interface MadeSafe {
  readonly isStopped: boolean;
  readonly isBlanked: boolean;
  /** What did not work, in sentences. */
  readonly problems: readonly string[];
}

/** Stops the stage and blanks the beam side by side, each whatever becomes of the other, and ends what is under way. It never throws. */
export async function makeSafe(guarded: GuardedInstrument): Promise<MadeSafe> {
  const { instrument, audit } = guarded;
  // Both are on their way before anything else happens.
  const stopping = callNow(() => instrument.stage.stop());
  const blanking = callNow(() => guarded.blank());
  guarded.endAll(new Error("safe() was called"));
  const asked = audit.write({ outcome: "asked", operation: "safe" });
  const [stop, blank] = await Promise.all([
    problemOf("the stage could not be stopped", stopping),
    problemOf("the beam could not be blanked", blanking),
  ]);
  const problems = [stop, blank].filter((problem) => problem !== undefined);
  const made: MadeSafe = { isStopped: !stop, isBlanked: !blank, problems };
  audit.write({ outcome: problems.length > 0 ? "failed" : "done", operation: "safe", asked, details: made });
  return made;
}

/** Why something did not work, or that it took too long; undefined when it worked. */
async function problemOf(what: string, attempt: Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`${what}: no answer in ${mostMs / 1000} s`), mostMs);
  });
  const worked = attempt.then(
    () => undefined,
    (error: unknown) => `${what}: ${described(error).message}`,
  );
  try {
    return await Promise.race([worked, late]);
  } finally {
    clearTimeout(timer);
  }
}
