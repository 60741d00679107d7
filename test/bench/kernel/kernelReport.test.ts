import { test } from "uvu";
import * as assert from "uvu/assert";
import { kernelItem, kernelTable, unitOf } from "../../../bench/kernel/kernelReport.js";

const sample = (...values: number[]) => ({ values });

test("an item has the median of the rounds, every round, and the ratio to the best other kernel", () => {
  const item = kernelItem("typed cell 200", {
    emlab: sample(12, 10, 11),
    tslab: sample(40),
    deno: { values: [], failure: "the kernel ended" },
    ipykernel: sample(22.00004),
    "emlab-tslab": sample(5),
  });
  assert.equal(item.medians, { emlab: 11, tslab: 40, deno: null, ipykernel: 22, "emlab-tslab": 5 });
  assert.equal(item.rounds["emlab"], [12, 10, 11]);
  assert.equal(item.failures, { deno: "the kernel ended" });
  assert.is(item.ratio, 0.5, "our kernel with another engine is no other kernel");
  assert.is(item.unit, "ms");
});

test("of what is received, more is better; nothing is divided by nothing", () => {
  const received = kernelItem("10^4 lines: received", { emlab: sample(10_000), tslab: sample(512), deno: sample(184) });
  assert.is(received.ratio, 19.53);
  assert.is(kernelItem("results lost", { emlab: sample(0), tslab: sample(0) }).ratio, null);
  assert.is(kernelItem("1+1", { emlab: sample(1) }).ratio, null);
});

test("every item has a unit", () => {
  const names = ["RSS after the first cell", "RSS growth over 9 cells", "10^4 lines: received", "typed cell 200 / 20"];
  assert.equal(names.map(unitOf), ["MB", "MB/1000", "lines", "ratio"]);
  assert.is(unitOf("results lost"), "cells");
});

test("the table tells what fails, what holds, and gives each limit a line", () => {
  const items = [
    kernelItem("1+1", { emlab: sample(2), tslab: sample(4), ipykernel: sample(4) }),
    kernelItem("typed cell 200", { emlab: sample(20), tslab: { values: [], failure: "why" }, ipykernel: sample(5) }),
    kernelItem("typed cell 20", { emlab: sample(20), tslab: { values: [], failure: "why" } }),
  ];
  assert.equal(kernelTable(items, ["emlab", "tslab", "ipykernel"]).split("\n"), [
    "item            unit  emlab  tslab  ipykernel  ratio  limit                 is  holds",
    "--------------  ----  -----  -----  ---------  -----  ------------------  ----  -----",
    "1+1             ms        2      4          4   0.50  <= 0.3 x ipykernel  0.50  NO",
    "                                                      <= 1 x tslab        0.50  yes",
    "typed cell 200  ms       20  fails          5      4",
    "typed cell 20   ms       20  fails                    <= 0.5 x tslab            ?",
  ]);
});

test.run();
