import { KernelClient, withoutColour } from "../../test/kernel/kernelClient.js";
import { nodePeersFolder } from "./installPeers.js";
import type { KernelPeer } from "./kernelPeers.js";
import { type LanguageCells, languageCells } from "./languageCells.js";

/** How long after kernel_info a status must have arrived before it is asked again (ms): subscriptions travel too. */
const probeMs = 20;

/** A reply that has not come after this time is lost (ms): tslab drops one now and then. */
const replyMs = 15_000;
/** A result that has not come so long after its reply is lost (ms). */
const resultMs = 2000;
/** A cell that is lost so often is no accident. */
const triesOfTypedCell = 3;

/** One kernel process and what its start took. */
export class KernelSession {
  readonly peer: KernelPeer;
  readonly kernel: KernelClient;
  readonly cells: LanguageCells;
  /** From the start of the process to its first kernel_info_reply. */
  readonly infoMs: number;
  /** From the start of the process to the end of its first `1+1`. */
  readonly firstResultMs: number;
  /** The number of typed cells that have run. */
  typedCells = 0;
  /** Cells whose reply never came, or whose result never came after a reply with "ok". */
  lostResults = 0;

  /** Starts a kernel and runs `1+1`, as a notebook does: kernel_info first, then the cell as soon as outputs arrive. */
  static async start(peer: KernelPeer): Promise<KernelSession> {
    const kernel = await KernelClient.launch({ argv: peer.argv, env: peer.env, cwd: nodePeersFolder });
    try {
      const startMs = kernel.launchedMs;
      await kernel.replyTo(await kernel.send("kernel_info_request", {}));
      const infoMs = performance.now() - startMs;
      while (kernel.published.length === 0) {
        await kernel.send("kernel_info_request", {});
        await Promise.race([kernel.until(() => kernel.published.length > 0), wait(probeMs)]);
      }
      if ((await runCell(kernel, "1+1", "2")) === undefined) throw new Error("the first 1+1 showed nothing");
      return new KernelSession(peer, kernel, infoMs, performance.now() - startMs);
    } catch (error) {
      await endByForce(kernel);
      throw error;
    }
  }

  private constructor(peer: KernelPeer, kernel: KernelClient, infoMs: number, firstResultMs: number) {
    this.peer = peer;
    this.kernel = kernel;
    this.cells = languageCells[peer.language];
    this.infoMs = infoMs;
    this.firstResultMs = firstResultMs;
  }

  /** Runs a cell that must show this; returns the time to its reply and its result (ms), or undefined when the result was lost. */
  async run(code: string, result: string): Promise<number | undefined> {
    const ms = await runCell(this.kernel, code, result);
    if (ms === undefined) this.lostResults += 1;
    return ms;
  }

  /** Runs typed cells until this many have run; returns the times of those that were run now (ms). */
  async typedUntil(count: number): Promise<number[]> {
    const times: number[] = [];
    while (this.typedCells < count) {
      this.typedCells += 1;
      const ms = await this.#typed(this.typedCells);
      if (ms !== undefined) times.push(ms);
    }
    return times;
  }

  /** The next cell needs what this one declares: one that is lost is run again, and its time does not count. */
  async #typed(n: number): Promise<number | undefined> {
    for (let tries = 1; ; tries += 1) {
      const ms = await this.run(this.cells.typed(n), this.cells.typedResult);
      if (ms !== undefined) return tries === 1 ? ms : undefined;
      if (tries === triesOfTypedCell) throw new Error(`typed cell ${n} was lost ${tries} times`);
    }
  }

  async interrupt(): Promise<void> {
    if (this.peer.interruptMode === "signal") this.kernel.process.kill("SIGINT");
    else await this.kernel.send("interrupt_request", {}, "control");
  }

  /** Ends the process, by force: how a kernel shuts down is not measured here. */
  close(): Promise<void> {
    return endByForce(this.kernel);
  }
}

/** Until the reply and the result are there; Deno's result can come after its idle status, tslab prints it. */
async function runCell(kernel: KernelClient, code: string, result: string): Promise<number | undefined> {
  const startMs = performance.now();
  const id = await kernel.sendCell(code);
  const reply = await Promise.race([kernel.replyTo(id), wait(replyMs)]);
  if (!reply) return undefined;
  const { content } = reply;
  const isShown = () => kernel.publishedSoFar(id).some((message) => shownIn(message.content) === result);
  await Promise.race([kernel.until(isShown), wait(resultMs)]);
  const ms = performance.now() - startMs;
  if (isShown()) return ms;
  const shown = kernel.publishedSoFar(id).map((message) => shownIn(message.content));
  if (content["status"] === "ok" && shown.join("") === "") return undefined;
  const firstLine = code.split("\n")[0];
  throw new Error(`"${firstLine}" replied ${content["status"]} and showed "${shown.join("")}", not "${result}"`);
}

/** The text of a result or of a stream, without colours. */
function shownIn({ data, text }: Readonly<Record<string, unknown>>): string {
  const plain = (data as Readonly<Record<string, unknown>> | undefined)?.["text/plain"] ?? text;
  return typeof plain === "string" ? withoutColour(plain).trim() : "";
}

async function endByForce(kernel: KernelClient): Promise<void> {
  kernel.process.kill("SIGKILL");
  await kernel.ended();
}

/** Resolves after this time. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
