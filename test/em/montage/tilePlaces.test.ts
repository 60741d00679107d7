import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { TilePlaces } from "../../../src/em/montage/tilePlaces.js";
import { disposeJobs } from "../../../src/jobs/index.js";
import { tilePlan } from "../../../src/ops/montage/tilePlan.js";
import { scene } from "../../ops/montage/scene.js";

const test = suite("places of tiles");
test.after(disposeJobs);

const side = 64;
const { tiles } = tilePlan({ tileWidthNm: side, tileHeightNm: side, columns: 2, rows: 1, overlap: 0.5 });

const spots = scene({ seed: 4, spots: 80, sidePx: 140 });
/** What is seen from a column and a row on, with noise of its own. */
const part = (left: number, top: number) => spots.look(left + 20, top + 20, side, side, 1, left + 1);

const tile = (index: number, xNm: number, image: Image) => ({
  planned: tiles[index]!,
  reported: { xNm, yNm: 0 },
  image: () => image,
});

test("a tile is placed by what it shares with its neighbour, though the encoders say something else", async () => {
  const places = new TilePlaces(1, 0.5);
  await places.add(tile(0, 0, part(0, 0)));
  assert.equal([places.measured(0), places.links.length], [undefined, 0]);
  await places.add(tile(1, 32, part(35, -2)));
  const [link] = places.links;
  assert.is(link?.refusal, undefined);
  assert.ok(Math.abs(link!.xPx - 35) < 0.3 && Math.abs(link!.yPx + 2) < 0.3, `${link!.xPx}, ${link!.yPx}`);
  const [from, to] = [places.measured(0)!, places.measured(1)!];
  assert.ok(Math.abs(to.xNm - from.xNm - 35) < 0.4 && Math.abs(to.yNm - from.yNm + 2) < 0.4);
});

test("an overlap that cannot be compared is not used, and says why; the tile keeps the place of the encoders", async () => {
  const places = new TilePlaces(1, 0.5);
  await places.add(tile(0, 0, part(0, 0)));
  // No worker can be sent a function.
  await places.add(tile(1, 32, { ...part(35, 0), data: (() => 0) as never }));
  assert.match(places.links[0]?.refusal ?? "", /^it could not be compared: /);
  assert.is(places.measured(1), undefined);
  assert.is(places.best(1)!.xNm - places.best(0)!.xNm, 32);
});

test.run();
