import { test } from "uvu";
import * as assert from "uvu/assert";
import { drawnEvery, frameWindow, readPageReport } from "../../../src/messages/live/pageReport.js";

const report = { what: "drawn", page: "p", number: 4, binning: 1 };

test("a report is read whole", () => {
  for (const what of ["ready", "drawn", "left"])
    assert.equal(readPageReport({ ...report, what, more: 1 }), { ...report, what });
  assert.is(readPageReport({ ...report, number: 0 })?.number, 0);
});

test("anything else is left out", () => {
  const wrong = [
    { what: "stop" },
    { page: 1 },
    { page: "x".repeat(65) },
    { number: -1 },
    { number: 0.5 },
    { binning: 0 },
  ];
  for (const change of wrong) assert.is(readPageReport({ ...report, ...change }), undefined, JSON.stringify(change));
  for (const given of [undefined, null, [], "drawn", 4]) assert.is(readPageReport(given), undefined);
});

test("a page acknowledges before it is sent nothing more", () => {
  assert.ok(drawnEvery < frameWindow);
});

test.run();
