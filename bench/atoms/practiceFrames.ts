import { type Random, seededRandom } from "../../src/core/random.js";
import { haadfFrame } from "../../src/twin/detectors/haadfFrame.js";
import { type Column, placeCrystal } from "../../src/twin/specimens/columnSpecimen.js";
import { type ProjectedCrystal, projectedCrystals } from "../../src/twin/specimens/projectedCrystal.js";
import type { TruthSite } from "./truthFrame.js";

/** What makes one practice frame: the project's own stand-ins for the benchmark's kind of data, with other materials and doses. */
interface Recipe {
  readonly name: string;
  readonly crystal: ProjectedCrystal;
  readonly pixelNm: number;
  /** Expected electrons in the brightest pixel of a weight-1 column, background apart. */
  readonly peakCounts: number;
  readonly sigmaNm: number;
  readonly background: number;
  readonly contamination?: number;
  readonly jitterPx?: number;
  readonly driftNm?: readonly [number, number];
  readonly strain?: readonly [number, number, number];
  readonly sizePx?: number;
  readonly vacancyFraction?: number;
  readonly partialFraction?: number;
  readonly dopantFraction?: number;
  readonly holeNm?: number;
  readonly bicrystal?: boolean;
  readonly duplicatedLines?: number;
  readonly gain?: number;
}

const c = projectedCrystals;

export const practiceRecipes: readonly Recipe[] = [
  {
    name: "bn-clean",
    crystal: c.boronNitride,
    pixelNm: 0.011,
    peakCounts: 2.5,
    sigmaNm: 0.04,
    background: 0.2,
    vacancyFraction: 0.01,
  },
  {
    name: "bn-starved",
    crystal: c.boronNitride,
    pixelNm: 0.012,
    peakCounts: 0.3,
    sigmaNm: 0.042,
    background: 0.3,
    contamination: 0.6,
    jitterPx: 0.3,
    vacancyFraction: 0.01,
    holeNm: 0.6,
  },
  {
    name: "graphene-mid",
    crystal: c.graphene,
    pixelNm: 0.009,
    peakCounts: 0.5,
    sigmaNm: 0.038,
    background: 0.25,
    vacancyFraction: 0.01,
    dopantFraction: 0.004,
    jitterPx: 0.2,
  },
  {
    name: "graphene-lowmag",
    crystal: c.graphene,
    pixelNm: 0.02,
    peakCounts: 2,
    sigmaNm: 0.042,
    background: 0.3,
    vacancyFraction: 0.01,
    contamination: 0.5,
  },
  {
    name: "wse2-mid",
    crystal: c.wse2,
    pixelNm: 0.013,
    peakCounts: 4,
    sigmaNm: 0.042,
    background: 0.12,
    vacancyFraction: 0.02,
    driftNm: [0.1, 0.05],
    jitterPx: 0.3,
  },
  {
    name: "wse2-starved",
    crystal: c.wse2,
    pixelNm: 0.016,
    peakCounts: 0.4,
    sigmaNm: 0.045,
    background: 0.15,
    vacancyFraction: 0.03,
    driftNm: [-0.1, 0.05],
    jitterPx: 0.3,
  },
  {
    name: "mos2-lowdose",
    crystal: c.mos2,
    pixelNm: 0.014,
    peakCounts: 1,
    sigmaNm: 0.043,
    background: 0.15,
    vacancyFraction: 0.03,
    dopantFraction: 0.01,
  },
  {
    name: "mos2-strain",
    crystal: c.mos2,
    pixelNm: 0.012,
    peakCounts: 3,
    sigmaNm: 0.042,
    background: 0.15,
    vacancyFraction: 0.02,
    strain: [0.03, -0.02, 0.01],
  },
  {
    name: "ti3c2-mid",
    crystal: c.ti3c2,
    pixelNm: 0.013,
    peakCounts: 4,
    sigmaNm: 0.042,
    background: 0.25,
    contamination: 0.5,
    vacancyFraction: 0.03,
    jitterPx: 0.2,
  },
  {
    name: "ti3c2-lowmag",
    crystal: c.ti3c2,
    pixelNm: 0.021,
    peakCounts: 3,
    sigmaNm: 0.045,
    background: 0.2,
    contamination: 0.4,
    vacancyFraction: 0.04,
    jitterPx: 0.3,
    holeNm: 1,
  },
  {
    name: "ti3c2-blurred",
    crystal: c.ti3c2,
    pixelNm: 0.015,
    peakCounts: 8,
    sigmaNm: 0.06,
    background: 0.5,
    contamination: 0.5,
    vacancyFraction: 0.03,
    jitterPx: 0.3,
  },
  {
    name: "srtio3-lowmag",
    crystal: c.srtio3,
    pixelNm: 0.027,
    peakCounts: 1.5,
    sigmaNm: 0.05,
    background: 0.25,
    partialFraction: 0.03,
    driftNm: [0.2, 0.1],
  },
  {
    name: "srtio3-himag",
    crystal: c.srtio3,
    pixelNm: 0.01,
    peakCounts: 30,
    sigmaNm: 0.048,
    background: 0.2,
    partialFraction: 0.03,
    jitterPx: 0.4,
  },
  {
    name: "laalo3",
    crystal: c.laalo3,
    pixelNm: 0.015,
    peakCounts: 3,
    sigmaNm: 0.05,
    background: 0.25,
    partialFraction: 0.03,
    jitterPx: 0.2,
  },
  {
    name: "gold-100",
    crystal: c.gold100,
    pixelNm: 0.018,
    peakCounts: 2,
    sigmaNm: 0.05,
    background: 0.3,
    vacancyFraction: 0.01,
  },
  {
    name: "silicon-110",
    crystal: c.silicon110,
    pixelNm: 0.011,
    peakCounts: 4,
    sigmaNm: 0.035,
    background: 0.2,
    partialFraction: 0.02,
  },
  {
    name: "gaas-110-starved",
    crystal: c.galliumArsenide110,
    pixelNm: 0.014,
    peakCounts: 0.8,
    sigmaNm: 0.038,
    background: 0.2,
    partialFraction: 0.02,
  },
  {
    name: "ceria-110",
    crystal: c.ceria110,
    pixelNm: 0.02,
    peakCounts: 1,
    sigmaNm: 0.05,
    background: 0.3,
    jitterPx: 0.2,
  },
  {
    name: "mos2-bicrystal",
    crystal: c.mos2,
    pixelNm: 0.013,
    peakCounts: 4,
    sigmaNm: 0.042,
    background: 0.15,
    vacancyFraction: 0.01,
    bicrystal: true,
  },
  {
    name: "srtio3-bicrystal",
    crystal: c.srtio3,
    pixelNm: 0.018,
    peakCounts: 3,
    sigmaNm: 0.05,
    background: 0.25,
    bicrystal: true,
  },
  {
    name: "ti3c2-gain",
    crystal: c.ti3c2,
    pixelNm: 0.014,
    peakCounts: 5,
    sigmaNm: 0.042,
    background: 0.3,
    vacancyFraction: 0.03,
    gain: 8,
    jitterPx: 0.2,
  },
  {
    name: "mos2-doubled-lines",
    crystal: c.mos2,
    pixelNm: 0.012,
    peakCounts: 2,
    sigmaNm: 0.042,
    background: 0.15,
    vacancyFraction: 0.02,
    duplicatedLines: 6,
    jitterPx: 0.3,
  },
];

/** Makes a practice frame and its truth in the benchmark's format; the same seed gives the same bytes. */
export function practiceFrame(recipe: Recipe, seed: number) {
  const sizePx = recipe.sizePx ?? 384;
  const random = seededRandom(seed, recipe.name);
  const sideNm = sizePx * recipe.pixelNm;
  const columns = defects(grains(recipe, sideNm, random), recipe, sideNm, random);
  const { counts, expected } = haadfFrame(
    columns,
    {
      widthPx: sizePx,
      heightPx: sizePx,
      pixelNm: recipe.pixelNm,
      probe: { sigmaNm: recipe.sigmaNm, tailFraction: 0.12, tailRatio: 2.2 },
      peakElectrons: recipe.peakCounts,
      background: recipe.background,
      contamination: recipe.contamination ?? 0,
      rowShiftSigmaPx: recipe.jitterPx ?? 0,
    },
    random,
  );
  duplicateLines(counts, sizePx, recipe.duplicatedLines ?? 0, random);
  if (recipe.gain) {
    for (let i = 0; i < counts.length; i++)
      counts[i] = Math.round(recipe.gain * counts[i]! + 200 + 3 * random.normal());
  }
  const sites: TruthSite[] = columns.map((column) => ({
    x_px: column.xNm / recipe.pixelNm,
    y_px: column.yNm / recipe.pixelNm,
    weight: column.weight,
    present: column.weight > 0,
    state: column.state,
    crlb_pm: column.weight > 0 ? positionBoundPm(column, expected, recipe, sizePx) : null,
  }));
  const truth = {
    name: recipe.name,
    shape: [sizePx, sizePx],
    pixel_size_A: recipe.pixelNm * 10,
    nn_distance_A: nearestNm(recipe.crystal) * 10,
    detector: recipe.gain ? "gain" : "count",
    sites,
    defects: sites.filter((site) => site.state !== "host"),
  };
  return { counts, truth, widthPx: sizePx, heightPx: sizePx };
}

function grains(recipe: Recipe, sideNm: number, random: Random): Column[] {
  const place = (rotationDeg: number) =>
    placeCrystal(recipe.crystal, {
      widthNm: sideNm,
      heightNm: sideNm,
      rotationDeg,
      driftNm: recipe.driftNm,
      strain: recipe.strain,
      originNm: [sideNm * random.uniform(), sideNm * random.uniform()],
    });
  const first = random.uniform() * 90;
  if (!recipe.bicrystal) return place(first);
  const tilt = random.uniform() * Math.PI;
  const side = (column: Column) =>
    (column.xNm - sideNm / 2) * Math.cos(tilt) + (column.yNm - sideNm / 2) * Math.sin(tilt);
  const gapNm = 0.4 * nearestNm(recipe.crystal);
  return [
    ...place(first).filter((column) => side(column) < -gapNm),
    ...place(first + 17 + 20 * random.uniform()).filter((column) => side(column) > gapNm),
  ];
}

function defects(columns: Column[], recipe: Recipe, sideNm: number, random: Random): Column[] {
  const hole = { x: sideNm * (0.3 + 0.4 * random.uniform()), y: sideNm * (0.3 + 0.4 * random.uniform()) };
  return columns.map((column) => {
    if (Math.hypot(column.xNm - hole.x, column.yNm - hole.y) < (recipe.holeNm ?? 0))
      return { ...column, state: "pore" as const, weight: 0 };
    const draw = random.uniform();
    const vacancy = recipe.vacancyFraction ?? 0;
    const partial = vacancy + (recipe.partialFraction ?? 0);
    const dopant = partial + (recipe.dopantFraction ?? 0);
    if (draw < vacancy) return { ...column, state: "vacancy" as const, weight: 0 };
    if (draw < partial)
      return { ...column, state: "partial" as const, weight: column.weight * (0.4 + 0.4 * random.uniform()) };
    if (draw < dopant) return { ...column, state: "dopant" as const, weight: column.weight * 3 };
    return column;
  });
}

function duplicateLines(counts: Float32Array, sizePx: number, lines: number, random: Random): void {
  for (let i = 0; i < lines; i++) {
    const row = 1 + random.below(sizePx - 1);
    counts.copyWithin(row * sizePx, (row - 1) * sizePx, row * sizePx);
  }
}

function nearestNm(crystal: ProjectedCrystal): number {
  const perfect = placeCrystal(crystal, { widthNm: 2, heightNm: 2, rotationDeg: 0 });
  const [first] = perfect.filter((column) => Math.hypot(column.xNm - 1, column.yNm - 1) < 0.6);
  return Math.min(...perfect.filter((o) => o !== first).map((o) => Math.hypot(o.xNm - first!.xNm, o.yNm - first!.yNm)));
}

/** Cramér-Rao bound of a column's position along x, in pm, with everything else known. */
function positionBoundPm(column: Column, expected: Float32Array, recipe: Recipe, sizePx: number): number | null {
  const sigma = recipe.sigmaNm / recipe.pixelNm;
  const x = column.xNm / recipe.pixelNm;
  const y = column.yNm / recipe.pixelNm;
  let information = 0;
  for (let row = Math.max(0, Math.floor(y - 4 * sigma)); row <= Math.min(sizePx - 1, y + 4 * sigma); row++) {
    for (let col = Math.max(0, Math.floor(x - 4 * sigma)); col <= Math.min(sizePx - 1, x + 4 * sigma); col++) {
      const r2 = (col - x) ** 2 + (row - y) ** 2;
      const g = (s: number) => Math.exp((-0.5 * r2) / (s * s)) / (s * s);
      const tail = 0.12 / 2.2 ** 2;
      const peak = 0.88 + tail;
      const slope = (recipe.peakCounts * column.weight * (col - x) * (0.88 * g(sigma) + tail * g(2.2 * sigma))) / peak;
      information += slope ** 2 / expected[row * sizePx + col]!;
    }
  }
  return information > 0 ? (1000 * recipe.pixelNm) / Math.sqrt(information) : null;
}
