import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("endless types");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

/** All orders of 11 letters keep the compiler busy for hours. */
const endless = `type Orders<T, U = T> = [T] extends [never] ? [] : T extends T ? [T, ...Orders<Exclude<U, T>>] : never;
let order: Orders<"a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k"> = "none"`;

test("a type check without end is interrupted like any cell, twice, and the variables are kept", async () => {
  await kernel.run("let kept = 1; function twice(x: number) { return 2 * x }");
  for (let round = 0; round < 2; round += 1) {
    const id = await kernel.sendCell(endless);
    await kernel.until(() =>
      kernel.published.some(({ header, parent }) => parent.msg_id === id && header.msg_type === "execute_input"),
    );
    await kernel.interrupt();
    assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
    assert.is((await kernel.run("kept = twice(kept); kept")).result, String(2 ** (round + 1)));
    assert.is((await kernel.run("twice('2')")).error?.ename, "TS2345");
  }
});

test("a completion without end is ended by an interrupt, and the heartbeat goes on meanwhile", async () => {
  const id = await kernel.send("complete_request", { code: `${endless}; order.`, cursor_pos: endless.length + 8 });
  await kernel.heartbeat();
  await kernel.interrupt();
  await kernel.replyTo(id);
  assert.is((await kernel.run("kept")).result, "4");
});

test("a kernel is shut down while a type is checked", async () => {
  const other = await KernelClient.start();
  await other.run("1");
  const id = await other.sendCell(endless);
  await other.until(() => other.published.some(({ parent }) => parent.msg_id === id));
  assert.is(await other.shutdown(), 0);
  assert.is(other.processErrors, "");
});

test.run();
