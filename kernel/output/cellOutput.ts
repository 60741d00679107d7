import type { CellRunner } from "../evaluate/cellRunner.js";
import { displayGlobals } from "./cellDisplay.js";
import type { OutputPort } from "./outputPort.js";
import { progressGlobal } from "./progress.js";
import { ProgressBars } from "./progressBars.js";
import { ShownIds } from "./shownIds.js";

export type CellOutput = ReturnType<typeof cellOutput>;

/** What cells show things with, as output of the runner's cells; its bars end with their cell. */
export function cellOutput(runner: CellRunner) {
  const port: OutputPort = {
    owner: () => runner.owner,
    signal: () => runner.ownerSignal,
    publish: (messageType, content, runId) => runner.publish(messageType, content, runId),
    show: (messageType, value, wrap) => runner.show(messageType, value, wrap),
  };
  const ids = new ShownIds();
  const bars = new ProgressBars(port, ids);
  runner.onRunEnd((runId, how) => bars.endRun(runId, how));
  return {
    globals: { ...displayGlobals(port, ids), progress: progressGlobal(bars) },
    operationBar: (operation: string) => bars.forOperation(operation),
  };
}
