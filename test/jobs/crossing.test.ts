import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { packError, unpackError } from "../../src/jobs/packedError.js";
import { transferables } from "../../src/jobs/transferables.js";

test("an error that is its own cause is cut off", () => {
  const error = new Error("round");
  error.cause = error;
  let depth = 0;
  for (let at: unknown = unpackError(packError(error)); at instanceof Error; at = at.cause) depth++;
  assert.ok(depth > 3 && depth < 20);
});

test("what is thrown comes back the same, causes that are no errors as text", () => {
  const back = unpackError(packError(new EmError("BadFile", "m", { fix: "f", cause: 7 })));
  assert.instance(back, EmError);
  assert.is((back as EmError).fix, "f");
  assert.match((back.cause as Error).message, /7/);
  assert.is(unpackError(packError(undefined)).message, "a job threw undefined");
});

test("large buffers are found once each, in nested objects and arrays", () => {
  const a = new Float32Array(5000);
  const b = new ArrayBuffer(8000);
  const result = { a, list: [{ again: a.subarray(3) }, b], small: new Float32Array(4), text: "x", none: null };
  assert.equal(new Set(transferables(result)), new Set([a.buffer, b]));
});

test("shared memory, the pool of Buffers and class instances are left alone, loops end", () => {
  const loop: { self?: unknown; shared: Int32Array; pooled: Buffer; date: Date } = {
    shared: new Int32Array(new SharedArrayBuffer(1 << 16)),
    pooled: Buffer.from("some text"),
    date: new Date(0),
  };
  loop.self = loop;
  assert.equal(transferables(loop), []);
  assert.equal(transferables(undefined), []);
});

test.run();
