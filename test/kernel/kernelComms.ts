import { KernelClient } from "./kernelClient.js";

/** What many comms that were opened, used and closed have left behind, and how fast they were. */
export interface CommFigures {
  readonly name: string;
  readonly count: number;
  /** Messages that did not come back as they were sent. */
  readonly wrong: number;
  /** Comms that the kernel still counts as open: on its main thread and in comm_info. */
  readonly openLeft: number;
  /** What has been added to the handles and to the listeners of the kernel's process. */
  readonly handlesAdded: number;
  readonly listenersAdded: number;
  /** Growth of the main thread's heap and of the whole process over the second half, per 1,000 comms (MB). */
  readonly heapMbPer1000: number;
  readonly processMbPer1000: number;
  /** From a message to its idle status, with the answer in between (ms). */
  readonly roundTripMedianMs: number;
  readonly roundTripP95Ms: number;
  readonly badEnd: string;
}

interface State {
  readonly open: number;
  readonly handles: number;
  readonly listeners: number;
  readonly heapMb: number;
  readonly processMb: number;
}

const preparation = `
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
setFlagsFromString("--expose_gc")
const collect = runInNewContext("gc") as () => void
comms.registerTarget("soak.echo", (comm) => {
  comm.onMessage(({ data, buffers }) => comm.send(data, { buffers }))
  comm.onMessage(async ({ data }) => { if (data["n"] === -1) await null })
  comm.onClose(() => {})
})
comms.registerTarget("soak.make", (comm) => {
  comm.onMessage(() => {
    const made = comms.open("soak.front", { data: { n: 1 }, buffers: [new Uint8Array(100)] })
    made.onMessage(() => {}); made.onClose(() => {}); made.send({ n: 2 }); made.close()
  })
})
undefined`;

const stateCell = `collect(); await new Promise((done) => setTimeout(done, 50)); collect()
JSON.stringify({
  open: comms.openCount, handles: process.getActiveResourcesInfo().length,
  listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  heapMb: process.memoryUsage().heapUsed / 2 ** 20, processMb: process.memoryUsage().rss / 2 ** 20,
})`;

/** Opens, uses and closes `count` comms from either side, one after the other, in one kernel. */
export async function kernelComms(count: number, onProgress: (done: number) => void): Promise<CommFigures> {
  const kernel = await KernelClient.start();
  await kernel.run(preparation);
  await send(kernel, "comm_open", "maker", { target_name: "soak.make" });
  const half = Math.ceil(count / 2);
  await rounds(kernel, Math.min(500, half), 0, () => {});
  const before = await stateOf(kernel);
  const first = await rounds(kernel, half, 0, onProgress);
  const middle = await stateOf(kernel);
  const second = await rounds(kernel, count - half, half, onProgress);
  const after = await stateOf(kernel);
  const { reply } = await kernel.request("comm_info_request", {});
  const listed = Object.keys(reply.content["comms"] as object).length;
  const code = await kernel.shutdown();
  const times = [...first.timesMs, ...second.timesMs].sort((a, b) => a - b);
  const per1000 = (growth: number) => Math.round((growth / (count - half)) * 1e6) / 1000;
  return {
    name: "kernel-comms",
    count,
    wrong: first.wrong + second.wrong,
    // The comm of the maker is open still.
    openLeft: after.open - 1 + listed - 1,
    handlesAdded: after.handles - before.handles,
    listenersAdded: after.listeners - before.listeners,
    heapMbPer1000: per1000(after.heapMb - middle.heapMb),
    processMbPer1000: per1000(after.processMb - middle.processMb),
    roundTripMedianMs: rounded(times[times.length >> 1]),
    roundTripP95Ms: rounded(times[Math.floor(times.length * 0.95)]),
    badEnd: code === 0 ? kernel.processErrors : `exit code ${code} ${kernel.processErrors}`,
  };
}

async function rounds(kernel: KernelClient, count: number, offset: number, onProgress: (done: number) => void) {
  const timesMs: number[] = [];
  let wrong = 0;
  for (let n = 0; n < count; n += 1) {
    const id = `soak-${offset + n}`;
    const bytes = Buffer.from(id);
    await send(kernel, "comm_open", id, { target_name: "soak.echo" });
    const begunMs = performance.now();
    const published = await send(kernel, "comm_msg", id, { data: { n } }, bytes);
    timesMs.push(performance.now() - begunMs);
    const answer = published.find(({ header }) => header.msg_type === "comm_msg");
    const data = answer?.content["data"] as { readonly n?: number } | undefined;
    if (data?.n !== n || !answer?.buffers[0]?.equals(bytes)) wrong += 1;
    await send(kernel, "comm_close", id, {});
    const made = await send(kernel, "comm_msg", "maker", {});
    if (made.length !== 5) wrong += 1;
    kernel.forget();
    if ((n + 1) % 1000 === 0) onProgress(offset + n + 1);
  }
  return { timesMs, wrong };
}

async function send(kernel: KernelClient, type: string, id: string, content: object, buffer?: Buffer) {
  const extras = buffer ? { buffers: [buffer] } : {};
  return kernel.publishedFor(await kernel.send(type, { comm_id: id, ...content }, "shell", extras));
}

async function stateOf(kernel: KernelClient): Promise<State> {
  const { result, error } = await kernel.run(stateCell);
  if (result === undefined) throw new Error(`the kernel did not tell its state: ${error?.text}`);
  return JSON.parse(result.slice(1, -1)) as State;
}

function rounded(ms: number | undefined): number {
  return Math.round((ms ?? Number.NaN) * 100) / 100;
}
