import { seededRandom } from "../../core/random.js";
import { makeSpecimen } from "../specimens/specimens.js";
import { Twin } from "../twin.js";
import type { Episode, Outcome, Task } from "./episode.js";

const sizePx = 64;
const fovNm = 20;
/** The focus is at most so far off at the beginning, and an action changes it by at most as much. */
const reachNm = 80;
/** Nearer than this is in focus: the depth of focus at 25 mrad and 300 kV. */
const closeNm = 3;

/** Brings an image of gold particles into focus: the action changes the defocus, the observation is the image. */
export const autofocusTask: Task = {
  name: "autofocus",
  actionSpace: { shape: [1], low: [-reachNm], high: [reachNm], names: ["defocusChangeNm"] },
  observationSpace: { shape: [sizePx, sizePx], low: [0], high: [1], names: [] },
  mostSteps: 20,
  begin,
};

async function begin(seed: number): Promise<Episode> {
  const twin = new Twin({ specimen: makeSpecimen("au-nanoparticles", { seed }), seed, speed: "fast" });
  const offsetNm = reachNm * (2 * seededRandom(seed, "autofocus begins").uniform() - 1);
  await twin.beam.unblank();
  await twin.beam.set({ defocusNm: twin.beam.now.defocusNm - twin.focusNm() + offsetNm });
  return {
    first: await look(twin),
    async act([changeNm = 0]) {
      await twin.beam.set({ defocusNm: twin.beam.now.defocusNm + changeNm });
      return look(twin);
    },
  };
}

async function look(twin: Twin): Promise<Outcome> {
  const focusNm = twin.focusNm();
  const request = { widthPx: sizePx, heightPx: sizePx, fovNm, dwellUs: 8, scanRotationDeg: 0 };
  const [recording] = await twin.acquire({ kind: "image", detectors: ["haadf"], ...request });
  const obs = asShades(recording.data);
  const away = Math.abs(focusNm);
  return { obs, reward: -away / reachNm, terminated: away <= closeNm, info: { defocusNm: focusNm } };
}

/** The stored numbers from 0, the least, to 1, the largest. */
function asShades(stored: ArrayLike<number>): Float32Array {
  const values = Float32Array.from(stored);
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return values.map((value) => (value - least) / Math.max(1, most - least));
}
