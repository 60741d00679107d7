/** Neighbours of points: those of point i are index[start[i]] to index[start[i + 1] - 1]. */
export interface NeighbourList {
  /** @unitless */
  readonly start: Int32Array;
  /** @unitless */
  readonly index: Int32Array;
}

/** Lists, for every point, the other points within a radius; cost O(points) for evenly spread points (cell lists). */
export function neighboursWithin(xPx: ArrayLike<number>, yPx: ArrayLike<number>, radiusPx: number): NeighbourList {
  const cells = new Map<string, number[]>();
  const key = (col: number, row: number) => `${col},${row}`;
  const column = (i: number) => Math.floor(xPx[i] / radiusPx);
  const row = (i: number) => Math.floor(yPx[i] / radiusPx);
  for (let i = 0; i < xPx.length; i++) {
    const at = key(column(i), row(i));
    const members = cells.get(at);
    if (members) members.push(i);
    else cells.set(at, [i]);
  }
  const start = new Int32Array(xPx.length + 1);
  const index: number[] = [];
  for (let i = 0; i < xPx.length; i++) {
    for (let dr = -1; dr <= 1; dr++) {
      for (let dc = -1; dc <= 1; dc++) {
        for (const j of cells.get(key(column(i) + dc, row(i) + dr)) ?? []) {
          if (j !== i && Math.hypot(xPx[i] - xPx[j], yPx[i] - yPx[j]) <= radiusPx) index.push(j);
        }
      }
    }
    start[i + 1] = index.length;
  }
  return { start, index: Int32Array.from(index) };
}
