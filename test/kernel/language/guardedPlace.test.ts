import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isGuarded } from "../../../kernel/language/guardedPlace.js";

const test = suite("guardedPlace");

/** Whether the `@` in the text stands in a guarded place. */
function guarded(marked: string): boolean {
  const before = marked.slice(0, marked.indexOf("@")).split("\n");
  return isGuarded(marked.replace("@", ""), before.length, before.at(-1)!.length + 1);
}

test("the block of a try with a catch is guarded, also further in", () => {
  assert.is(guarded("try {\n  @f();\n} catch {}"), true);
  assert.is(guarded("try {\n  if (a) {\n    for (;;) @f();\n  }\n} catch (e) { g(e); }"), true);
  assert.is(guarded("function f(): void {\n  try { try { @g(); } finally { h(); } } catch {}\n}"), true);
});

test("what stands beside it is not", () => {
  assert.is(guarded("@f();"), false);
  assert.is(guarded("try { f(); } catch { @g(); }"), false);
  assert.is(guarded("try { @f(); } finally { g(); }"), false);
  assert.is(guarded("try { f(); } catch {}\n@g();"), false);
  assert.is(guarded("try { f(() => { @g(); }); } catch {}"), false, "another function, called who knows when");
});

test("a place outside the text is not guarded", () => {
  assert.is(isGuarded("try { f(); } catch {}", 9, 9), false);
  assert.is(isGuarded("", 1, 1), false);
});

test.run();
