import { makeSpecimen } from "../specimens/specimens.js";
import { Twin } from "../twin.js";
import type { Episode, Outcome, Task } from "./episode.js";

/** Width of the square to be covered, of a tile, and the cells in which coverage is counted a side. */
const regionUm = 4;
const tileUm = 1;
const cells = 16;
const farthestUm = 5;
/** The encoders may say more than the stage was told. */
const farthestReportUm = regionUm + 1;
/** What a tile costs: its dose. @unitless */
const tileCost = 0.01;
/** This share is enough. @unitless */
const enough = 0.95;

/**
 * Covers a square with tiles: the action moves the stage, the observation is what has been covered, as the encoders have it, and where they say that the
 * stage is. The reward counts what has really been covered, so backlash and drift cost.
 */
export const montageTask: Task = {
  name: "montage",
  actionSpace: {
    shape: [2],
    low: [-farthestUm, -farthestUm],
    high: [farthestUm, farthestUm],
    names: ["xChangeUm", "yChangeUm"],
  },
  observationSpace: { shape: [cells * cells + 2], low: [-farthestReportUm], high: [farthestReportUm], names: [] },
  mostSteps: 60,
  begin,
};

async function begin(seed: number): Promise<Episode> {
  const twin = new Twin({ specimen: makeSpecimen("moo3", { seed }), seed, speed: "fast" });
  const believed = new Uint8Array(cells * cells);
  const real = new Uint8Array(cells * cells);
  const look = async (): Promise<Outcome> => {
    const { reported } = await twin.stage.report();
    const before = shareOf(real);
    cover(believed, reported);
    cover(real, twin.truth().stage);
    const after = shareOf(real);
    const obs = Float32Array.of(...believed, reported.xUm, reported.yUm);
    return { obs, reward: after - before - tileCost, terminated: after >= enough, info: { coveredFraction: after } };
  };
  return {
    first: await look(),
    async act([xChangeUm = 0, yChangeUm = 0]) {
      const { commanded } = await twin.stage.report();
      const within = (valueUm: number) => Math.min(regionUm, Math.max(-regionUm, valueUm));
      await twin.stage.move({ xUm: within(commanded.xUm + xChangeUm), yUm: within(commanded.yUm + yChangeUm) });
      return look();
    },
  };
}

/** Marks the cells whose middle lies under a tile. */
function cover(covered: Uint8Array, at: { readonly xUm: number; readonly yUm: number }): void {
  for (let cell = 0; cell < covered.length; cell++) {
    const xUm = (((cell % cells) + 0.5) / cells - 0.5) * regionUm;
    const yUm = ((Math.floor(cell / cells) + 0.5) / cells - 0.5) * regionUm;
    // The specimen moves with the stage: what lies on the axis is at minus its position.
    if (Math.abs(xUm + at.xUm) <= tileUm / 2 && Math.abs(yUm + at.yUm) <= tileUm / 2) covered[cell] = 1;
  }
}

function shareOf(covered: Uint8Array): number {
  return covered.reduce((sum, value) => sum + value, 0) / covered.length;
}
