import { suite } from "uvu";
import * as assert from "uvu/assert";
import { SendQueue } from "../../../kernel/server/sendQueue.js";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const test = suite("sendQueue");

test("messages leave one at a time in their order, a failing one does not stop the next", async () => {
  const log: string[] = [];
  let open = 0;
  const socket = {
    send: async (frames: never) => {
      open += 1;
      assert.is(open, 1, "one send at a time");
      await pause(1);
      open -= 1;
      const [frame] = frames as Buffer[];
      if (String(frame) === "b") throw new Error("closed");
      log.push(String(frame));
    },
  };
  const queue = new SendQueue(socket);
  for (const text of ["a", "b", "c"]) queue.send([Buffer.from(text)]);
  await queue.drained();
  assert.equal(log, ["a", "c"]);
});

test.run();
