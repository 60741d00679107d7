import { makeSpecimen } from "../specimens/specimens.js";
import { Twin } from "../twin.js";
import type { Episode, Outcome, Task } from "./episode.js";

const sizePx = 64;
const reachMrad = 80;
/** An action tilts by at most so much. */
const farthestDeg = 5;
/** The zone axis is at most so far off at the beginning, in each direction. */
const misTiltDeg = 8;
/** Nearer than this the zone axis is found. */
const closeDeg = 0.2;

/** Tilts a crystal to its zone axis: the action changes the two tilts, the observation is the logarithm of the diffraction pattern. */
export const findZoneTask: Task = {
  name: "find-zone",
  actionSpace: {
    shape: [2],
    low: [-farthestDeg, -farthestDeg],
    high: [farthestDeg, farthestDeg],
    names: ["alphaChangeDeg", "betaChangeDeg"],
  },
  observationSpace: { shape: [sizePx, sizePx], low: [0], high: [1], names: [] },
  mostSteps: 30,
  begin,
};

async function begin(seed: number): Promise<Episode> {
  const twin = new Twin({ specimen: makeSpecimen("sto-lmo", { seed, misTiltDeg }), seed, speed: "fast" });
  await twin.beam.unblank();
  // A beam of small convergence: spots instead of overlapping disks.
  await twin.beam.set({ convergenceMrad: 1 });
  return {
    first: await look(twin),
    async act([alphaChangeDeg = 0, betaChangeDeg = 0]) {
      const { commanded } = await twin.stage.report();
      const within = (valueDeg: number) => Math.min(20, Math.max(-20, valueDeg));
      await twin.stage.move({
        alphaDeg: within(commanded.alphaDeg + alphaChangeDeg),
        betaDeg: within(commanded.betaDeg + betaChangeDeg),
      });
      return look(twin);
    },
  };
}

async function look(twin: Twin): Promise<Outcome> {
  const request = { kind: "diffraction", sizePx, reachMrad, exposureS: 0.1, fovNm: 2 } as const;
  const [recording] = await twin.acquire(request);
  const obs = logarithm(recording.data);
  const angleDeg = twin.truth().offZoneDeg;
  return { obs, reward: -angleDeg / misTiltDeg, terminated: angleDeg <= closeDeg, info: { offZoneDeg: angleDeg } };
}

/** log(1 + counts), the brightest pixel 1. */
function logarithm(counts: ArrayLike<number>): Float32Array {
  const logs = Float32Array.from(counts, (count) => Math.log1p(count));
  const most = logs.reduce((a, b) => Math.max(a, b), 1e-9);
  return logs.map((value) => value / most);
}
