import type { TruthFrame } from "./truthFrame.js";

/** How well found positions agree with a frame's truth. */
export interface AtomsScore {
  /** @unitless */
  readonly f1: number;
  /** @unitless */
  readonly precision: number;
  /** @unitless */
  readonly recall: number;
  readonly rmsPm: number | null;
  /** Root-mean-square error beside the root-mean-square bound. @unitless */
  readonly rmsOverCrlb: number | null;
  readonly biasPm: readonly [number, number] | null;
}

interface Point {
  readonly xPx: number;
  readonly yPx: number;
}

/**
 * Scores found positions: greedy one-to-one matching by distance within 0.25 of the nearest-neighbour distance. Columns lighter than
 * 0.3 and those within half a neighbour distance of the border do not count, either way.
 */
export function scoreAtoms(truth: TruthFrame, found: readonly Point[]): AtomsScore {
  const nearestPx = truth.nn_distance_A / truth.pixel_size_A;
  const columns = truth.sites.filter((site) => site.present);
  const inside = (x: number, y: number) => {
    const margin = nearestPx / 2;
    return x > margin && y > margin && x < truth.shape[1]! - 1 - margin && y < truth.shape[0]! - 1 - margin;
  };
  const counts = columns.map((site) => inside(site.x_px, site.y_px) && site.weight >= 0.3);
  const partner = matchGreedily(
    found,
    columns.map((site) => ({ xPx: site.x_px, yPx: site.y_px })),
    0.25 * nearestPx,
  );
  const matched = new Set(partner.filter((j) => j >= 0));
  const wanted = counts.filter(Boolean).length;
  const hits = counts.filter((counted, j) => counted && matched.has(j)).length;
  const falseCalls = found.filter((p, i) => inside(p.xPx, p.yPx) && partner[i]! < 0).length;
  const precision = hits / Math.max(1, hits + falseCalls);
  const recall = hits / Math.max(1, wanted);
  return {
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    precision,
    recall,
    ...positionErrors(truth, found, partner, counts),
  };
}

function matchGreedily(found: readonly Point[], columns: readonly Point[], tolerancePx: number): number[] {
  const pairs: [distance: number, i: number, j: number][] = [];
  for (const [i, p] of found.entries()) {
    for (const [j, q] of columns.entries()) {
      const distance = Math.hypot(p.xPx - q.xPx, p.yPx - q.yPx);
      if (distance <= tolerancePx) pairs.push([distance, i, j]);
    }
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const partner = new Array<number>(found.length).fill(-1);
  const taken = new Set<number>();
  for (const [, i, j] of pairs) {
    if (partner[i] !== -1 || taken.has(j)) continue;
    partner[i] = j;
    taken.add(j);
  }
  return partner;
}

function positionErrors(
  truth: TruthFrame,
  found: readonly Point[],
  partner: readonly number[],
  counts: readonly boolean[],
) {
  const columns = truth.sites.filter((site) => site.present);
  const pmPerPx = truth.pixel_size_A * 100;
  const errors: { dx: number; dy: number; boundPm: number | null }[] = [];
  for (const [i, j] of partner.entries()) {
    if (j < 0 || !counts[j]) continue;
    const site = columns[j]!;
    errors.push({
      dx: (found[i]!.xPx - site.x_px) * pmPerPx,
      dy: (found[i]!.yPx - site.y_px) * pmPerPx,
      boundPm: site.crlb_pm,
    });
  }
  if (errors.length === 0) return { rmsPm: null, rmsOverCrlb: null, biasPm: null };
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const rmsPm = Math.sqrt(mean(errors.map((e) => e.dx ** 2 + e.dy ** 2)));
  const boundsKnown = errors.every((e) => e.boundPm !== null);
  const boundPm = boundsKnown ? Math.sqrt(mean(errors.map((e) => 2 * e.boundPm! ** 2))) : null;
  return {
    rmsPm,
    rmsOverCrlb: boundPm ? rmsPm / boundPm : null,
    biasPm: [mean(errors.map((e) => e.dx)), mean(errors.map((e) => e.dy))] as const,
  };
}
