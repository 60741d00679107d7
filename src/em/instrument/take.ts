import { EmError } from "../../core/error.js";
import type { Progress } from "../../core/progress.js";
import type { AcquireRequest } from "../../instrument/acquireRequest.js";
import type { Hold } from "../../instrument/guard.js";
import { withSessionProgress } from "../session.js";
import { type Connected, connected } from "./connection.js";
import type { Taken } from "./takenImage.js";

/** What ends a take, and what is told of it. */
interface TakeContext {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((state: Progress) => void) | undefined;
  /** That of the run of which it is a step. */
  readonly hold?: Hold | undefined;
}

/**
 * The way of all data: through the guard, then into the journal; only then is it given to the user.
 *
 * Errors: Aborted when the signal fires; what was taken by then is in the journal.
 */
export async function take(operation: string, request: AcquireRequest, context: TakeContext): Promise<Taken[]> {
  const connection = await connected();
  return withSessionProgress(operation, context.onProgress, (onProgress) =>
    takeOn(connection, operation, request, { signal: context.signal, onProgress }),
  );
}

/** The same on a connection that is there, without a bar. */
export function takeOn(
  connection: Connected,
  operation: string,
  request: AcquireRequest,
  context: TakeContext,
): Promise<Taken[]> {
  return connection.takes.run(context.signal, (signal) =>
    takeAndRecord(connection, operation, request, { ...context, signal }),
  );
}

async function takeAndRecord(
  connection: Connected,
  operation: string,
  request: AcquireRequest,
  { signal, onProgress, hold }: TakeContext & { readonly signal: AbortSignal },
): Promise<Taken[]> {
  const { guard, journal, address } = connection;
  const recordings = await guard.acquire(request, { signal, onProgress, operation, hold });
  // Where the disk is full the specimen has had its dose all the same: what it gave stays at hand.
  const unstored = recordings.at(-1);
  if (unstored) connection.remember({ recording: unstored, by: { operation, instrument: address } });
  const entries = await journal.record(recordings);
  const taken = recordings.map((recording, i) => ({
    recording,
    by: { operation, instrument: address, sha256: entries[i]?.sha256 },
  }));
  const last = taken.at(-1);
  if (last) connection.remember(last);
  if (signal.aborted) throw interrupted(operation, taken.length > 0, connection.folder(), signal);
  return taken;
}

function interrupted(operation: string, isKept: boolean, folder: string | undefined, signal: AbortSignal): EmError {
  const place = folder === undefined ? "em.journal.last()" : `em.journal.last(), and in ${folder}`;
  return new EmError("Aborted", `${operation} was interrupted`, {
    fix: isKept ? `What was taken until then is in ${place}.` : "Nothing had been taken yet.",
    cause: signal.reason,
  });
}
