import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Message } from "../../kernel/wire.js";
import { KernelClient } from "./kernelClient.js";

// The protocol of jupyter-widgets 2.1.0, its kernel side written in a cell: what the comms must carry for it.

const test = suite("the protocol of jupyter-widgets over comms");
let kernel: KernelClient;

type Extras = Parameters<KernelClient["send"]>[3];

/** A model with JSON state and one binary field, and the control comm, as a library for widgets would have them. */
const widgets = `
type State = Record<string, unknown>
interface Model { readonly state: State; readonly comm: { readonly id: string } }
const models = new Map<string, Model>()
const version = { version: "2.1.0" }
function split(state: State, path: readonly string[]) {
  const isBinary = (key: string) => state[key] instanceof Uint8Array
  const keys = Object.keys(state).filter(isBinary)
  return {
    state: Object.fromEntries(Object.entries(state).filter(([key]) => !isBinary(key))),
    buffer_paths: keys.map((key) => [...path, key]),
    buffers: keys.map((key) => state[key] as Uint8Array),
  }
}
function model(state: State, onCustom: (content: unknown, buffers: readonly Uint8Array[]) => unknown = () => {}): Model {
  const { buffers, ...data } = split(state, [])
  const comm = comms.open("jupyter.widget", { data, metadata: version, buffers })
  comm.onMessage(({ data, buffers }) => {
    const update = (method: string, changed: State) => {
      const { buffers, ...rest } = split(changed, [])
      comm.send({ method, ...rest }, { buffers })
    }
    if (data["method"] === "update") {
      const changed = { ...(data["state"] as State) }
      for (const [i, [key]] of (data["buffer_paths"] as string[][]).entries()) changed[key!] = buffers[i]
      Object.assign(state, changed)
      update("echo_update", changed)
    } else if (data["method"] === "request_state") update("update", state)
    else if (data["method"] === "custom") {
      const content = onCustom(data["content"], buffers)
      if (content) comm.send({ method: "custom", content }, { buffers })
    }
  })
  comm.onClose(() => models.delete(comm.id))
  const made = { state, comm }
  models.set(comm.id, made)
  return made
}
comms.registerTarget("jupyter.widget.control", (comm) => {
  comm.onMessage(({ data }) => {
    if (data["method"] !== "request_states") return
    const all = [...models.values()].map(({ state, comm: { id } }) => ({ id, ...split(state, [id, "state"]) }))
    const states = Object.fromEntries(all.map(({ id, state }) => [id, {
      model_name: state["_model_name"], model_module: state["_model_module"],
      model_module_version: state["_model_module_version"], state,
    }]))
    const buffer_paths = all.flatMap(({ buffer_paths }) => buffer_paths)
    comm.send({ method: "update_states", states, buffer_paths }, { buffers: all.flatMap(({ buffers }) => buffers) })
  })
})
const base = { _model_module: "@jupyter-widgets/controls", _model_module_version: "2.0.0" }
undefined`;

test.before(async () => {
  kernel = await KernelClient.start();
  assert.is((await kernel.run(widgets)).error?.text, undefined);
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

function send(id: string, data: unknown, extras: Extras = {}): Promise<string> {
  return kernel.send("comm_msg", { comm_id: id, data }, "shell", extras);
}

async function exchange(id: string, data: unknown, extras: Extras = {}): Promise<Message[]> {
  return kernel.publishedFor(await send(id, data, extras));
}

/** The data and buffers of what the kernel has sent over comms among these messages. */
function sent(published: readonly Message[]) {
  return published
    .filter(({ header }) => header.msg_type === "comm_msg")
    .map(({ content, buffers }) => ({ data: content["data"], buffers }));
}

/** The ids of the comms that a cell has opened, in order. */
async function opened(cell: string): Promise<string[]> {
  const { published, error } = await kernel.run(cell);
  assert.is(error?.text, undefined);
  return published
    .filter(({ header }) => header.msg_type === "comm_open")
    .map(({ content }) => String(content["comm_id"]));
}

test("children are opened before their parents, with the version, and all of it before the display", async () => {
  const { published } = await kernel.run(`
    const layout = model({ _model_name: "LayoutModel", ...base })
    const slider = model({ _model_name: "IntSliderModel", ...base, value: 7, layout: "IPY_MODEL_" + layout.comm.id })
    display({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.jupyter.widget-view+json":
      { version_major: 2, version_minor: 0, model_id: slider.comm.id } }) }); undefined`);
  const types = published.map(({ header }) => header.msg_type).filter((type) => /comm|display/.test(type));
  assert.equal(types, ["comm_open", "comm_open", "display_data"]);
  const [layout, slider, display] = published.filter(({ header }) => /comm|display/.test(header.msg_type));
  assert.equal(slider?.metadata, { version: "2.1.0" });
  const { state, buffer_paths } = slider!.content["data"] as Record<string, Record<string, unknown>>;
  assert.equal([state?.["value"], buffer_paths], [7, []]);
  assert.is(state?.["layout"], `IPY_MODEL_${layout?.content["comm_id"]}`);
  const view = (display!.content["data"] as Record<string, unknown>)["application/vnd.jupyter.widget-view+json"];
  assert.is((view as Record<string, unknown>)["model_id"], slider?.content["comm_id"]);
});

test("update with buffer paths sets the state, is echoed, and request_state gives all of it back", async () => {
  const [id] = await opened(
    'const image = model({ _model_name: "ImageModel", ...base, value: new Uint8Array(3), n: 1 })',
  );
  const bytes = Buffer.from([9, 8, 7, 6]);
  const update = { method: "update", state: { n: 2 }, buffer_paths: [["value"]] };
  const [echo] = sent(await exchange(id!, update, { buffers: [bytes] }));
  assert.equal(echo, {
    data: { method: "echo_update", state: { n: 2 }, buffer_paths: [["value"]] },
    buffers: [bytes],
  });
  const [full] = sent(await exchange(id!, { method: "request_state" }));
  const { state } = full!.data as { state: Record<string, unknown> };
  assert.equal([state["n"], state["_model_name"], full?.buffers], [2, "ImageModel", [bytes]]);
});

test("custom messages carry content and 16 MB of buffers both ways", async () => {
  const [id] = await opened(
    'const canvas = model({ _model_name: "CanvasModel", ...base }, (content, buffers) => ({ pong: content, n: buffers.length }))',
  );
  const frame = Buffer.alloc(16 * 1024 * 1024).map((_, i) => (i * 31) & 255);
  const buffers = [frame, Buffer.from("mask")];
  const [answer] = sent(await exchange(id!, { method: "custom", content: { ping: 1 } }, { buffers }));
  assert.equal(answer?.data, { method: "custom", content: { pong: { ping: 1 }, n: 2 } });
  assert.ok(answer?.buffers[0]?.equals(frame));
  assert.is(answer?.buffers[1]?.toString(), "mask");
});

test("the control comm gives the states of all widgets with the paths of their buffers", async () => {
  const [id] = await opened(
    'const pixels = model({ _model_name: "ImageModel", ...base, value: new Uint8Array([1, 2]) })',
  );
  const control = { comm_id: "control", target_name: "jupyter.widget.control", data: {} };
  await kernel.publishedFor(await kernel.send("comm_open", control, "shell", { metadata: { version: "1.0.0" } }));
  const [states] = sent(await exchange("control", { method: "request_states" }));
  const data = states?.data as { states: Record<string, unknown>; buffer_paths: string[][] };
  const at = data.buffer_paths.findIndex(([first]) => first === id);
  assert.equal(data.buffer_paths[at], [id, "state", "value"]);
  assert.equal(states?.buffers[at], Buffer.from([1, 2]));
  assert.equal(data.states[id!], {
    model_name: "ImageModel",
    model_module: "@jupyter-widgets/controls",
    model_module_version: "2.0.0",
    state: {
      _model_name: "ImageModel",
      ...{ _model_module: "@jupyter-widgets/controls" },
      _model_module_version: "2.0.0",
    },
  });
  const info = await kernel.request("comm_info_request", { target_name: "jupyter.widget" });
  const listed = Object.keys(info.reply.content["comms"] as object);
  assert.equal(listed.sort(), Object.keys(data.states).sort());
});

test("closing from the front end forgets the model", async () => {
  const [id] = await opened(
    'const passing = model({ _model_name: "ButtonModel", ...base }); const before = models.size',
  );
  await kernel.publishedFor(await kernel.send("comm_close", { comm_id: id!, data: {} }));
  assert.is((await kernel.run("[before - models.size, models.has(passing.comm.id)].join()")).result, "'1,false'");
});

test("a slider that is dragged while a cell streams gets an idle and an echo for each step, and the last value stays", async () => {
  const [id] = await opened('const dragged = model({ _model_name: "IntSliderModel", ...base, value: 0 })');
  const cell = `const stream = model({ _model_name: "CanvasModel", ...base })
    console.log("begun"); let frames = 0
    while (dragged.state["value"] !== 199) {
      comms.open("frame").close(); frames++; await new Promise((done) => setTimeout(done, 1))
    }
    dragged.state["value"]`;
  const running = await kernel.sendCell(cell);
  await kernel.printed(running, "begun");
  for (let value = 0; value < 200; value += 1) {
    // As the front end does: the next change leaves when the one before is idle.
    const published = await exchange(id!, { method: "update", state: { value }, buffer_paths: [] });
    assert.equal(sent(published), [
      { data: { method: "echo_update", state: { value }, buffer_paths: [] }, buffers: [] },
    ]);
  }
  assert.is((await kernel.resultOf(running)).result, "199");
});

test.run();
