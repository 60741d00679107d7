import { test } from "uvu";
import * as assert from "uvu/assert";
import { guardSequences } from "./guardSequences.js";

test("20,000 random commands: no position on the path of any motion passes a limit", async () => {
  const figures = await guardSequences(20_000);
  assert.equal(figures.passed, []);
  assert.is(figures.commands, 20_000);
  // The commands must be such that something happens: motions of every kind, and refusals.
  assert.ok(figures.motions > 2000, `${figures.motions} motions`);
  assert.ok(figures.refused > 1000, `${figures.refused} refused`);
  assert.ok(figures.stopped > 100, `${figures.stopped} stopped`);
  assert.ok(figures.fromOutside > 20, `${figures.fromOutside} from outside`);
});

test.run();
