import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { placeTiles, type TileLink } from "../../../src/ops/montage/placeTiles.js";

const side = 4;
const count = side * side;
const draw = seededRandom(4);
/** Where the tiles really are, and where the encoders say, 15 px off. */
const truth = Array.from({ length: count }, (_, i) => [
  100 * (i % side) + 8 * draw.normal(),
  100 * Math.floor(i / side) + 8 * draw.normal(),
]) as [number, number][];
const encoders = {
  xPx: truth.map(([x]) => x + 15 * draw.normal()),
  yPx: truth.map(([, y]) => y + 15 * draw.normal()),
};
const linksBetween = (pairs: readonly (readonly [number, number])[], noisePx = 0): TileLink[] =>
  pairs.map(([from, to]) => ({
    from,
    to,
    xPx: truth[to]![0] - truth[from]![0] + noisePx * draw.normal(),
    yPx: truth[to]![1] - truth[from]![1] + noisePx * draw.normal(),
  }));
const pairs = Array.from({ length: count }, (_, i) => i).flatMap((i) => [
  ...((i + 1) % side > 0 ? [[i, i + 1] as const] : []),
  ...(i + side < count ? [[i, i + side] as const] : []),
]);

/** The largest error of the places, their common shift left out. */
function worst({ xPx, yPx }: { xPx: Float64Array; yPx: Float64Array }, indices = truth.map((_, i) => i)): number {
  const mean = (of: (i: number) => number) => indices.reduce((sum, i) => sum + of(i), 0) / indices.length;
  const [x, y] = [mean((i) => xPx[i]! - truth[i]![0]), mean((i) => yPx[i]! - truth[i]![1])];
  return Math.max(...indices.map((i) => Math.hypot(xPx[i]! - truth[i]![0] - x, yPx[i]! - truth[i]![1] - y)));
}

test("exact links give exact places, although the encoders are far off", () => {
  const placed = placeTiles(encoders, linksBetween(pairs));
  assert.ok(worst(placed) < 0.05, String(worst(placed)));
  assert.ok(placed.isLinked.every((is) => is === 1));
  assert.ok(placed.residualPx.every((residual) => residual < 0.05));
});

test("the montage as a whole stays where the encoders have it", () => {
  const { xPx } = placeTiles(encoders, linksBetween(pairs));
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / count;
  assert.ok(Math.abs(mean(xPx) - mean(encoders.xPx)) < 1e-3);
});

test("errors of the links are shared out", () => {
  const placed = placeTiles(encoders, linksBetween(pairs, 0.3));
  assert.ok(worst(placed) < 0.8, String(worst(placed)));
});

test("a link that contradicts the others is left out", () => {
  const links = linksBetween(pairs, 0.1);
  const spoilt = links.map((link, i) => (i === 5 ? { ...link, xPx: link.xPx + 40 } : link));
  const placed = placeTiles(encoders, spoilt);
  assert.equal(
    [...placed.isLeftOut.keys()].filter((i) => placed.isLeftOut[i]),
    [5],
  );
  assert.ok(placed.residualPx[5]! > 30);
  assert.ok(worst(placed) < 0.8);
});

test("a tile without links lies where the encoders have it, as its neighbours correct them", () => {
  // The images are stretched by 3 % against the encoders: the scan is calibrated otherwise.
  const stretched = { xPx: truth.map(([x]) => x / 1.03 + 50), yPx: truth.map(([, y]) => y / 0.97) };
  const lonely = count - 1;
  const placed = placeTiles(stretched, linksBetween(pairs.filter(([, to]) => to !== lonely)));
  assert.is(placed.isLinked[lonely], 0);
  assert.ok(worst(placed) < 0.2, String(worst(placed)));
});

test("an edge is followed across itself, and not along itself", () => {
  const hold = { xx: 1, xy: 0, yy: 0 };
  const links = [
    { from: 0, to: 1, xPx: 100, yPx: 77, hold },
    { from: 1, to: 2, xPx: 0, yPx: 100 },
    { from: 2, to: 3, xPx: -100, yPx: 0 },
    { from: 3, to: 0, xPx: 0, yPx: -100 },
  ];
  const { xPx, yPx, isLeftOut } = placeTiles({ xPx: [0, 90, 110, 0], yPx: [0, 5, 95, 100] }, links);
  assert.ok(Math.abs(xPx[1]! - xPx[0]! - 100) < 0.05);
  assert.ok(Math.abs(yPx[1]! - yPx[0]!) < 0.05, String(yPx[1]! - yPx[0]!));
  assert.equal([...isLeftOut], [0, 0, 0, 0]);
});

test("without links the encoders stay as they are", () => {
  const placed = placeTiles(encoders, []);
  assert.ok(placed.xPx.every((x, i) => Math.abs(x - encoders.xPx[i]!) < 1e-9));
  assert.ok(placed.isLinked.every((is) => is === 0));
});

test.run();
