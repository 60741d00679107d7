import { suite } from "uvu";
import * as assert from "uvu/assert";
import { IdleWork } from "../../../kernel/language/idleWork.js";

const test = suite("IdleWork");
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

test("is done in its order when nothing is asked, again after the next question, and not while questions come", async () => {
  const done: string[] = [];
  const until = async (count: number) => {
    while (done.length < count) await wait(5);
  };
  // Long beside the steps, so that a busy machine does not make a pause of one.
  const work = new IdleWork([() => done.push("a"), () => done.push("b")], 1500);
  for (let i = 0; i < 4; i += 1) {
    work.postpone();
    await wait(100);
  }
  assert.equal(done, []);
  await until(2);
  assert.equal(done, ["a", "b"]);
  work.postpone();
  await until(4);
  assert.equal(done, ["a", "b", "a", "b"]);
});

test.run();
