import { test } from "uvu";
import * as assert from "uvu/assert";
import { readoutText, valueText } from "../../extension/lib/extension/src/widgets/image/readout.js";
import { KernelRequests } from "../../extension/lib/extension/src/widgets/kernelRequests.js";

/**
 * The front end's side of the requests, and what it has sent.
 * @param {Readonly<Record<string, import("../../extension/lib/extension/src/widgets/kernelRequests.js").Answerer>>} answerers
 */
function requestsWith(answerers = {}) {
  /** @type {any[]} */
  const sent = [];
  const requests = new KernelRequests((content, buffers = []) => sent.push({ ...content, buffers }), answerers);
  return { sent, requests };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @param {Promise<unknown>} promise */
const failureOf = (promise) =>
  promise.then(
    () => "",
    (error) => String(error.message),
  );

test("an answer goes to the request of its id, once", async () => {
  const { sent, requests } = requestsWith();
  const [first, second] = [requests.ask("one", 1), requests.ask("two", 2)];
  assert.not.equal(sent[0].id, sent[1].id);
  requests.receive({ kind: "answer", id: sent[1].id, body: "B" }, []);
  requests.receive({ kind: "failure", id: sent[0].id, reason: "no" }, []);
  requests.receive({ kind: "answer", id: sent[0].id, body: "late" }, []);
  assert.is((await second).body, "B");
  assert.is(await failureOf(first), "no");
});

test("progress goes to the request of its id, until it is answered", async () => {
  const { sent, requests } = requestsWith();
  /** @type {number[][]} */
  const heard = [];
  const asked = requests.ask("slow", null, undefined, (...steps) => heard.push(steps));
  const { id } = sent[0];
  requests.receive({ kind: "progress", id, done: 1, total: 4 }, []);
  requests.receive({ kind: "progress", id: "other", done: 2, total: 4 }, []);
  requests.receive({ kind: "progress", id, done: 5, total: 4 }, []);
  requests.receive({ kind: "answer", id }, []);
  requests.receive({ kind: "progress", id, done: 3, total: 4 }, []);
  await asked;
  assert.equal(heard, [[1, 4]]);
});

test("a signal gives a request up and tells the kernel", async () => {
  const { sent, requests } = requestsWith();
  const controller = new AbortController();
  const asked = requests.ask("slow", null, controller.signal);
  controller.abort(new Error("moved on"));
  assert.is(await failureOf(asked), "moved on");
  assert.equal([sent[1].kind, sent[1].id], ["abort", sent[0].id]);
  assert.is(await failureOf(requests.ask("slow", null, controller.signal)), "moved on");
  assert.is(sent.length, 2, "nothing was asked");
});

test("what the kernel asks is answered, also that it cannot be", async () => {
  const { sent, requests } = requestsWith({
    picture: async (body) => ({ body, buffers: [new ArrayBuffer(2)] }),
    broken: () => {
      throw new Error("no canvas");
    },
  });
  for (const name of ["picture", "broken", "constructor"])
    requests.receive({ kind: "request", id: name, name, body: 7 }, []);
  await settled();
  const [begun] = sent;
  assert.equal(
    [begun.kind, begun.id, begun.done],
    ["progress", "picture", 0],
    "the kernel hears first that it has begun",
  );
  const answers = Object.fromEntries(sent.map((answer) => [answer.id, answer]));
  assert.equal([answers.picture.kind, answers.picture.body, answers.picture.buffers.length], ["answer", 7, 1]);
  assert.is(answers.broken.reason, "no canvas");
  assert.match(answers.constructor.reason, 'cannot do "constructor"');
});

test("a page that does not show the widget leaves the answer to one that does", async () => {
  /** @type {any[]} */
  const sent = [];
  let isShown = false;
  const requests = new KernelRequests(
    (content) => sent.push(content),
    { picture: () => ({ body: 1 }) },
    () => isShown,
  );
  requests.receive({ kind: "request", id: "a", name: "picture" }, []);
  await settled();
  assert.equal(sent, []);
  isShown = true;
  requests.receive({ kind: "request", id: "b", name: "picture" }, []);
  await settled();
  assert.equal(
    sent.map(({ kind, id }) => [kind, id]),
    [
      ["progress", "b"],
      ["answer", "b"],
    ],
  );
});

test("what the kernel gives up is not answered; messages without sense do nothing", async () => {
  const { sent, requests } = requestsWith({
    slow: (_body, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({}))),
  });
  requests.receive({ kind: "request", id: "a", name: "slow" }, []);
  requests.receive({ kind: "abort", id: "a" }, []);
  for (const content of [null, 5, "abort", { kind: "abort", id: "zz" }, { kind: "event", name: "x" }])
    requests.receive(content, []);
  await settled();
  assert.equal(
    sent.map(({ kind }) => kind),
    ["progress"],
    "it has begun, and that is all",
  );
});

test("the end of a widget ends what waits", async () => {
  const { requests } = requestsWith();
  const asked = requests.ask("one", 1);
  requests.end("the widget was closed");
  assert.is(await failureOf(asked), "the widget was closed");
});

test("a pixel is read out with its place, in lengths where they are known, and its value", () => {
  const found = { xPx: 12, yPx: 200, value: 7 };
  assert.is(
    readoutText(found, { pixelNm: 0.02, valueUnit: "electrons" }),
    "x 12, y 200 px (240 pm, 4 nm): 7 electrons",
  );
  assert.is(readoutText(found, { pixelNm: null, valueUnit: "" }), "x 12, y 200 px: 7");
  assert.equal(
    [Number.NaN, 1 / 3, 12345678, -0.5].map((value) => valueText(value)),
    ["no value", "0.333333", "12345678", "-0.5"],
  );
});

test.run();
