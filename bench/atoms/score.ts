import fs from "node:fs";
import path from "node:path";
import { em } from "../../src/em/index.js";
import { type AtomsScore, scoreAtoms } from "./scoreAtoms.js";
import type { TruthFrame } from "./truthFrame.js";

/** One frame's figures. */
interface ScoredFrame extends AtomsScore {
  readonly name: string;
  readonly found: number;
  readonly scaleNnPx: number;
  /** rmsOverCrlb with every position taken from its own electrons alone (positions: "data"). */
  readonly rmsOverCrlbDataOnly: number | null;
  readonly seconds: number;
}

/** Scores em.atoms.find on every NAME.npy of a folder that has a NAME.json with its truth; the scale is not told. */
async function scoreFolder(folder: string): Promise<ScoredFrame[]> {
  const frames = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".npy") && fs.existsSync(truthFile(folder, file)));
  if (frames.length === 0) throw new Error(`${folder} holds no NAME.npy with a NAME.json beside it`);
  const scored: ScoredFrame[] = [];
  for (const file of frames.sort()) scored.push(await scoreFrame(folder, file));
  return scored;
}

const truthFile = (folder: string, file: string) => path.join(folder, file.replace(/\.npy$/, ".json"));

async function scoreFrame(folder: string, file: string): Promise<ScoredFrame> {
  const truth = JSON.parse(fs.readFileSync(truthFile(folder, file), "utf8")) as TruthFrame;
  const micrograph = await em.open(path.join(folder, file));
  const started = performance.now();
  const atoms = await em.atoms.find(micrograph);
  const seconds = (performance.now() - started) / 1000;
  const free = await em.atoms.find(micrograph, { positions: "data" });
  const points = (map: typeof atoms) => Array.from(map.xPx, (xPx, i) => ({ xPx, yPx: map.yPx[i]! }));
  return {
    name: file.replace(/\.npy$/, ""),
    ...scoreAtoms(truth, points(atoms)),
    found: atoms.count,
    scaleNnPx: atoms.nearestPx,
    rmsOverCrlbDataOnly: scoreAtoms(truth, points(free)).rmsOverCrlb,
    seconds,
  };
}

function summarise(items: readonly ScoredFrame[]) {
  const f1 = items.map((item) => item.f1);
  const median = (values: (number | null)[]) => {
    const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    if (sorted.length === 0) return null;
    return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  };
  return {
    frames: items.length,
    meanF1: f1.reduce((a, b) => a + b, 0) / f1.length,
    minF1: Math.min(...f1),
    medianRmsOverCrlb: median(items.map((item) => item.rmsOverCrlb)),
    medianRmsOverCrlbDataOnly: median(items.map((item) => item.rmsOverCrlbDataOnly)),
  };
}

function printTable(items: readonly ScoredFrame[], summary: ReturnType<typeof summarise>): void {
  const show = (value: number | null, digits: number) => (value === null ? "-" : value.toFixed(digits));
  const header = [
    "frame",
    "F1",
    "precision",
    "recall",
    "rms pm",
    "x CRLB",
    "data only",
    "bias pm",
    "nn px",
    "found",
    "s",
  ];
  const rows = items.map((item) => [
    item.name,
    show(item.f1, 4),
    show(item.precision, 4),
    show(item.recall, 4),
    show(item.rmsPm, 2),
    show(item.rmsOverCrlb, 2),
    show(item.rmsOverCrlbDataOnly, 2),
    item.biasPm?.map((value) => value.toFixed(1)).join(", ") ?? "-",
    show(item.scaleNnPx, 2),
    String(item.found),
    show(item.seconds, 1),
  ]);
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map((row) => row[i]!.length)));
  for (const row of [header, ...rows]) console.log(row.map((cell, i) => cell.padEnd(widths[i]!)).join("  "));
  console.log(
    `mean F1 ${show(summary.meanF1, 4)}, lowest ${show(summary.minF1, 4)}, median rms / CRLB ${show(summary.medianRmsOverCrlb, 2)} (positions from the data alone: ${show(summary.medianRmsOverCrlbDataOnly, 2)})`,
  );
}

const [folder, ...options] = process.argv.slice(2);
try {
  const items = await scoreFolder(folder!);
  const summary = summarise(items);
  printTable(items, summary);
  if (options.includes("--json")) console.log(JSON.stringify({ area: "atoms", items, summary }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
