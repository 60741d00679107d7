import { test } from "uvu";
import * as assert from "uvu/assert";
import { Micrograph } from "../../src/core/micrograph.js";
import { seededRandom } from "../../src/core/random.js";
import { prototypeSegment } from "../../src/em/prototypeSegment.js";
import { disposeJobs } from "../../src/jobs/index.js";
import { segmentChips } from "../../src/ops/fewshot/segmentChips.js";

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
  const result = await prototypeSegment(request, {
    signal: new AbortController().signal,
    onProgress: ({ label }) => labels.add(label),
  });
  isDone = true;
  assert.equal(result, segmentChips(image, request.chips, request.supports, 2));
  assert.ok(turns > 10, `${turns} turns of the event loop`);
  assert.equal([...labels], ["describing chips"]);
  assert.is(image.data.length, 512 * 512, "the image stays here");
});

test("it stops when the signal fires, and errors come with their tag", async () => {
  const controller = new AbortController();
  const going = Promise.resolve(prototypeSegment(request, { signal: controller.signal }));
  controller.abort();
  const tagOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "",
      ({ tag }) => tag,
    );
  assert.is(await tagOf(going), "Aborted");
  const none = Promise.resolve(
    prototypeSegment({ ...request, supports: [] }, { signal: new AbortController().signal }),
  );
  assert.is(await tagOf(none), "BadOption");
});

test.run();
