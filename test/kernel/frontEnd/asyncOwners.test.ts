import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AsyncOwners, type CalledBack } from "../../../kernel/frontEnd/asyncOwners.js";

const test = suite("owners across await");

/** Calls a function as what a request asks for. */
function within<T>(state: CalledBack, owner: number, work: () => T): T {
  state.calledBack = owner;
  try {
    return work();
  } finally {
    state.calledBack = undefined;
  }
}

test("what goes on after an await has the owner that it began with, each its own", async () => {
  const state: CalledBack = { calledBack: undefined };
  const stop = new AsyncOwners(state).follow();
  const seen = async () => {
    const owners = [state.calledBack];
    await null;
    owners.push(state.calledBack);
    await new Promise((done) => setImmediate(done));
    owners.push(state.calledBack);
    await Promise.all([Promise.resolve(1), (async () => await null)()]);
    owners.push(state.calledBack);
    return owners;
  };
  const [one, two] = [within(state, -1, seen), within(state, -2, seen)];
  const none = seen();
  assert.equal(await one, [-1, -1, -1, -1]);
  assert.equal(await two, [-2, -2, -2, -2]);
  assert.equal(await none, [undefined, undefined, undefined, undefined]);
  assert.is(state.calledBack, undefined);
  stop();
});

test("following ends with the last follower, also in the middle of a continuation", async () => {
  const state: CalledBack = { calledBack: undefined };
  const owners = new AsyncOwners(state);
  const stops = [owners.follow(), owners.follow()];
  stops[0]?.();
  stops[0]?.();
  const after = within(state, -3, async () => {
    await null;
    const before = state.calledBack;
    stops[1]?.();
    return [before, state.calledBack];
  });
  assert.equal(await after, [-3, undefined]);
  const untold = within(state, -4, async () => {
    await null;
    return state.calledBack;
  });
  assert.is(await untold, undefined);
});

test.run();
