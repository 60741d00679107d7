import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ProgressView, progressBundle, progressWords } from "../../../kernel/output/progressText.js";
import { SmoothRate } from "../../../kernel/output/smoothRate.js";

const test = suite("what a bar says");
const running: ProgressView = {
  state: "running",
  label: "",
  unit: "",
  count: 37,
  total: 100,
  elapsedS: 12,
  ratePerS: 3.1,
};

test("a running bar tells count, share, rate and the time that is left", () => {
  assert.is(progressWords({ ...running, unit: "frames" }), "37 of 100 frames, 37 %, 3.1 frames/s, 20 s left");
  assert.is(progressWords({ ...running, total: undefined }), "37, 3.1/s, 12 s");
  assert.is(progressWords({ ...running, count: 0, ratePerS: undefined }), "0 of 100, 0 %, 12 s");
  assert.is(progressWords({ ...running, count: 0, ratePerS: 0, elapsedS: 0 }), "0 of 100, 0 %");
  assert.is(progressWords({ ...running, count: 100 }), "100 of 100, 100 %, 3.1/s, 12 s");
  assert.is(progressWords({ ...running, count: 0, total: undefined }), "12 s");
  assert.is(progressWords({ ...running, count: 0, total: undefined, unit: "events", ratePerS: 0 }), "0 events, 12 s");
  assert.is(progressWords({ ...running, ratePerS: 1 / 90 }), "37 of 100, 37 %, 1 min 30 s each, 1 h 35 min left");
  assert.is(
    progressWords({ ...running, count: 1e6, total: 1e7, ratePerS: 1234567 }),
    "1,000,000 of 10,000,000, 10 %, 1,230,000/s, 7.3 s left",
  );
});

test("an ended bar tells how it ended, where, and how long it took", () => {
  const view = { ...running, unit: "frames" };
  assert.is(progressWords({ ...view, state: "done", count: 100 }), "100 of 100 frames in 12 s, 3.1 frames/s");
  assert.is(
    progressWords({ ...view, state: "interrupted" }),
    "interrupted at 37 of 100 frames (37 %) after 12 s, 3.1 frames/s",
  );
  assert.is(
    progressWords({ ...view, state: "stopped", total: undefined }),
    "stopped at 37 frames after 12 s, 3.1 frames/s",
  );
  assert.is(progressWords({ ...running, state: "done", count: 0, total: 0, elapsedS: 0.001 }), "0 of 0 in 1 ms");
});

test("counts that are no whole numbers have few digits, and more than all is said", () => {
  assert.match(progressWords({ ...running, count: 0.1 + 0.2, total: 1 }), "0.3 of 1, 30 %");
  assert.match(progressWords({ ...running, count: 120 }), "120 of 100, 100 %");
});

test("the text has a bar, none where the total is not known", () => {
  const textOf = (view: ProgressView) => progressBundle(view)["text/plain"];
  assert.match(textOf({ ...running, label: "fit", count: 50 }), /^fit: ▕█{12} {12}▏ 50 of 100, /);
  assert.match(textOf({ ...running, count: 0 }), /^▕ {24}▏ 0 of/);
  assert.match(textOf({ ...running, count: 100 }), /^▕█{24}▏/);
  assert.match(textOf({ ...running, total: undefined }), /^37, /);
});

test("the HTML says the same, is escaped, and has a bar that can be read aloud", () => {
  const html = progressBundle({ ...running, label: "<b>", unit: "<i>" })["text/html"];
  assert.match(html, "&lt;b&gt;");
  assert.match(html, "37 of 100 &lt;i&gt;, 37 %");
  assert.not.match(html, /<b>|<i>/);
  assert.match(html, 'role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="37"');
  assert.not.match(progressBundle({ ...running, total: undefined })["text/html"], "progressbar");
});

test("the rate follows work that becomes slower, without jumping", () => {
  const rate = new SmoothRate();
  assert.is(rate.at(0.05, 10), undefined);
  assert.is(rate.at(1, 100), 100);
  const after = [2, 3, 10, 30].map((timeS) => rate.at(timeS, 100 + (timeS - 1) * 10)!);
  assert.ok(after[0]! < 100 && after[0]! > 70, String(after));
  assert.ok(after[3]! > 10 && after[3]! < 12, String(after));
  assert.is(rate.at(40, 5), after[3]);
});

test.run();
