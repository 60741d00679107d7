import { seededRandom } from "../../core/random.js";
import type { Recording } from "../../instrument/recording.js";
import { electronsPerPixel } from "../detectors/detect.js";
import { makeSpecimen } from "../specimens/specimens.js";
import { Twin } from "../twin.js";
import type { Episode, Outcome, Task } from "./episode.js";

const sizePx = 64;
const fovNm = 20;
const dwellUs = 8;
/** Share of the beam that is white: columns in the middle of the largest particles in focus. @unitless */
const brightShare = 0.4;
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
  const request = { widthPx: sizePx, heightPx: sizePx, fovNm, dwellUs, scanRotationDeg: 0 };
  const [recording] = await twin.acquire({ kind: "image", detectors: ["haadf"], ...request });
  const obs = asShades(recording);
  const away = Math.abs(focusNm);
  return { obs, reward: -away / reachNm, terminated: away <= closeNm, info: { defocusNm: focusNm } };
}

/**
 * Share of the beam at each pixel, 1 for a share of brightShare and more: a scale that stays the same, for with one that follows the
 * brightest pixel a sharp image would be the darker one.
 */
function asShades({ data, calibration, conditions }: Recording): Float32Array {
  const { gainCountsPerElectron = 1, offsetCounts = 0 } = calibration;
  const white = brightShare * electronsPerPixel(conditions.beam.currentPicoAmp, dwellUs) * gainCountsPerElectron;
  return Float32Array.from(data, (stored) => Math.min(1, Math.max(0, (stored - offsetCounts) / white)));
}
