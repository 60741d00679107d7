import { test } from "uvu";
import * as assert from "uvu/assert";
import { SampleTable } from "../../../bench/kernel/sampleTable.js";

test("figures of all rounds are kept, by item and kernel, in the order in which the items came", async () => {
  const table = new SampleTable();
  await table.collect("a", ["x", "y"], async () => ({ x: 1, y: 2 }));
  await table.collect("b", ["x", "y"], async () => ({ x: 3, y: 4 }));
  await table.collect("a", ["x"], async () => ({ x: 5 }));
  assert.equal(table.items, ["x", "y"]);
  assert.equal(table.of("x"), { a: { values: [1, 5] }, b: { values: [3] } });
  assert.equal(table.of("nothing"), {});
});

test("what a measure does not give has failed, and so has all when it throws", async () => {
  const table = new SampleTable();
  await table.collect("a", ["x", "y"], async () => ({ x: 1, y: undefined }));
  await table.collect("b", ["x", "y"], async () => {
    throw new Error("the kernel ended with SIGINT; its errors: many\nlines");
  });
  await table.collect("c", ["y"], async () => ({ y: Number.NaN }));
  assert.equal(table.of("y"), {
    a: { values: [], failure: "nothing was found" },
    b: { values: [], failure: "the kernel ended with SIGINT" },
    c: { values: [], failure: "nothing was found" },
  });
  assert.equal(table.of("x")["b"], { values: [], failure: "the kernel ended with SIGINT" });
});

test.run();
