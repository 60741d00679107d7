import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSession, em } from "../../src/em/index.js";
import { expectError } from "../io/expectError.js";

const test = suite("em.widgets.live on the twin");

test.after.each(async () => {
  bindSession({});
  await em.disconnect();
});

test("an interrupt of the cell ends a view within the frame that is being taken, and the beam is off", async () => {
  await em.connect("twin:moo3?seed=3&speed=real", { runs: false });
  const cell = new AbortController();
  bindSession({ signal: () => cell.signal });
  const view = em.widgets.live();
  // A frame takes 13 s.
  const following = view.follow(em.acquire.live({ sizePx: 512, dwellUs: 50 }));
  setTimeout(() => cell.abort(), 100);
  await expectError("Aborted", following);
  assert.is(view.last, undefined);
  bindSession({});
  assert.is((await em.beam.state()).isBlanked, true);
});

test.run();
