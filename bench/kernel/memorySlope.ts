import type { KernelPeer } from "./kernelPeers.js";
import { KernelSession } from "./kernelSession.js";
import { treeRssMb } from "./processTree.js";

/** Cells between two looks at the memory. */
const stride = 100;
/** The share of the cells, from the first, whose memory does not count: caches and compiled code are still filling. */
const warmUpShare = 0.1;

/**
 * How the resident memory of a kernel grows over many short cells: the slope of a line fitted to it (MB per 1000 cells).
 * Undefined where the memory of a process cannot be read.
 */
export async function memorySlope(peer: KernelPeer, cells: number): Promise<number | undefined> {
  const session = await KernelSession.start(peer);
  try {
    const points: { cell: number; rssMb: number }[] = [];
    for (let cell = 1; cell <= cells; cell += 1) {
      await session.run(session.cells.repeated(cell), String(cell * 2));
      if (cell % stride > 0) continue;
      session.kernel.forget();
      const rssMb = treeRssMb(session.kernel.process.pid!);
      if (rssMb === undefined) return undefined;
      if (cell > cells * warmUpShare) points.push({ cell, rssMb });
    }
    return slopeOf(points) * 1000;
  } finally {
    await session.close();
  }
}

/** The slope of the line with the least squares (MB per cell); 0 for fewer than two points. */
export function slopeOf(points: readonly { readonly cell: number; readonly rssMb: number }[]): number {
  const meanOf = (pick: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const meanCell = meanOf(({ cell }) => cell);
  const meanRss = meanOf(({ rssMb }) => rssMb);
  let covariance = 0;
  let variance = 0;
  for (const { cell, rssMb } of points) {
    covariance += (cell - meanCell) * (rssMb - meanRss);
    variance += (cell - meanCell) ** 2;
  }
  return variance > 0 ? covariance / variance : 0;
}
