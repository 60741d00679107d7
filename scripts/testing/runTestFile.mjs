import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Runs the uvu tests of one file in this process and sends the counts to the parent: { passed, failed, skipped }. One process per file
 * keeps files apart, and a file that crashes, ends early or registers no test is seen as such.
 */
const [file] = /** @type {[string]} */ (process.argv.slice(2));

/** A runner as uvu puts it into its queue: [errors or true, passed, skipped, total]. */
const queue = /** @type {(() => Promise<[string | true, number, number, number]>)[][]} */ ([[]]);
Object.assign(globalThis, { UVU_DEFER: 1, UVU_QUEUE: queue, UVU_INDEX: 0 });

const write = process.stdout.write.bind(process.stdout);
// uvu prints a dot per test and a summary line per suite; the parent prints its own line per file.
process.stdout.write = /** @type {typeof process.stdout.write} */ (
  (/** @type {unknown} */ chunk, /** @type {never[]} */ ...rest) =>
    /^([•✘] |\s+\(\d+ \/ \d+\)\n)$/.test(String(chunk)) || write(/** @type {string} */ (chunk), ...rest)
);

await import(pathToFileURL(path.resolve(file)).href);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const run of queue[0] ?? []) {
  const [errors, passed, skipped, total] = await run();
  counts.passed += passed;
  counts.failed += total - passed;
  counts.skipped += skipped;
  if (errors !== true) console.log(errors);
  else if (passed < total) console.log(`  ${total - passed} tests did not run: a hook before or after them threw.`);
}
process.send?.(counts, () => process.disconnect?.());

// What a test left open (a worker, a socket) must not keep the run waiting.
setTimeout(() => {
  console.log(`  still open 5 s after the last test: ${process.getActiveResourcesInfo().join(", ")}`);
  process.exit();
}, 5_000).unref();
