import { seededRandom } from "../../core/random.js";
import { brightFieldDisk, brightFieldDiskParameters } from "../diffraction/brightFieldDisk.js";
import { valuesOf } from "../parameter.js";
import type { Episode, Outcome, Task } from "./episode.js";

/** The disk begins at most so far off its place, and an action moves the deflectors by at most as much. */
const farthestCounts = 1000;
/** Nearer than this the disk is centred. */
const closePx = 0.5;
const values = valuesOf(brightFieldDiskParameters);

/** Centres the bright-field disk with the deflectors (PLA); after Xu, Kumar and LeBeau, arXiv 2208.02865. */
export const brightFieldDiskTask: Task = {
  name: "bf-disk",
  actionSpace: {
    shape: [2],
    low: [-farthestCounts, -farthestCounts],
    high: [farthestCounts, farthestCounts],
    names: ["deflectorXCounts", "deflectorYCounts"],
  },
  observationSpace: { shape: [values.sizePx, values.sizePx], low: [0], high: [1], names: [] },
  mostSteps: 20,
  begin,
};

async function begin(seed: number): Promise<Episode> {
  const random = seededRandom(seed, "bright-field disk");
  let x = farthestCounts * (2 * random.uniform() - 1);
  let y = farthestCounts * (2 * random.uniform() - 1);
  const look = (): Outcome => {
    const { data } = brightFieldDisk({ deflectorXCounts: x, deflectorYCounts: y, random, values });
    const offPx = values.pixelsPerDac * Math.hypot(x, y);
    const most = 2 * values.electronsPerPx;
    const obs = data.map((electrons) => Math.min(1, electrons / most));
    return { obs, reward: -offPx / values.radiusPx, terminated: offPx <= closePx, info: { offPx } };
  };
  return {
    first: look(),
    async act([dx = 0, dy = 0]) {
      x += dx;
      y += dy;
      return look();
    },
  };
}
