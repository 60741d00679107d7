import type { Random } from "../../core/random.js";

/**
 * A random walk from 0 as a function of place: the same whatever is asked first, and however often.
 *
 * The result takes a place >= 0 in steps and gives the value there, straight lines between the steps; `sigma` is the standard deviation
 * of one step. Cost: a random number for every step up to the farthest place asked for, once; they are kept.
 */
export function seededWalk(random: Random, sigma: number): (place: number) => number {
  const nodes = [0];
  return (place) => {
    const below = Math.floor(place);
    while (nodes.length < below + 2) nodes.push(nodes[nodes.length - 1] + sigma * random.normal());
    const t = place - below;
    return (1 - t) * nodes[below] + t * nodes[below + 1];
  };
}
