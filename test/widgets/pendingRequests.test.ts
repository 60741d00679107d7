import { test } from "uvu";
import * as assert from "uvu/assert";
import { PendingRequests } from "../../src/widgets/pendingRequests.js";
import { expectError } from "../io/expectError.js";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("where nobody says that it has begun, a request is given up, and what comes later is dropped", async () => {
  const pending = new PendingRequests();
  let asked = "";
  const asking = pending.ask(
    (id) => {
      asked = id;
    },
    () => assert.unreachable("nobody is there to be told"),
    undefined,
    20,
  );
  const error = await expectError("NotConnected", asking, /no page has answered within 0\.02 s/);
  assert.match(error.fix, /display\(widget\)/);
  pending.begun(asked);
  pending.answer(asked, { body: 1, buffers: [] });
});

test("whoever has begun may take longer; without a limit it is waited for", async () => {
  const pending = new PendingRequests();
  const ids: string[] = [];
  const send = (id: string) => void ids.push(id);
  const none = () => {};
  const slow = pending.ask(send, none, undefined, 20);
  const open = pending.ask(send, none, undefined);
  pending.begun(ids[0]!);
  await pause(60);
  for (const id of ids) pending.answer(id, { body: id, buffers: [] });
  assert.equal([(await slow).body, (await open).body], ids);
});

test.run();
