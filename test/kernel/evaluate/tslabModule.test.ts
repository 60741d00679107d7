import type * as real from "tslab";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as tslab from "../../../kernel/evaluate/tslabModule.js";
import { bindTslabOutput } from "../../../kernel/evaluate/tslabOutput.js";

const shown: unknown[][] = [];

// Checked when this file is compiled: what is written for the types of one is right for those of the other.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const sameTypes: readonly true[] = [
  true satisfies Same<tslab.Display, real.Display>,
  true satisfies Same<typeof tslab.display, typeof real.display>,
  true satisfies Same<typeof tslab.newDisplay, typeof real.newDisplay>,
  true satisfies Same<typeof tslab.versions, typeof real.versions>,
];

test("without a kernel nothing can be shown, and that is said", () => {
  assert.throws(() => tslab.display.text("x"), /no kernel/);
});

test("the types are those of the package", () => {
  assert.is(sameTypes.length, 4);
});

test("the module has the names of tslab and no others", () => {
  assert.equal(Object.keys(tslab).sort(), ["display", "newDisplay", "versions"]);
  const methods = "gif,html,javascript,jpeg,latex,markdown,pdf,png,raw,svg,text";
  assert.is(Object.keys(tslab.display).sort().join(), methods);
  assert.is(Object.keys(tslab.newDisplay()).sort().join(), methods);
});

test("a new display that failed to show has not been shown yet", () => {
  const one = tslab.newDisplay();
  bindTslabOutput(() => {
    throw new Error("gone");
  });
  assert.throws(() => one.text("1"), /gone/);
  bindTslabOutput((...content) => shown.push(content));
  one.text("2");
  one.text("3");
  assert.equal(
    shown.map(([type, content, , isUpdate]) => [type, content, isUpdate]),
    [
      ["text/plain", "2", false],
      ["text/plain", "3", true],
    ],
  );
});

test("of a part of a buffer only that part is shown", () => {
  shown.length = 0;
  tslab.display.raw("text/plain", new Uint8Array([104, 105]).subarray(1));
  assert.equal(shown, [["text/plain", "aQ==", undefined, false]]);
});

test.run();
