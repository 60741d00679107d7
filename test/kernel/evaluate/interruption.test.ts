import { suite } from "uvu";
import * as assert from "uvu/assert";
import { InterruptedError, Interruption } from "../../../kernel/evaluate/interruption.js";

const test = suite("interruption");

test("work that listens to the signal ends by itself", async () => {
  const interruption = new Interruption();
  const work = new Promise((_, reject) => {
    interruption.signal.addEventListener("abort", () => reject(new Error("cleaned up")));
  });
  interruption.interrupt(() => assert.unreachable());
  await interruption
    .race(work)
    .then(assert.unreachable as never, (error: Error) => assert.is(error.message, "cleaned up"));
});

test("work that does not is given up, after what keeps it going has been ended", async () => {
  const interruption = new Interruption();
  const order: string[] = [];
  const raced = interruption.race(new Promise(() => {})).catch((error: unknown) => {
    order.push("rejected");
    assert.instance(error, InterruptedError);
    assert.is(interruption.signal.reason, error);
  });
  interruption.interrupt(() => order.push("ended"));
  interruption.interrupt(() => order.push("a second time"));
  await raced;
  assert.equal(order, ["ended", "rejected"]);
});

test.run();
