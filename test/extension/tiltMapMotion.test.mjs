import { test } from "uvu";
import * as assert from "uvu/assert";
import { StageMotion } from "../../extension/lib/extension/src/widgets/tiltMap/stageMotion.js";

const planned = { alphaDeg: 5, betaDeg: 6 };

/** A motion whose kernel is the test. @param {object} [state] */
function motion(state = { goingTo: null, instrument: { activity: "rest" } }) {
  /** @type {string[]} */
  const said = [];
  /** @type {{ name: string, body: unknown, signal?: AbortSignal, resolve: (value?: unknown) => void, reject: (error: Error) => void }[]} */
  const asked = [];
  let isAsked = false;
  const desk = /** @type {any} */ ({
    shown: () => ({ state }),
    requests: {
      ask: (/** @type {string} */ name, /** @type {unknown} */ body, /** @type {AbortSignal} */ signal) =>
        new Promise((resolve, reject) => {
          asked.push({ name, body, signal, resolve, reject });
          signal?.addEventListener("abort", () => reject(signal.reason));
        }),
    },
    controls: {
      ask: () => {
        isAsked = true;
        return true;
      },
      cancel: () => {
        const was = isAsked;
        isAsked = false;
        return was;
      },
    },
    say: (/** @type {string} */ text) => void said.push(text),
    focus: () => void said.push("focus"),
  });
  return { motion: new StageMotion(desk), said, asked };
}

test("Go only asks; the stage hears of it when it is confirmed", async () => {
  const { motion: go, said, asked } = motion();
  go.ask();
  assert.equal(asked, []);
  const going = go.go(planned);
  assert.equal(
    asked.map(({ name, body }) => [name, body]),
    [["go", planned]],
  );
  asked[0]?.resolve();
  await going;
  assert.is(said.at(-1), "The stage is at rest");
});

test("a failure is told with its reason", async () => {
  const { motion: go, said, asked } = motion();
  const going = go.go(planned);
  asked[0]?.reject(new Error("alpha is stuck"));
  await going;
  assert.is(said.at(-1), "Not tilted as planned: alpha is stuck");
});

test("Escape takes the question back, and stops what moves", () => {
  const at = motion();
  at.motion.ask();
  assert.ok(at.motion.abort());
  assert.equal([at.asked.length, at.said.at(-1)], [0, "focus"]);
  assert.not(at.motion.abort(), "there is nothing left to abort");
  const moving = motion({ goingTo: null, instrument: { activity: "moving" } });
  assert.ok(moving.motion.abort());
  assert.is(moving.asked[0]?.name, "stop");
});

test("when the line is interrupted the question is taken back, and a motion that was asked for is ended", async () => {
  const { motion: go, said, asked } = motion();
  const going = go.go(planned);
  assert.not(asked[0]?.signal?.aborted);
  go.lost();
  assert.ok(asked[0]?.signal?.aborted);
  await going;
  assert.match(said.at(-1) ?? "", /Not tilted as planned: the line to the kernel was interrupted/);
  go.lost();
});

test.run();
