import { test } from "uvu";
import * as assert from "uvu/assert";
import { benchItem, benchTable } from "../../bench/report.js";
import { median, timesFor } from "../../bench/timing.js";

test("the ratio is to the best peer, with four figures; without peers there is none", () => {
  const item = benchItem("job", 1.23456, { scipy: 2.5, numpy: 2 });
  assert.equal(item, { name: "job", emlabMs: 1.235, peers: { scipy: 2.5, numpy: 2 }, ratio: 0.6173 });
  assert.is(benchItem("alone", 1, {}).ratio, null);
});

test("the table has one column for each peer and gaps where a job has no such peer", () => {
  const items = [benchItem("a", 1, { scipy: 2 }), benchItem("long name", 12.34, { numpy: 100 }), benchItem("c", 1, {})];
  assert.equal(benchTable({ area: "x", items }).split("\n"), [
    "job        emlab ms  scipy ms  numpy ms  ratio",
    "---------  --------  --------  --------  -----",
    "a              1.00      2.00             0.50",
    "long name      12.3               100.0   0.12",
    "c              1.00                           ",
  ]);
});

test("the median is a middle value, and timing calls at least once", () => {
  assert.is(median([5, 1, 9]), 5);
  assert.is(median([4, 1, 9, 5]), 4);
  assert.ok(Number.isNaN(median([])));
  let calls = 0;
  assert.is(timesFor(() => calls++, 0).length, calls);
  assert.is(calls, 1);
});

test.run();
