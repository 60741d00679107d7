import type { Journal } from "../../src/experiment/journal.js";
import type { AcquireRequest, ImageDetector } from "../../src/instrument/acquireRequest.js";
import type { StageTarget } from "../../src/instrument/stagePosition.js";
import { stageOrigin } from "../../src/instrument/stagePosition.js";
import { makeSpecimen } from "../../src/twin/specimens/specimens.js";
import { Twin } from "../../src/twin/twin.js";
import { edsMap, eelsMap, imageRequest, pattern } from "./conformanceOfAcquire.js";
import { farTarget, nearTarget } from "./conformanceOfStage.js";

/** What a run is to have. */
export interface RunContents {
  readonly detectors: readonly ImageDetector[];
  /** Energy-loss spectra, and places of the piezo. */
  readonly hasAll: boolean;
}

/** A run of a twin that was everywhere where the suite goes, and took there what the suite asks for. */
export async function recordRun(journal: Journal, { detectors, hasAll }: RunContents): Promise<void> {
  const twin = new Twin({ specimen: makeSpecimen("mxene", { seed: 5 }), seed: 5 });
  const under = { instrument: twin, disconnect: () => undefined };
  const image = { ...imageRequest(under), detectors };
  const record = async (request: AcquireRequest) => journal.record(await twin.acquire(request));
  const frame = detectors.length > 0 ? image : pattern;
  await twin.beam.unblank();
  for (let count = 0; count < 4; count++) await record(frame);
  if (detectors.length > 0)
    for (const change of [{ dwellUs: 50 }, { heightPx: 256 }]) await record({ ...image, ...change });
  if (hasAll || detectors.length === 0)
    for (const request of [edsMap, { ...edsMap, widthPx: 1, heightPx: 1 }]) await record(request);
  if (hasAll) for (const request of [eelsMap, { ...eelsMap, widthPx: 1, heightPx: 1 }, pattern]) await record(request);
  const { defocusNm } = await twin.beam.state();
  await twin.beam.set({ defocusNm: defocusNm + 10 });
  await record(frame);
  await twin.beam.set({ defocusNm });
  for (const xUm of hasAll ? [0.5, 2] : []) {
    await twin.stage.move({ xUm }, { drive: "piezo" });
    await record(frame);
  }
  const near = nearTarget(under);
  const places: StageTarget[] = [{ xUm: 1 }, { xUm: 2 }, { xUm: 2, yUm: 1 }, { xUm: 5 }, near, { ...near, xUm: 0 }];
  for (const place of [...places, farTarget(under)]) {
    await twin.stage.move({ ...stageOrigin, ...place });
    await record(frame);
  }
  if (detectors.length > 0) await recordInterrupted(twin, journal, { ...image, heightPx: 256 });
}

async function recordInterrupted(twin: Twin, journal: Journal, request: AcquireRequest): Promise<void> {
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  await journal.record(await twin.acquire(request, { signal: controller.signal, onProgress }));
}
