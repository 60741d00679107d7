import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import { withoutSpikes } from "../../../src/ops/atoms/spikes.js";
import { addGaussian, practice } from "./frames.js";

const size = { widthPx: 100, heightPx: 80 };

function noisy(mean: number, seed = 1): Image {
  const random = seededRandom(seed);
  return { data: Float32Array.from({ length: 8000 }, () => random.poisson(mean)), ...size };
}

test("hot and dead pixels are replaced by what is around them", () => {
  const image = noisy(50);
  const before = image.data.slice();
  image.data[4030] = 5000;
  image.data[1222] = -900;
  const { image: clean, replaced } = withoutSpikes(image);
  assert.is(replaced, 2);
  for (const at of [4030, 1222]) {
    const around = [-101, -100, -99, -1, 1, 99, 100, 101].map((offset) => before[at + offset]!);
    assert.ok(around.includes(clean.data[at]!), "one of the neighbours' values, so that counts stay counts");
  }
  assert.is(image.data[4030], 5000, "the given image stays as it was");
  assert.equal(
    clean.data.filter((_, i) => i !== 4030 && i !== 1222),
    before.filter((_, i) => i !== 4030 && i !== 1222),
  );
});

test("counting noise, also of very few electrons, has no spikes", () => {
  for (const mean of [0.01, 0.05, 0.3, 3, 100, 1e4]) {
    for (let seed = 1; seed <= 4; seed++) {
      const { image, replaced } = withoutSpikes(noisy(mean, seed));
      assert.is(replaced, 0, `mean ${mean}, seed ${seed}`);
      assert.is(image.data.length, 8000);
    }
  }
});

test("narrow bright atoms are no spikes, at any place between the pixels", () => {
  for (const sigmaPx of [0.8, 1, 1.5]) {
    for (const shift of [0, 0.25, 0.5]) {
      const image = noisy(5);
      addGaussian(image, 50 + shift, 40 + shift / 2, sigmaPx, 3000);
      assert.is(withoutSpikes(image).replaced, 0, `width ${sigmaPx} px, ${shift} px between two pixels`);
    }
  }
});

test("frames of columns have none", () => {
  for (const name of ["graphene-lowmag", "bn-starved", "srtio3-himag"])
    assert.is(withoutSpikes(practice(name, 1, 128).image).replaced, 0, name);
});

test("the edge stays as it is, and an even frame with one bright pixel becomes even", () => {
  const image = { data: new Float32Array(8000), ...size };
  image.data[0] = 100;
  assert.is(withoutSpikes(image).replaced, 0);
  image.data[0] = 0;
  image.data[4050] = 1000;
  const { image: clean, replaced } = withoutSpikes(image);
  assert.is(replaced, 1);
  assert.ok(clean.data.every((value) => value === 0));
});

test.run();
