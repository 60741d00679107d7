import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ReplayWindow } from "../../kernel/replayWindow.js";

const test = suite("replayWindow");

test("a digest is new once", () => {
  const window = new ReplayWindow(4);
  assert.equal(
    [window.isNew("a"), window.isNew("a"), window.isNew("b"), window.isNew("a")],
    [true, false, true, false],
  );
});

test("the last ones of the given number are always known, also when the sets take turns", () => {
  const size = 7;
  const window = new ReplayWindow(size);
  for (let last = 0; last < 100; last += 1) {
    assert.ok(window.isNew(String(last)));
    for (let back = 0; back < Math.min(size, last + 1); back += 1) {
      assert.not.ok(window.isNew(String(last - back)), `${back} before ${last}`);
    }
  }
});

test("old ones are forgotten, so that the memory stays bounded", () => {
  const window = new ReplayWindow(5);
  for (let i = 0; i < 20; i += 1) window.isNew(String(i));
  assert.ok(window.isNew("0"));
});

test.run();
