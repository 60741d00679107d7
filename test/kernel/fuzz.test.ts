import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Forger, type FuzzKind } from "./fuzz/forger.js";
import { kernelFuzz } from "./fuzz/kernelFuzz.js";

const test = suite("fuzz");

test("100,000 broken, forged and absurd messages: none that is not genuine is answered, and the kernel goes on", async () => {
  const figures = await kernelFuzz(100_000, 0, 1);
  assert.equal(figures.letThrough, []);
  assert.is(figures.kernelErrors, "");
  assert.ok(figures.stillWorks);
  // A time is part of the requirement here; the median of 20 is what a noisy machine leaves of it.
  assert.ok(figures.nextAnswerMs <= 100, `${figures.nextAnswerMs} ms`);
});

test("100,000 more, read in this process, throw nothing and let nothing through", async () => {
  const figures = await kernelFuzz(0, 100_000, 3);
  assert.equal([figures.letThrough, figures.exceptions, figures.refusedGenuine], [[], [], 0]);
});

test("every kind of message is made, the same ones for the same seed", () => {
  const [one, same, other] = [5, 5, 6].map((seed) => new Forger("key", seed));
  const kinds = new Set<FuzzKind>();
  let differences = 0;
  for (let i = 0; i < 20_000; i += 1) {
    const message = one!.next();
    kinds.add(message.kind);
    assert.equal(message.frames, same!.next().frames);
    if (message.kind !== other!.next().kind) differences += 1;
  }
  assert.is(kinds.size, 15);
  assert.ok(differences > 1000);
});

test.run();
