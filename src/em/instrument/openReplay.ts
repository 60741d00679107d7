import { ReplayInstrument } from "../../instrument/replay/replayInstrument.js";
import { openRun } from "../../io/runFolder/openRun.js";
import type { Address } from "./address.js";
import type { OpenedInstrument } from "./scheme.js";

/** Opens a finished run to be played back: "replay:runs/2026-11-28-mxene", with "?loop=true" without an end. Errors: BadFile. */
export async function openReplay({ name, options }: Address): Promise<OpenedInstrument> {
  const run = await openRun(name);
  return { instrument: new ReplayInstrument(run, { loop: options["loop"] === "true" }) };
}
