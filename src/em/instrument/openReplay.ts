import { EmError } from "../../core/error.js";
import { resolveOptions } from "../../core/options.js";
import { ReplayInstrument } from "../../instrument/replay/replayInstrument.js";
import { openRun } from "../../io/runFolder/openRun.js";
import { absolutePath } from "./absolutePath.js";
import type { Address } from "./address.js";
import type { OpenedInstrument } from "./scheme.js";

/**
 * Opens a finished run to be played back: "replay:runs/2026-11-28-mxene", with "?loop=true" without an end.
 *
 * Errors: BadFile when there is no run; BadOption without a folder and for an option that it does not have.
 */
export async function openReplay({ name, options }: Address): Promise<OpenedInstrument> {
  if (name === "") {
    throw new EmError("BadOption", "the address names no run to play back", {
      fix: 'Write the folder of the run: em.connect("replay:runs/…").',
    });
  }
  const { loop } = resolveOptions(
    `replay:${name}`,
    options as { readonly loop?: string },
    { loop: "false" },
    { loop: { kind: "choice", of: ["true", "false"] } },
  );
  const run = await openRun(absolutePath(name));
  return { instrument: new ReplayInstrument(run, { loop: loop === "true" }) };
}
