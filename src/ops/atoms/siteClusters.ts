import { neighboursWithin } from "./neighbours.js";

/** Groups points that are connected by steps of at most radiusPx; components are numbered from the largest. */
export function componentsOf(
  points: readonly (readonly number[])[],
  radiusPx: number,
): { component: Int32Array; sizes: number[] } {
  const list = neighboursWithin(
    points.map((p) => p[0]),
    points.map((p) => p[1]),
    radiusPx,
  );
  const raw = new Int32Array(points.length).fill(-1);
  const members: number[][] = [];
  for (let seed = 0; seed < points.length; seed++) {
    if (raw[seed] >= 0) continue;
    const queue = [seed];
    raw[seed] = members.length;
    for (let head = 0; head < queue.length; head++) {
      for (let n = list.start[queue[head]]; n < list.start[queue[head] + 1]; n++) {
        const next = list.index[n];
        if (raw[next] >= 0) continue;
        raw[next] = members.length;
        queue.push(next);
      }
    }
    members.push(queue);
  }
  const order = [...members.keys()].sort((a, b) => members[b].length - members[a].length);
  const rank = Int32Array.from(members.keys(), (i) => order.indexOf(i));
  return { component: raw.map((i) => rank[i]), sizes: order.map((i) => members[i].length) };
}
