import { parseArgs } from "node:util";
import { setUpOrExit } from "./setup.mjs";
import { soakGuard } from "./soak/guard.mjs";
import { soakJournal } from "./soak/journal.mjs";
import { soakKernelComms } from "./soak/kernelComms.mjs";
import { soakKernelExecutes } from "./soak/kernelExecutes.mjs";
import { soakKernelFuzz } from "./soak/kernelFuzz.mjs";

// npm run soak -- kernel-cycles [--count 100] [--json]: does one thing many times and prints what is left behind; too long for npm test.
const { values, positionals } = parseArgs({
  options: { count: { type: "string" }, json: { type: "boolean" } },
  allowPositionals: true,
});

/** @type {Readonly<Record<string, () => Promise<boolean>>>} */
const soaks = {
  "kernel-cycles": kernelCycles,
  "kernel-interrupts": kernelInterrupts,
  "kernel-fuzz": kernelFuzz,
  "kernel-comms": kernelComms,
  "kernel-executes": kernelExecutes,
  guard,
  journal,
};
const soak = soaks[positionals[0] ?? ""];
if (!soak) {
  console.error(`Which one? npm run soak -- ${Object.keys(soaks).join("|")} [--count N] [--json]`);
  process.exitCode = 2;
} else {
  await setUpOrExit();
  process.exitCode = (await soak()) ? 0 : 1;
}

/** @returns {Promise<boolean>} true when nothing was left */
async function kernelCycles() {
  const count = Number(values.count ?? 100);
  // The build is there now.
  const program = new URL("../dist/test/kernel/kernelCycles.js", import.meta.url).href;
  const { kernelCycles: run } = await import(program);
  const figures = await run(count, (/** @type {number} */ cycle) => {
    if (cycle % 10 === 0) console.log(`  ${cycle} of ${count}`);
  });
  console.log(`kernel starts and stops          ${figures.cycles}, every other one while its cell spins
processes left                   ${figures.processesLeft}
files left                       ${figures.filesLeft.length} ${figures.filesLeft.slice(0, 5).join(" ")}
bad ends                         ${figures.badEnds}
start to kernel_info (median)    ${figures.startMs} ms
start to 1+1 (median)            ${figures.firstResultMs} ms
shutdown to end (median)         ${figures.stopMs} ms`);
  if (values.json) console.log(JSON.stringify({ area: "soak", items: [figures] }));
  return figures.processesLeft + figures.filesLeft.length + figures.badEnds === 0;
}

/** @returns {Promise<boolean>} true when every round of every kind was stopped in less than a second with the variables kept */
async function kernelInterrupts() {
  const program = new URL("../dist/test/kernel/kernelInterrupts.js", import.meta.url).href;
  const { kernelInterrupts: run } = await import(program);
  console.log(`${"interrupted cell".padEnd(46)} count  median   worst  failures`);
  const { kinds, badEnd } = await run(Number(values.count ?? 100), (/** @type {any} */ kind) => {
    const [count, median, worst] = [kind.count, `${kind.medianMs} ms`, `${kind.worstMs} ms`];
    const figures = [
      String(count).padStart(5),
      median.padStart(7),
      worst.padStart(7),
      String(kind.failures).padStart(9),
    ];
    console.log(`${kind.name.padEnd(46)} ${figures.join(" ")}`);
  });
  console.log(`bad end of the kernel: ${badEnd || "none"}`);
  if (values.json) console.log(JSON.stringify({ area: "soak", items: kinds }));
  return !badEnd && kinds.every((/** @type {any} */ { failures, worstMs }) => failures === 0 && worstMs < 1000);
}

/** @returns {Promise<boolean>} true when every cell showed what it must and nothing grew */
async function kernelExecutes() {
  const { isGood, figures } = await soakKernelExecutes(Number(values.count ?? 100_000));
  if (values.json) console.log(JSON.stringify({ area: "soak", items: [figures] }));
  return isGood;
}

/** @returns {Promise<boolean>} true when nothing that is not genuine was answered and the kernel went on */
async function kernelFuzz() {
  const { isGood, figures } = await soakKernelFuzz(Number(values.count ?? 10_000_000));
  if (values.json) console.log(JSON.stringify({ area: "soak", items: [figures] }));
  return isGood;
}

/** @returns {Promise<boolean>} true when closed comms have left nothing behind */
async function kernelComms() {
  const { isGood, figures } = await soakKernelComms(Number(values.count ?? 10_000));
  if (values.json) console.log(JSON.stringify({ area: "soak", items: [figures] }));
  return isGood;
}

/** @returns {Promise<boolean>} true when no kill has cost a finished frame */
async function journal() {
  const { isGood, figures } = await soakJournal(Number(values.count ?? 500));
  if (values.json) console.log(JSON.stringify({ area: "soak", items: [figures] }));
  return isGood;
}

/** @returns {Promise<boolean>} true when no motion has passed a limit */
async function guard() {
  const { isGood, figures } = await soakGuard(Number(values.count ?? 1_000_000));
  if (values.json) console.log(JSON.stringify({ area: "soak", items: [figures] }));
  return isGood;
}
