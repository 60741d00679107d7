import { mkdirSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { EmError } from "../../src/core/error.js";
import { nodePeersFolder } from "./installPeers.js";
import { type KernelPeer, kernelPeer, peerNames } from "./kernelPeers.js";
import { type KernelItem, kernelItem, kernelTable } from "./kernelReport.js";
import { KernelSession } from "./kernelSession.js";
import { type Measure, measures } from "./measures.js";
import { memorySlope } from "./memorySlope.js";
import { SampleTable } from "./sampleTable.js";

const slopeItem = "RSS growth";

const usage = `npm run bench -- kernel [--only WORD,WORD] [--rounds N] [--cells N] [--slope] [--json]
  --only    kernels (${peerNames.join(", ")}) and parts of the names of items; emlab is always among the kernels
  --rounds  how often each kernel is started and measured, in turns (5)
  --cells   short cells over which the growth of the memory is measured (10000, or 2000 with --rounds 1; 0 for none)
  --slope   the growth of the memory of the peers too`;

interface Options {
  readonly peers: readonly KernelPeer[];
  readonly isWanted: (item: string) => boolean;
  readonly rounds: number;
  readonly cells: number;
  readonly slopeOfPeers: boolean;
  readonly json: boolean;
}

async function readOptions(): Promise<Options | undefined> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "5" },
      cells: { type: "string" },
      slope: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const rounds = countFrom("rounds", values.rounds, 1);
  const words = values.only.split(",").map((word) => word.trim());
  const isPeer = (word: string) => peerNames.some((name) => name === word);
  const chosen = words.filter(isPeer);
  const texts = words.filter((word) => word !== "" && !isPeer(word));
  const peers: KernelPeer[] = [];
  mkdirSync(nodePeersFolder, { recursive: true });
  for (const name of peerNames) {
    if (name === "emlab" || chosen.length === 0 || chosen.includes(name)) peers.push(await kernelPeer(name));
  }
  return {
    peers,
    isWanted: (item) => texts.length === 0 || texts.some((text) => item.includes(text)),
    rounds,
    cells: countFrom("cells", values.cells ?? (rounds === 1 ? "2000" : "10000"), 0),
    slopeOfPeers: values.slope,
    json: values.json,
  };
}

function countFrom(name: string, text: string, least: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= least) return count;
  throw new EmError("BadOption", `--${name} is ${text}`, { fix: `Give a whole number from ${least} on.` });
}

/** The versions, the machine and how busy it is: figures of a busy machine are only good as ratios. */
function headLines({ peers, rounds }: Options): string[] {
  const [load1 = 0] = os.loadavg();
  const cores = os.cpus();
  return [
    peers.map(({ name, version }) => `${name} ${version}`).join(", "),
    `Node ${process.versions.node}, ${os.type()} ${os.arch()}, ${cores.length} x ${cores[0]?.model ?? "?"}`,
    `load ${load1.toFixed(2)} of ${cores.length} before, ${rounds} ${rounds === 1 ? "round" : "rounds"}, medians`,
  ];
}

async function measureSession(peer: KernelPeer, wanted: readonly Measure[], samples: SampleTable): Promise<void> {
  const items = wanted.flatMap((measure) => measure.items);
  let session: KernelSession | undefined;
  try {
    session = await KernelSession.start(peer);
    for (const measure of wanted) {
      await samples.collect(peer.name, measure.items, () => measure.take(session!));
      if (session.kernel.hasEnded) break;
    }
  } catch (error) {
    samples.fail(peer.name, items, error);
  } finally {
    await session?.close();
  }
}

async function measureAll(options: Options): Promise<KernelItem[]> {
  const { peers, rounds, cells, isWanted, slopeOfPeers } = options;
  const samples = new SampleTable();
  const wanted = measures.filter(({ items }) => items.some(isWanted));
  for (let round = 1; round <= rounds && wanted.length > 0; round += 1) {
    for (const peer of peers) {
      say(`round ${round} of ${rounds}: ${peer.name}`);
      await measureSession(peer, wanted, samples);
    }
  }
  const slopeName = `${slopeItem} over ${cells} cells`;
  if (cells > 0 && isWanted(slopeName)) {
    for (const peer of slopeOfPeers ? peers : peers.slice(0, 1)) {
      say(`${slopeName}: ${peer.name}`);
      await samples.collect(peer.name, [slopeName], async () => ({ [slopeName]: await memorySlope(peer, cells) }));
    }
  }
  return samples.items.filter(isWanted).map((name) => kernelItem(name, samples.of(name)));
}

function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
}

async function main(): Promise<void> {
  const options = await readOptions();
  if (!options) {
    console.log(usage);
    return;
  }
  const head = headLines(options);
  console.log(head.join("\n"));
  const items = await measureAll(options);
  const [load1 = 0] = os.loadavg();
  console.log(`load ${load1.toFixed(2)} after\n`);
  const names = options.peers.map(({ name }) => name);
  console.log(kernelTable(items, names));
  console.log(
    "\nRSS: resident memory of the process and its children, summed. CPU: their processor time. ratio: emlab / best of the other kernels.",
  );
  console.log("emlab-tslab: our kernel with tslab's converter as its engine (--engine tslab).");
  for (const { name, failures } of items) {
    for (const [peer, failure] of Object.entries(failures)) console.log(`${peer}, ${name}: ${failure}`);
  }
  if (options.json) console.log(JSON.stringify({ area: "kernel", head, items }));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof EmError)) throw error;
  console.error(`${error.name}: ${error.message}\n${error.fix}`);
  process.exitCode = 1;
}
