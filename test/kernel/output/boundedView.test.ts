import { inspect } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { textOf } from "../../../kernel/display.js";
import { installBinarySummaries } from "../../../kernel/output/binarySummary.js";
import { boundedView } from "../../../kernel/output/boundedView.js";

const test = suite("values in bounded length");
test.before(installBinarySummaries);

const range = (length: number) => Array.from({ length }, (_, i) => i);
/** The longest that a value of many items may become (characters). */
const longest = 60_000;

test("what is small stays the very value", () => {
  class Atom {
    readonly #secret = 1;
    get secret() {
      return this.#secret;
    }
  }
  const small = [
    1,
    "a",
    null,
    undefined,
    {},
    [1, [2]],
    new Map([[1, { a: 2 }]]),
    new Set([1]),
    new Atom(),
    new Date(0),
    /a/,
  ];
  for (const value of [...small, () => 1, Promise.resolve(), new Error("e"), new URL("http://a/b")]) {
    assert.is(boundedView(value), value);
  }
});

test("a million items, keys or entries are cut, and the rest is counted", () => {
  const object = Object.fromEntries(range(1_000_000).map((i) => [`k${i}`, i]));
  assert.match(textOf(object), "'…': ... 999,900 more keys");
  assert.match(textOf({ inner: object }), /999,900 more keys\n {2}\}\n\}$/);
  assert.match(textOf(range(1_000_000)), "999900 more items");
  assert.match(
    textOf(new Map(range(1_000_000).map((i) => [i, { i }]))),
    /^Map\(1000000\) \{\n {2}0 => \{ i: 0 \},[\s\S]*999900 more items\n\}$/,
  );
  assert.match(textOf(new Set(range(1000))), "900 more items");
});

test("huge values of every form are short as text", () => {
  const nested = range(200).map(() => range(200).map(() => range(200)));
  const wide = range(150).map((i) => Object.fromEntries(range(1000).map((key) => [`a${key}`, { i }])));
  const texts = { list: range(500).map(() => "x".repeat(100_000)), one: "y".repeat(1_000_000) };
  const maps = new Map(range(500).map((i) => [i, new Map(range(500).map((key) => [key, range(500)]))]));
  class Frame {
    readonly rows = range(300).map(() => range(300).map((i) => ({ i })));
  }
  for (const [name, value] of Object.entries({ nested, wide: [wide], texts, maps, instance: new Frame() })) {
    const text = textOf(value);
    assert.ok(text.length < longest, `${name}: ${text.length} characters`);
    assert.match(text, "more", name);
  }
});

test("what is left out is told once, and of what there is no room for the size", () => {
  const text = textOf(range(200).map(() => range(200).map(() => range(200))));
  assert.match(text, "[Array(200)]");
  assert.match(text, "... 181 more items");
  assert.match(text, /... 101 more items\n\]$/);
});

test("one huge part does not push the others out", () => {
  const text = textOf({
    first: range(1_000_000),
    second: "here",
    third: Object.fromEntries(range(5000).map((i) => [i, i])),
    last: { a: 1 },
  });
  for (const part of ["second: 'here'", "last: { a: 1 }", "more keys"]) assert.match(text, part);
});

test("circles stay circles, also in copies", () => {
  const ring: Record<string, unknown> = {
    list: range(3),
    many: Object.fromEntries(range(500).map((i) => [`k${i}`, i])),
  };
  ring["self"] = ring;
  assert.match(textOf(ring), /^<ref \*1> \{[\s\S]*self: \[Circular \*1\]/);
  const map = new Map<unknown, unknown>(range(200).map((i) => [i, ring]));
  map.set("self", map);
  assert.type(textOf(map), "string");
});

test("objects without prototype and modules look like objects", async () => {
  assert.is(textOf(Object.assign(Object.create(null), { a: 1, b: { c: 2 } })), "{ a: 1, b: { c: 2 } }");
  assert.is(textOf("abc".match(/(?<x>b)/)), "[ 'b', 'b', index: 1, input: 'abc', groups: { x: 'b' } ]");
  const text = textOf(await import("node:path"));
  assert.match(text, /^Module \{/);
  assert.match(text, "join: [Function: join]");
  assert.match(text, "default: [Object]");
});

test("instances keep their class, getters are not called, sparse arrays their holes", () => {
  class Big {
    readonly values = Object.fromEntries(range(500).map((i) => [`k${i}`, i]));
    readonly name = "big";
  }
  assert.match(textOf(new Big()), /^Big \{/);
  let calls = 0;
  const counted = {
    get a() {
      calls += 1;
      return calls;
    },
    big: Object.fromEntries(range(500).map((i) => [`k${i}`, i])),
  };
  assert.match(textOf(counted), "a: [Getter]");
  assert.is(calls, 0);
  const sparse: unknown[] = [1];
  sparse[2] = { list: Object.fromEntries(range(500).map((i) => [`k${i}`, i])) };
  assert.match(textOf(sparse), "<1 empty item>");
});

test("proxies and properties that throw are shown without their own code", () => {
  const fail = () => {
    throw new Error("own code");
  };
  const traps = { get: fail, ownKeys: fail, getOwnPropertyDescriptor: fail, getPrototypeOf: fail, has: fail };
  assert.is(textOf(new Proxy({ a: 1 }, traps)), "{ a: 1 }");
  assert.is(textOf({ inner: new Proxy([1], traps) }), "{ inner: [ 1 ] }");
  assert.type(textOf(Object.defineProperty([1], 0, { get: fail, enumerable: true })), "string");
  assert.type(textOf(Object.defineProperty({}, inspect.custom, { get: fail })), "string");
});

test("objects with private fields behind their tag are not copied", () => {
  class Tagged {
    readonly #name = "Tagged";
    readonly many = Object.fromEntries(range(500).map((i) => [`k${i}`, i]));
    get [Symbol.toStringTag]() {
      return this.#name;
    }
  }
  assert.match(textOf({ tagged: new Tagged(), other: 1 }), /tagged: Tagged \{ many: \[Object\] \}/);
});

test("a text that writes itself too long is cut", () => {
  const text = textOf({ [inspect.custom]: () => "z".repeat(1_000_000) });
  assert.ok(text.length < 101_000);
  assert.match(text, "900,000 more characters");
});

test.run();
