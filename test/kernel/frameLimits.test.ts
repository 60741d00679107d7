import { suite } from "uvu";
import * as assert from "uvu/assert";
import { delimiterIndex } from "../../kernel/frameLimits.js";

const test = suite("frameLimits");
const delimiter = Buffer.from("<IDS|MSG>");
const megabyte = 1024 * 1024;
/** A frame that claims a length without filling the memory: nothing but its length may be looked at. */
const claimed = (length: number) => ({ length, equals: () => false }) as unknown as Buffer;
const frame = (text: string) => Buffer.from(text);
const body = (lengths: readonly number[] = [2, 2, 2, 2]) => [frame("signature"), ...lengths.map(claimed)];
const find = (frames: readonly Buffer[]) => delimiterIndex(frames, delimiter);

test("the delimiter is found behind any number of identities up to 16", () => {
  for (const count of [0, 1, 2, 16]) {
    const identities = Array.from({ length: count }, (_, i) => frame(`id${i}`));
    assert.is(find([...identities, delimiter, ...body()]), count);
  }
  assert.is(find([...Array.from({ length: 17 }, () => frame("id")), delimiter, ...body()]), undefined);
});

test("an identity of the delimiter's bytes counts as the delimiter, so that the signature cannot be right", () => {
  assert.is(find([delimiter, delimiter, ...body()]), 0);
});

test("fewer than five frames behind the delimiter are too few", () => {
  const whole = [frame("id"), delimiter, ...body()];
  for (let length = 0; length < whole.length; length += 1) assert.is(find(whole.slice(0, length)), undefined);
  assert.is(find(whole), 1);
});

test("4096 frames are the most", () => {
  const buffers = (count: number) => Array.from({ length: count }, () => claimed(1));
  assert.is(find([delimiter, ...body(), ...buffers(4090)]), 0);
  assert.is(find([delimiter, ...body(), ...buffers(4091)]), undefined);
  assert.is(find(Array.from({ length: 1_000_000 }, () => delimiter)), undefined);
});

test("each part has its largest length", () => {
  const largest = [65_536, 65_536, megabyte, 64 * megabyte];
  assert.is(find([delimiter, ...body(largest)]), 0);
  for (const [i] of largest.entries()) {
    const lengths = largest.map((length, j) => (i === j ? length + 1 : 2));
    assert.is(find([delimiter, ...body(lengths)]), undefined, `part ${i}`);
  }
  assert.is(find([claimed(255), delimiter, ...body()]), 1);
  assert.is(find([claimed(256), delimiter, ...body()]), undefined);
  assert.is(find([delimiter, claimed(1024), ...body().slice(1)]), 0);
  assert.is(find([delimiter, claimed(1025), ...body().slice(1)]), undefined);
});

test("all frames together have at most 256 MB", () => {
  const others = delimiter.length + frame("signature").length + 8;
  assert.is(find([delimiter, ...body(), claimed(256 * megabyte - others)]), 0);
  assert.is(find([delimiter, ...body(), claimed(256 * megabyte - others + 1)]), undefined);
  assert.is(find([delimiter, ...body(), claimed(200 * megabyte), claimed(100 * megabyte)]), undefined);
});

test.run();
