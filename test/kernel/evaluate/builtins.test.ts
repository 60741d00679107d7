import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Builtins } from "../../../kernel/evaluate/builtins.js";

const test = suite("builtins");

test("what can no longer be called is put back as it was", () => {
  const builtins = new Builtins();
  const { map } = Array.prototype;
  const descriptor = Object.getOwnPropertyDescriptor(Array.prototype, "map");
  Object.assign(Array.prototype, { map: null });
  Object.assign(JSON, { parse: {} });
  Reflect.deleteProperty(String.prototype, "split");
  assert.equal(builtins.repair().sort(), ["Array.prototype.map", "JSON.parse", "String.prototype.split"]);
  assert.is(Array.prototype.map, map);
  assert.equal(Object.getOwnPropertyDescriptor(Array.prototype, "map"), descriptor);
  assert.equal(builtins.repair(), []);
});

test("another function, and what is added, stay", () => {
  const builtins = new Builtins();
  const { max } = Math;
  Math.max = () => 5;
  Object.assign(Array.prototype, { mine: 1 });
  assert.equal(builtins.repair(), []);
  assert.is(Math.max(1), 5);
  Math.max = max;
  Reflect.deleteProperty(Array.prototype, "mine");
});

test.run();
