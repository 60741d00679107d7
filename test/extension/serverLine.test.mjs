import { test } from "uvu";
import * as assert from "uvu/assert";
import { ServerLine } from "../../extension/lib/extension/src/widgets/serverLine.js";

/** A connection to a kernel as JupyterLab has it. */
function connection() {
  /** @type {Set<() => void>} */
  const slots = new Set();
  const made = {
    connectionStatus: "connected",
    connectionStatusChanged: {
      connect: (/** @type {() => void} */ slot) => slots.add(slot),
      disconnect: (/** @type {() => void} */ slot) => slots.delete(slot),
    },
    slots,
    become(/** @type {string} */ status) {
      made.connectionStatus = status;
      for (const slot of slots) slot();
    },
  };
  return made;
}

test("a line that goes and comes back is told each time", () => {
  const kernel = connection();
  /** @type {boolean[]} */
  const told = [];
  const line = new ServerLine(() => told.push(line.isDown));
  line.follow({ kernel });
  line.follow({ kernel });
  assert.is(kernel.slots.size, 1);
  for (const status of ["connecting", "disconnected", "connected"]) kernel.become(status);
  assert.equal(told, [true, true, false]);
});

test("it goes along to another kernel, and leaves with the view", () => {
  const [first, second] = [connection(), connection()];
  const line = new ServerLine(() => {});
  line.follow({ kernel: first });
  line.follow({ kernel: second });
  assert.equal([first.slots.size, second.slots.size], [0, 1]);
  first.become("connecting");
  assert.not(line.isDown);
  line.leave();
  assert.is(second.slots.size, 0);
});

test("a front end that tells nothing of its line counts as connected", () => {
  const line = new ServerLine(() => {});
  for (const manager of [undefined, {}, { kernel: null }, { kernel: {} }]) {
    line.follow(manager);
    assert.not(line.isDown);
  }
});

test.run();
