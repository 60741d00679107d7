import { test } from "uvu";
import * as assert from "uvu/assert";
import { bytesUpTo, numberFrom, textUpTo } from "../../src/messages/reader.js";
import { widgetModule } from "../../src/messages/widgetModule.js";
import { AnswerWithBytes, type ServedRequest } from "../../src/widgets/servedRequests.js";
import type { WidgetDefinition } from "../../src/widgets/widgetDefinition.js";
import { WidgetHost } from "../../src/widgets/widgetHost.js";
import { WidgetModel } from "../../src/widgets/widgetModel.js";
import { FakeComms } from "./fakeComms.js";

interface State {
  readonly title: string;
  readonly gamma: number;
  readonly pixels: Uint8Array;
}

const definition: WidgetDefinition<State> = {
  name: "Sample",
  traits: {
    title: { read: textUpTo(9) },
    gamma: { read: numberFrom(0, 9), isShared: true },
    pixels: { read: bytesUpTo(9) },
  },
};

function shown() {
  const comms = new FakeComms();
  const host = new WidgetHost(comms);
  const model = new WidgetModel<State>(definition, { title: "a", gamma: 1, pixels: Uint8Array.of(1, 2, 3) }, host);
  return { comms, host, model, id: model.modelId()! };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("nothing is opened before it is shown; then its layout is, and after it the widget", () => {
  const comms = new FakeComms();
  const model = new WidgetModel<State>(
    definition,
    { title: "a", gamma: 1, pixels: Uint8Array.of(7) },
    new WidgetHost(comms),
  );
  model.set({ gamma: 3 });
  assert.equal(comms.sent, []);
  const id = model.modelId();
  assert.is(model.modelId(), id, "a second view is of the same model");
  const [layout, widget] = comms.sent;
  assert.is(comms.sent.length, 2);
  assert.is(layout!.data.state._model_name, "LayoutModel");
  assert.equal([widget!.id, widget!.target, widget!.metadata], [id, "jupyter.widget", { version: "2.1.0" }]);
  const { state, buffer_paths } = widget!.data;
  assert.is(state.layout, `IPY_MODEL_${layout!.id}`);
  assert.equal([state._model_module, state._model_name, state._view_name], [widgetModule, "SampleModel", "SampleView"]);
  assert.equal([state.title, state.gamma, state.pixels], ["a", 3, undefined]);
  assert.equal([buffer_paths, widget!.buffers], [[["pixels"]], [Uint8Array.of(7)]]);
});

test("what the kernel sets is sent, binary values beside the rest", () => {
  const { comms, model, id } = shown();
  model.set({ gamma: 2, pixels: Uint8Array.of(9) });
  const [update] = comms.take(id);
  assert.equal(update!.data, { method: "update", state: { gamma: 2 }, buffer_paths: [["pixels"]] });
  assert.equal(update!.buffers, [Uint8Array.of(9)]);
});

test("what a person sets is taken over, told to listeners and to all views", () => {
  const { comms, model, id } = shown();
  const heard: unknown[] = [];
  const end = model.onChange((change) => heard.push(change));
  comms.say(id, { method: "update", state: { gamma: 5 }, buffer_paths: [] });
  assert.is(model.state.gamma, 5);
  assert.equal(heard, [{ gamma: 5 }]);
  assert.equal(comms.take(id)[0]!.data, { method: "echo_update", state: { gamma: 5 }, buffer_paths: [] });
  end();
  comms.say(id, { method: "update", state: { gamma: 6 } });
  assert.is(heard.length, 1);
});

test("what a person must not set is taken back", () => {
  const { comms, model, id } = shown();
  model.onChange(() => assert.unreachable("nothing was changed"));
  const evil = { title: "evil", gamma: "<img>", pixels: null, _model_name: "Other", layout: "x", unknown: 1 };
  comms.say(id, { method: "update", state: evil, buffer_paths: [["pixels"]] }, [new Uint8Array(3)]);
  assert.equal([model.state.title, model.state.gamma, model.state.pixels], ["a", 1, Uint8Array.of(1, 2, 3)]);
  const [echo] = comms.take(id);
  assert.equal(echo!.data.state, { title: "a", gamma: 1 });
  assert.equal([echo!.data.buffer_paths, echo!.buffers], [[["pixels"]], [Uint8Array.of(1, 2, 3)]]);
});

test("messages that make no sense do nothing", () => {
  const { comms, model, id } = shown();
  const before = model.state;
  const senseless = [{}, { method: 7 }, { method: "update" }, { method: "update", state: [1] }, { method: "custom" }];
  for (const data of senseless) comms.say(id, data);
  comms.say(id, { method: "update", state: {}, buffer_paths: [["__proto__", "x"], "gamma", [["gamma"]]] });
  comms.say(id, { method: "custom", content: { kind: "answer", id: "k99" } });
  comms.say(id, { method: "custom", content: { kind: "abort", id: "p99" } });
  assert.equal(model.state, before);
  assert.equal(comms.take(id), []);
});

test("request_state gives the whole state", () => {
  const { comms, id } = shown();
  comms.say(id, { method: "request_state" });
  const [update] = comms.take(id);
  assert.equal(update!.data.state, { title: "a", gamma: 1 });
  assert.equal(update!.data.buffer_paths, [["pixels"]]);
});

test("a page that is opened again gets all models in one message, their layouts first", () => {
  const { comms, model, id } = shown();
  model.set({ gamma: 4 });
  const control = comms.openFromPage("jupyter.widget.control");
  comms.say(control, { method: "something else" });
  comms.say(control, { method: "request_states" });
  const [answer, ...more] = comms.take(control);
  assert.equal(more, []);
  const { method, states, buffer_paths } = answer!.data;
  assert.is(method, "update_states");
  const [layoutId, widgetId] = Object.keys(states);
  assert.is(widgetId, id);
  assert.is(states[id].state.layout, `IPY_MODEL_${layoutId}`);
  assert.equal(
    [states[id].model_name, states[id].model_module, states[id].state.gamma],
    ["SampleModel", widgetModule, 4],
  );
  assert.equal(buffer_paths, [[id, "state", "pixels"]]);
  assert.equal(answer!.buffers, [Uint8Array.of(1, 2, 3)]);
});

test("changed resolves with the state after the next change, and only of a person", async () => {
  const { comms, model, id } = shown();
  const changed = model.changed();
  model.set({ gamma: 2 });
  comms.say(id, { method: "update", state: { gamma: 8 } });
  assert.is((await changed).gamma, 8);
});

test("waiting ends by its signal and by the end of the widget", async () => {
  const { model } = shown();
  const controller = new AbortController();
  const waits = [model.changed(controller.signal), model.request("snapshot", null, controller.signal)];
  controller.abort();
  for (const wait of waits) assert.is(await tagOf(wait), "Aborted");
  assert.is(await tagOf(model.changed(controller.signal)), "Aborted");
  const more = [model.changed(), model.request("snapshot", null)];
  model.close();
  for (const wait of more) assert.is(await tagOf(wait), "Aborted");
  assert.is(await tagOf(model.changed()), "Aborted");
  assert.is(await tagOf(model.request("snapshot", null)), "NotConnected");
});

test("a request gets the answer of its id; a signal that fires tells the views", async () => {
  const { comms, model, id } = shown();
  const controller = new AbortController();
  const [first, second] = [model.request("one", 1), model.request("two", 2)];
  const third = model.request("three", 3, controller.signal);
  const [a, b, c] = comms.take(id).map(({ data }) => data.content);
  assert.equal([a.kind, a.name, a.body], ["request", "one", 1]);
  comms.say(id, { method: "custom", content: { kind: "answer", id: b.id, body: "B" } }, [Uint8Array.of(5)]);
  comms.say(id, { method: "custom", content: { kind: "answer", id: b.id, body: "again" } });
  comms.say(id, { method: "custom", content: { kind: "failure", id: a.id, reason: "no canvas" } });
  assert.equal(await second, { body: "B", buffers: [Uint8Array.of(5)] });
  await first.then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, "no canvas"),
  );
  controller.abort();
  assert.equal(comms.take(id)[0]!.data.content, { kind: "abort", id: c.id });
  assert.is(await tagOf(third), "Aborted");
});

test("requests of the front end are answered, with bytes too, and failures have their reason", async () => {
  const { comms, model, id } = shown();
  model.served.handle("double", ({ body }) => Number(body) * 2);
  model.served.handle("bytes", async () => new AnswerWithBytes("here", [Uint8Array.of(1)]));
  model.served.handle("fail", () => {
    throw new Error("nothing there");
  });
  for (const name of ["double", "bytes", "fail", "toString"])
    comms.say(id, { method: "custom", content: { kind: "request", id: name, name, body: 4 } });
  await settled();
  const answers = Object.fromEntries(
    comms.take(id).map(({ data, buffers }) => [data.content.id, { ...data.content, buffers }]),
  );
  assert.equal([answers["double"].body, answers["double"].kind], [8, "answer"]);
  assert.equal([answers["bytes"].body, answers["bytes"].buffers], ["here", [Uint8Array.of(1)]]);
  assert.is(answers["fail"].reason, "nothing there");
  assert.is(answers["toString"].kind, "failure");
});

test("a request that the front end gives up fires its signal and is not answered", async () => {
  const { comms, model, id } = shown();
  const requests: ServedRequest[] = [];
  model.served.handle("slow", (request) => {
    requests.push(request);
    return new Promise((resolve) => request.signal.addEventListener("abort", () => resolve("late")));
  });
  for (const name of ["p1", "p2"])
    comms.say(id, { method: "custom", content: { kind: "request", id: name, name: "slow" } });
  comms.say(id, { method: "custom", content: { kind: "abort", id: "p1" } });
  assert.equal(
    requests.map(({ signal }) => signal.aborted),
    [true, false],
  );
  model.close();
  assert.ok(requests[1]!.signal.aborted, "the end of the widget ends it too");
  await settled();
  assert.equal(
    comms.take(id).filter(({ type }) => type === "message"),
    [],
  );
});

test("closing takes the widget and its layout out, once; a page that closes it ends it too", () => {
  const { comms, host, model, id } = shown();
  assert.is(host.openCount, 2);
  model.close();
  model.close();
  assert.is(comms.sent.filter(({ type }) => type === "close").length, 2);
  assert.equal([host.openCount, model.isClosed, model.modelId()], [0, true, undefined]);
  model.set({ gamma: 2 });
  assert.equal(
    comms.take(id).filter(({ type }) => type === "message"),
    [],
  );
  const other = shown();
  other.comms.closeFromPage(other.id);
  assert.ok(other.model.isClosed);
});

test("without a front end it keeps its state and has no view", async () => {
  const model = new WidgetModel<State>(definition, { title: "a", gamma: 1, pixels: new Uint8Array() }, undefined);
  model.set({ gamma: 2 });
  assert.equal([model.modelId(), model.state.gamma], [undefined, 2]);
  assert.is(await tagOf(model.request("snapshot", null)), "NotConnected");
  model.close();
});

async function tagOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    return (error as { tag?: unknown }).tag;
  }
}

test.run();
