import { Journal } from "../../src/experiment/journal.js";
import { MemoryStore } from "../../src/experiment/memoryStore.js";
import { ReplayInstrument } from "../../src/instrument/replay/replayInstrument.js";
import { makeSpecimen } from "../../src/twin/specimens/specimens.js";
import { Twin } from "../../src/twin/twin.js";
import { describeInstrument } from "./instrumentConformance.js";

/** A short run of everything that a twin takes, at two places. */
async function recordedRun() {
  const twin = new Twin({ specimen: makeSpecimen("mxene", { seed: 5 }), seed: 5 });
  const store = new MemoryStore({ instrument: twin.name });
  const journal = new Journal(store);
  await twin.beam.unblank();
  const scan = { widthPx: 32, heightPx: 24, fovNm: 8, dwellUs: 2, scanRotationDeg: 0 };
  for (const xUm of [0, 1]) {
    await twin.stage.move({ xUm });
    for (let frame = 0; frame < 3; frame += 1) {
      await journal.record(await twin.acquire({ kind: "image", detectors: ["haadf", "adf", "bf"], ...scan }));
    }
    await journal.record(await twin.acquire({ kind: "eds", ...scan, widthPx: 2, heightPx: 2, sweeps: 1 }));
    await journal.record(
      await twin.acquire({ kind: "eels", ...scan, widthPx: 1, heightPx: 1, firstEv: 400, channelEv: 0.25 }),
    );
    await journal.record(
      await twin.acquire({ kind: "diffraction", sizePx: 32, reachMrad: 30, exposureS: 0.1, fovNm: 2 }),
    );
  }
  return store.asRun();
}

const run = await recordedRun();

describeInstrument("a replay of a run of the twin", async () => ({
  instrument: new ReplayInstrument(run, { loop: true }),
  isLive: false,
  near: { xUm: 1 },
  far: { xUm: 1 },
}));
