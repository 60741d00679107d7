import { MessageChannel } from "node:worker_threads";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { remote, serveCalls } from "../../kernel/rpc.js";

const test = suite("rpc");

test("values, failures and unknown methods come back to their caller", async () => {
  const { port1, port2 } = new MessageChannel();
  type Served = { add(a: number, b: number): number; fail(): never; missing(): void };
  serveCalls(
    port2,
    Promise.resolve({
      add: (a: number, b: number) => a + b,
      fail: () => {
        throw new RangeError("no");
      },
    }),
  );
  const far = remote<Served>(port1);
  const sums = await Promise.all([far.add(1, 2), far.add(3, 4)]);
  assert.equal(sums, [3, 7]);
  for (const [work, message] of [
    [far.fail(), /RangeError: no/],
    [far.missing(), /no method missing/],
  ] as const) {
    await (work as Promise<unknown>).then(
      () => assert.unreachable(),
      (error: Error) => assert.match(error.message, message),
    );
  }
  port1.close();
});

test.run();
