import { test } from "uvu";
import * as assert from "uvu/assert";
import { Micrograph } from "../../src/core/micrograph.js";
import { seededRandom } from "../../src/core/random.js";
import { fewShotSegment } from "../../src/em/fewShotSegment.js";
import { disposeJobs } from "../../src/jobs/index.js";
import { chipFeatures } from "../../src/ops/fewshot/chipFeatures.js";
import { segmentFeatures } from "../../src/ops/fewshot/segmentFeatures.js";

const random = seededRandom(5, "chips");
const data = Float32Array.from({ length: 512 * 512 }, () => random.uniform());
const image = new Micrograph({ data, widthPx: 512, heightPx: 512 });
const request = {
  image,
  chips: { chipWidthPx: 64, chipHeightPx: 64, offsetXPx: 0, offsetYPx: 0, columns: 8, rows: 8 },
  classNames: ["film", "hole"],
  supports: [
    { chip: 0, classIndex: 0 },
    { chip: 63, classIndex: 1 },
  ],
  ignored: [],
};

test.after(disposeJobs);

test("it gives what the operation gives, from another thread: meanwhile this one goes on, and hears how far it is", async () => {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const labels = new Set<string>();
  const result = await fewShotSegment(request, {
    signal: new AbortController().signal,
    onProgress: ({ label }) => labels.add(label),
  });
  isDone = true;
  const whole = segmentFeatures(chipFeatures(image, request.chips), request.supports, 2);
  const { probabilities, nearest, nearestCount, unlike } = whole;
  assert.equal(result, { probabilities, nearest, nearestCount, unlike });
  assert.ok(turns > 10, `${turns} turns of the event loop`);
  assert.equal([...labels], ["describing chips"]);
  assert.is(image.data.length, 512 * 512, "the image stays here");
});

test("features are made once for an image and its chips: another example needs no second look at the pixels", async () => {
  const labels: string[] = [];
  const options = {
    signal: new AbortController().signal,
    onProgress: ({ label }: { label: string }) => labels.push(label),
  };
  const more = { ...request, supports: [...request.supports, { chip: 1, classIndex: 0 }] };
  const again = await fewShotSegment(more, options);
  assert.is(labels.length, 0, "the chips were described before");
  const { probabilities } = segmentFeatures(chipFeatures(image, request.chips), more.supports, 2);
  assert.equal(again.probabilities, probabilities);
  await fewShotSegment(
    {
      ...more,
      chips: { ...request.chips, offsetXPx: 0, columns: 7 },
      supports: request.supports.slice(0, 1).concat({ chip: 50, classIndex: 1 }),
    },
    options,
  );
  assert.ok(labels.length > 0, "other chips are described anew");
});

test("it stops when the signal fires, and errors come with their tag", async () => {
  const controller = new AbortController();
  const fresh = new Micrograph({ data, widthPx: 512, heightPx: 512 });
  const going = Promise.resolve(fewShotSegment({ ...request, image: fresh }, { signal: controller.signal }));
  controller.abort();
  const tagOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "",
      ({ tag }) => tag,
    );
  assert.is(await tagOf(going), "Aborted");
  const none = Promise.resolve(fewShotSegment({ ...request, supports: [] }, { signal: new AbortController().signal }));
  assert.is(await tagOf(none), "BadOption");
});

test.run();
