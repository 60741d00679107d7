import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ProgressBars } from "../../../kernel/output/progressBars.js";
import { ShownIds } from "../../../kernel/output/shownIds.js";
import { FakePort } from "./fakePort.js";

const test = suite("bars of long operations");
const find = "em.atoms.find";

function make() {
  const port = new FakePort();
  return { port, bars: new ProgressBars(port, new ShownIds()) };
}

/** Waits for messages; the kernel keeps the process alive, a test has to do it itself. */
async function sent(port: FakePort, count: number): Promise<void> {
  const alive = setInterval(() => {}, 1000);
  while (port.sent.length < count) await new Promise((resolve) => setImmediate(resolve));
  clearInterval(alive);
}

test("a short operation shows nothing", () => {
  const { port, bars } = make();
  const operation = bars.forOperation(find);
  operation.onProgress({ done: 1, total: 2, label: "fitting" });
  operation.end(true);
  bars.endRun(1, "ok");
  assert.is(port.sent.length, 0);
});

test("a long one shows its step under the cell that called it, no rate, and its end", async () => {
  const { port, bars } = make();
  const operation = bars.forOperation(find);
  operation.onProgress({ done: 1, total: 9, label: "fitting the lattice" });
  port.runId = 2;
  await sent(port, 1);
  assert.match(port.lines[0] ?? "", /^em\.atoms\.find, fitting the lattice: ▕\S+ +▏ 1 of 9, 11 %, [01](\.\d)? s$/);
  operation.onProgress({ done: 4, total: 9, label: "fitting positions" });
  operation.end(true);
  operation.onProgress({ done: 5, total: 9, label: "too late" });
  operation.end(false);
  bars.endRun(1, "ok");
  assert.match(port.lines.at(-1) ?? "", /^em\.atoms\.find: ▕█+▏ 9 of 9 in [01](\.\d)? s$/);
  assert.equal([...new Set(port.sent.map(({ runId }) => runId))], [1]);
});

test("calls of one cell share a line, those of two cells do not; a failed one says so", async () => {
  const { port, bars } = make();
  for (const runId of [1, 2]) {
    port.runId = runId;
    for (let call = 0; call < 2; call += 1) {
      const operation = bars.forOperation(find);
      operation.onProgress({ done: 1, total: 2, label: `call ${runId}.${call}` });
      while (!port.lines.join().includes(`call ${runId}.${call}`)) await sent(port, port.sent.length + 1);
      operation.end(call === 0);
    }
    bars.endRun(runId, "ok");
  }
  assert.is(port.lines.length, 2);
  for (const line of port.lines) assert.match(line, "stopped at 1 of 2 (50 %)");
});

test("the time goes on while a step takes long", async () => {
  const { port, bars } = make();
  const operation = bars.forOperation(find);
  await sent(port, 2);
  assert.match(port.lines[0] ?? "", /^em\.atoms\.find: 1(\.\d)? s$/);
  operation.end(false);
  bars.endRun(1, "ok");
});

test("an interrupt ends the bar, and what the operation still reports is not shown", async () => {
  const { port, bars } = make();
  const operation = bars.forOperation(find);
  await sent(port, 1);
  assert.match(port.lines[0] ?? "", /^em\.atoms\.find: [01](\.\d)? s$/);
  operation.onProgress({ done: 3, total: 9, label: "fitting" });
  port.interruption.abort();
  operation.onProgress({ done: 4, total: 9, label: "fitting" });
  operation.end(false);
  bars.endRun(1, "interrupted");
  assert.match(port.lines[0] ?? "", "interrupted at 3 of 9");
});

test.run();
