import { test } from "uvu";
import * as assert from "uvu/assert";
import { Micrograph } from "../../src/core/micrograph.js";
import type { Segment } from "../../src/widgets/supportSet/segment.js";
import { firstAnnotation, SupportSetWidget } from "../../src/widgets/supportSet/supportSetWidget.js";
import { displaySymbol } from "../../src/widgets/viewBundle.js";
import { WidgetHost } from "../../src/widgets/widgetHost.js";
import { FakeComms } from "./fakeComms.js";

const look = { colourMap: "grey", low: 0, high: 5, gamma: 1 } as const;
const micrograph = new Micrograph({ data: new Float32Array(64 * 32), widthPx: 64, heightPx: 32, title: "frame" });
const even: Segment = ({ chips, classNames }) => ({
  probabilities: new Float32Array(chips.columns * chips.rows * classNames.length).fill(1 / classNames.length),
});

function widget(segment: Segment = even) {
  const comms = new FakeComms();
  const host = new WidgetHost(comms);
  const session = {
    host,
    signal: () => undefined,
    segment,
    still: () => ({ "image/png": "still", "text/html": "no" }),
  };
  const picks = new SupportSetWidget(micrograph, look, firstAnnotation(micrograph, 16, ["film", "hole"]), session);
  const bundle = picks[displaySymbol]();
  return { comms, picks, bundle, id: comms.sent.at(-1)!.id };
}

const sent = (picks: SupportSetWidget, labels: readonly (readonly [number, number])[]) => {
  const { format: _format, version: _version, image: _image, ...annotation } = JSON.parse(picks.toJson());
  return { method: "update", state: { annotation: { ...annotation, labels }, past: [], future: [] } };
};

test("it shows itself as a view with a still picture", () => {
  const { bundle, picks } = widget();
  assert.equal(Object.keys(bundle).sort(), ["application/vnd.jupyter.widget-view+json", "image/png"]);
  assert.equal(picks.current.grid, {
    chipWidthPx: 16,
    chipHeightPx: 16,
    offsetXPx: 0,
    offsetYPx: 0,
    columns: 4,
    rows: 2,
  });
  assert.equal(
    picks.current.classes.map(({ name, chips }) => [name, chips]),
    [
      ["film", []],
      ["hole", []],
    ],
  );
});

test("a cell waits for a pick, and hears of no change of contrast", async () => {
  const { comms, picks, id } = widget();
  const heard: number[] = [];
  picks.onChange(({ classes }) => heard.push(classes[0]!.chips.length));
  const changed = picks.changed();
  comms.say(id, { method: "update", state: { gamma: 2 } });
  await new Promise((resolve) => setImmediate(resolve));
  comms.say(
    id,
    sent(picks, [
      [2, 1],
      [3, 0],
      [5, 2],
    ]),
  );
  const { classes, ignored } = await changed;
  assert.equal([classes[0]!.chips, classes[1]!.chips, ignored], [[2], [5], [3]]);
  assert.equal(heard, [1]);
});

test("what a page sends is looked at: chips beside the image do not count, and results cannot be sent", () => {
  const { comms, picks, id } = widget();
  comms.say(
    id,
    sent(picks, [
      [2, 1],
      [5000, 1],
    ]),
  );
  assert.equal(picks.current.classes[0]!.chips, [2]);
  comms.say(id, sent(picks, [[2, 77]]));
  comms.say(id, { method: "update", state: { annotation: "x", segmentation: { grid: 1 } } });
  assert.equal(picks.current.classes[0]!.chips, [2]);
  assert.is(picks.segmentation, undefined);
});

test("code sets grid, classes and chips; each can be undone and done again", () => {
  const { picks } = widget();
  picks.set({
    classes: [
      { name: "hole", chips: [1, 0] },
      { name: "new", colour: "#112233", chips: [7] },
    ],
    ignored: [3],
  });
  const { classes, ignored } = picks.current;
  assert.equal(
    [classes.map(({ name, chips }) => [name, chips]), ignored],
    [
      [
        ["hole", [0, 1]],
        ["new", [7]],
      ],
      [3],
    ],
  );
  assert.is(classes[1]!.colour, "#112233");
  picks.set({ grid: { chipWidthPx: 32 } });
  assert.equal([picks.current.grid.columns, picks.current.classes[0]!.chips], [2, [0]]);
  picks.undo().undo();
  assert.equal(
    picks.current.classes.map(({ name }) => name),
    ["film", "hole"],
  );
  picks.redo();
  assert.is(picks.current.classes[1]!.name, "new");
});

test("what cannot be set is refused, with what to do", () => {
  const { picks } = widget();
  const wrong = [
    { grid: { chipWidthPx: 1000 } },
    { grid: { chipWidthPx: 9.5 } },
    { grid: { chipSize: 8 } },
    { grid: { offsetXPx: Number.NaN } },
    { classes: [{ name: "a" }, { name: "a" }] },
    { classes: [{ name: "" }] },
    { classes: [{ name: "a", colour: "red" }] },
    { classes: [{ name: "a", chips: [8] }] },
    { ignored: [-1] },
  ];
  for (const change of wrong)
    assert.throws(
      () => picks.set(change as never),
      (error: { tag?: string; fix?: string }) => error.tag === "BadOption" && Boolean(error.fix),
      JSON.stringify(change),
    );
  assert.throws(
    () => picks.load("{}"),
    (error: { tag?: string }) => error.tag === "BadFile",
  );
});

test("the button of the page segments through the callback, and can stop it", async () => {
  const requests: Parameters<Segment>[] = [];
  let isStopped = false;
  const { comms, picks, id } = widget(async (request, options) => {
    requests.push([request, options]);
    if (requests.length === 1) return even(request, options);
    await new Promise((resolve) => options.signal.addEventListener("abort", resolve));
    isStopped = true;
    throw options.signal.reason;
  });
  const ask = (request: string) =>
    comms.say(id, { method: "custom", content: { kind: "request", id: request, name: "segment", body: null } });
  ask("first");
  await new Promise((resolve) => setImmediate(resolve));
  assert.match(comms.take(id).at(-1)!.data.content.reason, "at least 2 are needed");
  picks.set({
    classes: [{ name: "film", chips: [1] }, { name: "empty" }, { name: "hole", chips: [4, 5] }],
    ignored: [2],
  });
  ask("second");
  await new Promise((resolve) => setImmediate(resolve));
  const [{ classNames, supports, ignored, chips }] = requests[0]!;
  assert.equal([classNames, ignored, chips.columns], [["film", "hole"], [2], 4]);
  assert.equal(
    supports.map(({ chip, classIndex }) => [chip, classIndex]),
    [
      [1, 0],
      [4, 1],
      [5, 1],
    ],
  );
  assert.is(picks.segmentation?.probabilities.length, 16);
  assert.equal(comms.take(id).at(-1)!.data.content, { kind: "answer", id: "second", body: null });
  ask("third");
  comms.say(id, { method: "custom", content: { kind: "abort", id: "third" } });
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(isStopped);
  assert.match(picks.toCsv(), "p(hole)");
});

test("a segmentation that the front end has asked for tells it how far it is, until it is answered", async () => {
  let tell = (_done: number) => {};
  let finish = () => {};
  const { comms, picks, id } = widget(async (request, options) => {
    tell = (done) => options.onProgress?.({ done, total: 4, label: "describing chips" });
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return even(request, options);
  });
  picks.set({
    classes: [
      { name: "film", chips: [1] },
      { name: "hole", chips: [4] },
    ],
  });
  comms.take(id);
  const request = { kind: "request", id: "first", name: "segment", body: null };
  comms.say(id, { method: "custom", content: request });
  tell(1);
  // At once: nobody sees more than ten steps a second.
  tell(2);
  assert.equal(
    comms.take(id).map(({ data }) => data.content),
    [{ kind: "progress", id: "first", done: 1, total: 4 }],
  );
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  comms.take(id);
  await new Promise((resolve) => setTimeout(resolve, 110));
  tell(3);
  assert.equal(comms.take(id), []);
});

test("a result that does not fit is refused by its name", async () => {
  const wrong: readonly [object | undefined, RegExp][] = [
    [undefined, /probabilities/],
    [{ probabilities: new Float32Array(3) }, /8 chips x 2 classes/],
    [{ probabilities: new Float32Array(16).fill(2) }, /between 0 and 1/],
    [{ probabilities: new Float32Array(16).fill(Number.NaN) }, /between 0 and 1/],
    [{ probabilities: new Float32Array(16), nearest: new Int32Array(8) }, /nearest/],
    [{ probabilities: new Float32Array(16), nearestCount: 11 }, /nearestCount/],
    [{ probabilities: new Float32Array(16), unlike: new Uint8Array(7) }, /unlike/],
  ];
  for (const [result, message] of wrong) {
    const { picks } = widget(() => result as never);
    picks.set({
      classes: [
        { name: "film", chips: [1] },
        { name: "hole", chips: [4] },
      ],
    });
    await picks.segment().then(
      () => assert.unreachable(),
      (error) => assert.match(error.message, message),
    );
    assert.is(picks.segmentation, undefined);
  }
});

test("the annotation goes through its file", () => {
  const { picks } = widget();
  const json = picks.set({ classes: [{ name: "film", chips: [1] }] }).toJson();
  const other = widget().picks.load(json);
  assert.equal(other.current, picks.current);
  assert.is(other.undo().current.classes.length, 2);
});

test.run();
