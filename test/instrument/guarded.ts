import type { ImageRequest } from "../../src/instrument/acquireRequest.js";
import { Guard, type GuardOptions } from "../../src/instrument/guard.js";
import { MemoryInstrument, type MemoryOptions } from "../conformance/memoryInstrument.js";

/** A frame of 32 x 32 px over 10 nm at 10 µs: 20 pA for 10.24 ms are 1.278e6 electrons on 1e4 Å², 127.8 e/Å². */
export const frame: ImageRequest = {
  kind: "image",
  detectors: ["haadf"],
  widthPx: 32,
  heightPx: 32,
  fovNm: 10,
  dwellUs: 10,
  scanRotationDeg: 0,
};

/** Electrons of one such frame at 20 pA. */
export const frameElectrons = (20e-12 * 32 * 32 * 10e-6) / 1.602176634e-19;

/** A guard before a memory instrument, with the instrument at hand for what only tests may do. */
export function guarded(options: Partial<GuardOptions> = {}, memory: MemoryOptions = {}) {
  const instrument = new MemoryInstrument(memory);
  const guard = new Guard(instrument, { owner: "ana", ...options });
  return { guard, instrument };
}

/** The changes that reached the instrument, without the lease. */
export function changesOf({ calls }: MemoryInstrument): string[] {
  return calls.filter((call) => !/^(lease|renew)/.test(call));
}

/** What the audit says, one "outcome operation" a line. */
export function auditOf(guard: Guard): string[] {
  return guard.audit.lines().map((line) => {
    const { outcome, operation } = JSON.parse(line) as { outcome: string; operation: string };
    return `${outcome} ${operation}`;
  });
}

/** Lets others run, a few turns of the event loop. */
export async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
