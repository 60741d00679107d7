import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleOf, textOf, toJson } from "../../kernel/display.js";

const test = suite("display");

test("a display method that gives nonsense is replaced by the text", () => {
  for (const nonsense of [undefined, null, 5, "text"]) {
    const value = { a: 1, [Symbol.for("Jupyter.display")]: () => nonsense };
    assert.match((bundleOf(value) as Record<string, string>)["text/plain"] ?? "", /a: 1/);
  }
});

test("a display method may be on a function, and other types have none", () => {
  const shown = Object.assign(() => 0, { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "shown" }) });
  assert.equal(bundleOf(shown), { "text/plain": "shown" });
  assert.equal(bundleOf(null), { "text/plain": "null" });
  assert.equal(bundleOf({ [Symbol.for("Jupyter.display")]: "no method" })["text/plain" as never] !== undefined, true);
});

test("the bytes of a picture become base64", () => {
  const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1);
  const bundle = bundleOf({ [Symbol.for("Jupyter.display")]: () => ({ "image/png": bytes, "text/plain": "p" }) });
  assert.equal(bundle, { "image/png": "AQID", "text/plain": "p" });
});

test("a value whose own code fails has a text", () => {
  const fail = () => {
    throw new Error("own code");
  };
  assert.match(textOf({ a: 1, [Symbol.for("nodejs.util.inspect.custom")]: fail }), /a: 1/);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.type(textOf(proxy), "string");
  assert.is(textOf(Object.defineProperty({}, Symbol.toStringTag, { get: fail })), "[object that cannot be shown]");
});

test("text is bounded, and bigint becomes text in JSON", () => {
  assert.ok(textOf({ deep: { deep: { deep: { deep: { deep: 1 } } } } }).includes("[Object]"));
  assert.is(toJson({ n: 5n, when: new Date(0) }), '{"n":"5","when":"1970-01-01T00:00:00.000Z"}');
});

test.run();
