import { existsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { RunFolder } from "../../../src/io/runFolder/runFolder.js";
import { recordingOf } from "./recordings.js";

/**
 * A program that records a series and is killed while it does: seriesWriter.js FOLDER COUNT. It prints 0 when the run is begun or opened
 * again, then the number of each recording as soon as that is stored.
 */
const [folder, count] = process.argv.slice(2) as [string, string];
// Written by the call itself: what is printed has been done, and what has been done is printed.
const say = (number: number) => writeSync(1, `${number}\n`);

const run = existsSync(join(folder, "run.json"))
  ? await RunFolder.resume(folder)
  : await RunFolder.create(folder, { instrument: "twin:mxene?seed=7", config: { seed: 7 } });
say(0);
for (let number = run.lastSequence + 1; number <= Number(count); number++) {
  await run.append(recordingOf(number));
  say(number);
}
await run.close();
