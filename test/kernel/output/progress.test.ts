import { inspect } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { progressGlobal } from "../../../kernel/output/progress.js";
import type { ProgressBar } from "../../../kernel/output/progressBar.js";
import { ProgressBars } from "../../../kernel/output/progressBars.js";
import { ShownIds } from "../../../kernel/output/shownIds.js";
import { FakePort, thrownBy } from "./fakePort.js";

const test = suite("progress");

function make() {
  const port = new FakePort();
  const ids = new ShownIds();
  const bars = new ProgressBars(port, ids);
  const progress = progressGlobal(bars);
  const over = <T>(items: Iterable<T>, options?: object) => progress(items, options) as IterableIterator<T>;
  const overAsync = <T>(items: AsyncIterable<T>, options?: object) =>
    progress(items, options) as AsyncIterableIterator<T>;
  const bar = (total: number, options?: object) => progress(total, options) as ProgressBar;
  return { port, ids, bars, progress, over, overAsync, bar };
}

async function* count(to: number): AsyncGenerator<number> {
  for (let i = 0; i < to; i += 1) yield i;
}

test("a loop gets every item, and the bar comes to its end", () => {
  const { port, over } = make();
  assert.equal([...over([5, 6, 7], { label: "tiles", unit: "tiles" })], [5, 6, 7]);
  assert.equal(
    port.sent.map(({ messageType }) => messageType),
    ["display_data", "update_display_data"],
  );
  assert.match(port.lines[0] ?? "", /^tiles: ▕█+▏ 3 of 3 tiles in /);
});

test("the total comes from lists, typed arrays, maps and sets, or from the option, or stays unknown", () => {
  const { port, over } = make();
  const items = [new Float32Array(4), new Map([[1, 1]]), new Set([1, 2]), [1, 2, 3].values()];
  for (const item of items) [...over<unknown>(item as Iterable<unknown>)];
  [...over([1, 2].values(), { total: 2, unit: "x" })];
  const words = ["4 of 4", "1 of 1", "2 of 2", "3 in", "2 of 2 x"];
  for (const [i, word] of words.entries()) assert.match(port.lines[i] ?? "", word);
});

test("a number counts from 0; break says where", () => {
  const { port, bar } = make();
  assert.equal([...bar(3)], [0, 1, 2]);
  assert.match(port.lines[0] ?? "", "3 of 3 in");
  assert.equal([...bar(0)], []);
  for (const step of bar(Infinity)) if (step === 4) break;
  assert.match(port.lines[2] ?? "", "stopped at 4 ");
});

test("an empty iterable ends at once", async () => {
  const { port, over, overAsync } = make();
  assert.equal([...over([])], []);
  for await (const _ of overAsync(count(0))) assert.unreachable();
  assert.match(port.lines[0] ?? "", "0 of 0 in");
  assert.match(port.lines[1] ?? "", "0 in");
});

test("nothing is shown before the loop begins", () => {
  const { port, over } = make();
  over([1, 2, 3]);
  assert.is(port.sent.length, 0);
});

test("break and an error in the loop end the bar where it is, and the source is closed", async () => {
  const { port, over, overAsync } = make();
  let closed = 0;
  const source = function* () {
    try {
      yield* [1, 2, 3, 4];
    } finally {
      closed += 1;
    }
  };
  for (const x of over(source(), { total: 4 })) if (x === 3) break;
  assert.match(port.lines[0] ?? "", "stopped at 2 of 4 (50 %)");
  assert.throws(() => {
    for (const _ of over(source())) throw new Error("own");
  }, "own");
  assert.match(port.lines[1] ?? "", "stopped at 0 after");
  for await (const x of overAsync(count(9))) if (x === 4) break;
  assert.match(port.lines[2] ?? "", "stopped at 4");
  assert.is(closed, 2);
});

test("an error of the source goes through", async () => {
  const { port, over, overAsync } = make();
  const failing = function* () {
    yield 1;
    throw new Error("source");
  };
  assert.throws(() => [...over(failing())], "source");
  assert.match(port.lines[0] ?? "", "stopped at 1");
  const late = async function* () {
    yield 1;
    throw new Error("late source");
  };
  const caught = await collect(overAsync(late())).catch(String);
  assert.is(caught, "Error: late source");
});

test("an interrupt ends the loop with its error, and the bar says where", async () => {
  const { port, over, overAsync } = make();
  const caught = await collect(
    overAsync(count(100), { total: 100 }),
    (x) => x === 36 && port.interruption.abort(),
  ).catch(String);
  assert.is(caught, "Interrupted: the cell was interrupted");
  assert.match(port.lines[0] ?? "", "interrupted at 36 of 100 (36 %)");
  const again = make();
  const loop = again.over([1, 2, 3]);
  loop.next();
  again.port.interruption.abort();
  assert.match(
    thrownBy(() => loop.next()),
    /^Interrupted/,
  );
  assert.match(again.port.lines[0] ?? "", "interrupted at 0 of 3");
  assert.type(over, "function");
});

test("an interrupt ends the wait for an item that never comes, and the source may clean up", async () => {
  const { port, overAsync } = make();
  let asked = false;
  let closed = false;
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        asked = true;
        return new Promise(() => {});
      },
      return: async () => {
        closed = true;
        return { done: true, value: undefined };
      },
    }),
  };
  const loop = collect(overAsync(source)).catch(String);
  while (!asked) await Promise.resolve();
  port.interruption.abort();
  assert.is(await loop, "Interrupted: the cell was interrupted");
  assert.ok(closed);
});

test("a bar that is moved by hand counts, takes reports, and ends once", () => {
  const { port, bar } = make();
  const moved = bar(10, { label: "a" });
  moved.advance();
  moved.advance(2.5);
  assert.is(moved.count, 3.5);
  moved.set(7);
  assert.match(inspect(moved), "progress: 7 of 10, 70 %");
  moved.report({ done: 12, total: 20, label: "fitting" });
  assert.equal([moved.count, moved.total, moved.label], [12, 20, "fitting"]);
  moved.done();
  const { length } = port.sent;
  moved.advance();
  moved.done();
  moved[Symbol.dispose]();
  assert.is(moved.count, 12);
  assert.is(port.sent.length, length);
  assert.match(port.lines[0] ?? "", /^fitting: .* 12 of 20 in /);
});

test("a block that is left ends its bar: done when all steps are, else stopped", () => {
  const { port, bar } = make();
  const [left, all] = [bar(10), bar(10)];
  all.set(10);
  all[Symbol.dispose]();
  left[Symbol.dispose]();
  assert.match(port.lines[0] ?? "", "stopped at 0 of 10");
  assert.match(port.lines[1] ?? "", "10 of 10 in");
});

test("bars within a bar share a line, by their label", () => {
  const { port, over } = make();
  for (const _ of over([1, 2, 3], { label: "outer" })) {
    for (const __ of over([1, 2], { label: "load" }));
    for (const __ of over([1, 2, 3, 4], { label: "fit" }));
  }
  assert.equal(
    port.lines.map((line) => line.replace(/ in .*/, "").replace(/▕█+▏ /, "")),
    ["outer: 3 of 3", "load: 2 of 2", "fit: 4 of 4"],
  );
});

test("bars one after the other, and those open at the same time, have lines of their own", () => {
  const { port, over, bar } = make();
  for (const _ of over([1], { label: "a" }));
  for (const _ of over([1], { label: "a" }));
  const open = [bar(5), bar(6)];
  for (const one of open) one.done();
  assert.is(port.lines.length, 4);
});

test("a million steps are few messages, at most 10 in a second, and the last state is sent", () => {
  const { port, over } = make();
  const startMs = performance.now();
  let steps = 0;
  for (const _ of over(new Uint8Array(1_000_000))) steps += 1;
  const elapsedS = (performance.now() - startMs) / 1000;
  assert.is(steps, 1_000_000);
  assert.ok(port.sent.length <= 10 * elapsedS + 3, `${port.sent.length} messages in ${elapsedS} s`);
  assert.match(port.lines[0] ?? "", "1,000,000 of 1,000,000");
});

test("many bars within one are few messages too", () => {
  const { port, over } = make();
  const startMs = performance.now();
  for (const _ of over(new Uint8Array(20_000), { label: "outer" }))
    for (const __ of over([1, 2, 3], { label: "inner" }));
  const elapsedS = (performance.now() - startMs) / 1000;
  assert.ok(port.sent.length <= 20 * elapsedS + 6, `${port.sent.length} messages in ${elapsedS} s`);
  assert.match(port.lines[1] ?? "", "3 of 3");
});

test("a state that waits is sent by itself", async () => {
  const { port, bar } = make();
  const moved = bar(10);
  moved.set(4);
  assert.match(port.lines[0] ?? "", " 0 of 10");
  // The kernel keeps the process alive, a test has to do it itself.
  const alive = setInterval(() => {}, 1000);
  while (port.sent.length < 2) await new Promise((resolve) => setImmediate(resolve));
  clearInterval(alive);
  assert.match(port.lines[0] ?? "", " 4 of 10");
});

test("the end of a run shows what waits, and after an error or interrupt no bar goes on", () => {
  for (const [how, words] of [
    ["ok", " 3 of 9, 33 %"],
    ["error", "stopped at 3 of 9"],
    ["interrupted", "interrupted at 3 of 9"],
  ] as const) {
    const { port, bars, bar } = make();
    const outer = bar(9);
    const inner = bar(9);
    outer.set(3);
    inner.set(3);
    bars.endRun(1, how);
    for (const line of port.lines) assert.match(line, words);
    assert.is(port.lines.length, 2);
    bars.endRun(2, "interrupted");
  }
  const { port, bars, bar } = make();
  for (port.runId = 1; port.runId < 3; port.runId += 1) bar(9);
  bars.endRun(undefined, "interrupted");
  for (const line of port.lines) assert.match(line, "interrupted at 0 of 9");
});

test("an interrupt ends all bars of its run, however many, without a warning of Node", async () => {
  const { port, bar } = make();
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.message);
  process.on("warning", listen);
  const open = Array.from({ length: 30 }, () => bar(5));
  port.interruption.abort();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", listen);
  assert.equal(warnings, []);
  for (const one of open) assert.is(one.state, "interrupted");
  assert.is(port.lines.filter((line) => line.includes("interrupted at 0 of 5")).length, 30);
});

test("of bars that nobody ends the oldest are forgotten, and can still be moved", () => {
  const { port, bars, bar } = make();
  const first = bar(9);
  for (port.runId = 2; port.runId < 1000; port.runId += 1) bar(9);
  first.set(9);
  first.done();
  assert.match(port.lines[0] ?? "", "9 of 9");
  bars.endRun(undefined, "interrupted");
  const interrupted = port.lines.filter((line) => line.includes("interrupted"));
  assert.is(interrupted.length, 128);
});

test("a bar belongs to the run that opened it, and is shown anew after clear", () => {
  const { port, ids, bar } = make();
  const moved = bar(10);
  port.runId = 2;
  ids.forget(1);
  moved.set(10);
  moved.done();
  assert.equal(
    port.sent.map(({ runId, messageType }) => [runId, messageType]),
    [
      [1, "display_data"],
      [1, "display_data"],
    ],
  );
});

test("bad input is refused with what was given and what to write", () => {
  const { port, progress, bar } = make();
  const said = (...given: Parameters<typeof progress>) => thrownBy(() => progress(...given));
  assert.match(said("fitting"), /progress was given a text \| Give what a loop can go over, .*label: "fitting"/);
  assert.match(said({}), "progress was given an object");
  assert.match(said(undefined), "progress was given undefined");
  assert.match(said(-1), "the total of a progress bar is -1");
  assert.match(said(NaN), "the total of a progress bar is NaN");
  assert.match(said([1], { total: "many" as never }), "the total of a progress bar is a text");
  assert.match(said(5, null as never), "the options of progress are null");
  assert.is(port.sent.length, 0);
  const moved = bar(Infinity, { label: "no\nend" });
  assert.is(moved.total, undefined);
  assert.is(moved.label, "no end");
  for (const steps of [-1, NaN, Infinity, "1"]) {
    assert.match(
      thrownBy(() => moved.advance(steps as number)),
      "advance of a progress bar was given",
    );
    assert.match(
      thrownBy(() => moved.set(steps as number)),
      "set of a progress bar was given",
    );
  }
});

async function collect<T>(items: AsyncIterable<T>, look: (item: T) => unknown = () => {}): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
    look(item);
  }
  return all;
}

test.run();
