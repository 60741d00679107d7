import { writeSync } from "node:fs";
import { distFolder, loadEm } from "./bootstrap.js";
import { installDebugHook } from "./debug/mainHooks.js";
import type { MainThread } from "./engine.js";
import type { EngineName } from "./engineName.js";
import { mainHalves } from "./engines/mainHalves.js";
import { allowTerminatedCallbacks } from "./evaluate/asyncHookChecks.js";
import { Builtins } from "./evaluate/builtins.js";
import { cellGlobals, defineGlobals, guardExit } from "./evaluate/cellGlobals.js";
import { CellRunner } from "./evaluate/cellRunner.js";
import { Evaluator } from "./evaluate/evaluator.js";
import { ForcedStop } from "./evaluate/forcedStop.js";
import { RanCells } from "./evaluate/positions.js";
import { installStackFormat } from "./evaluate/stack.js";
import { captureStreams } from "./evaluate/streams.js";
import { CellTimers, kernelTimeout } from "./evaluate/timers.js";
import { bindTslabOutput } from "./evaluate/tslabOutput.js";
import { FrontEnd } from "./frontEnd/frontEnd.js";
import { MemorySweep } from "./memorySweep.js";
import { installBinarySummaries } from "./output/binarySummary.js";
import { cellOutput } from "./output/cellOutput.js";
import { remote } from "./rpc.js";
import type { ServerOrder, ServerThread } from "./serverThread.js";
import type { LanguageCalls, MainToServer } from "./threadMessages.js";

/** How long the workers have to end at shutdown before the process ends without them (ms). */
const workersEndMs = 2500;
/** Runs the user's code on this thread, for the front ends that the server's thread speaks to. */
export function startKernel(server: ServerThread, folder: string, engine: EngineName): void {
  const { streamBacklog, commBacklog } = server;
  const post: ServerThread["post"] = (message, transferred) => server.post(message, transferred);

  const cells = new RanCells();
  const forcedStop: ForcedStop = new ForcedStop((error) => runner.reportBackground(error));
  const { runner, timers } = prepareRunner(cells, post, new Int32Array(streamBacklog), forcedStop);
  const frontEnd = new FrontEnd({ runner, timers, forcedStop, post, commBacklog });
  process.on("unhandledRejection", (reason, promise) => frontEnd.reportUnhandled(reason, promise));
  const main: MainThread = { folder, language: remote<LanguageCalls>(server.language), files: cells.files };
  const prepared = mainHalves[engine]().then((mainHalf) => mainHalf(main));
  const ready = Promise.all([prepareGlobals(runner, frontEnd, forcedStop), prepared]);
  runner.runAfter(ready);
  ready.then(() => runner.warmUp());
  const sweep = new MemorySweep();
  runner.onRunEnd(() => sweep.tick());
  const exit = guardExit();
  let isStopping = false;
  const shutdown = (code: number) => {
    if (isStopping) return;
    isStopping = true;
    frontEnd.close();
    forcedStop.run("ending").then(() => {
      server.stop().then(() => exit(code));
      kernelTimeout(() => exit(1), workersEndMs).unref();
    });
  };
  const onMessage = (message: ServerOrder) => {
    if (message.type === "interrupt") {
      frontEnd.interrupt(message);
      post({ type: "interruptSeen", sequence: message.sequence });
    } else if (message.type === "terminated") runner.terminated();
    else if (message.type === "shutdown") shutdown(0);
    else if (message.type === "run") runner.run(message.run);
    else ready.then(() => frontEnd.receive(message));
  };
  server.listen({ onMessage, onError: (error) => fail(error, shutdown) });
  process.once("SIGTERM", () => shutdown(0));
  process.on("SIGINT", () => frontEnd.interrupt({ sequence: 0, forced: false }));
}

function prepareRunner(
  cells: RanCells,
  post: (message: MainToServer) => void,
  backlog: Int32Array,
  forcedStop: ForcedStop,
): { runner: CellRunner; timers: CellTimers } {
  const timers: CellTimers = new CellTimers({
    owner: () => runner.owner,
    within: (owner, callback) => runner.within(owner, callback),
  });
  const runner: CellRunner = new CellRunner({
    evaluator: new Evaluator(),
    cells,
    timers,
    forcedStop,
    builtins: new Builtins(),
    forgetTerminated: allowTerminatedCallbacks(),
    internalRoot: distFolder,
    post,
  });
  silenceLoaderWarning();
  captureStreams(backlog, (name, text) => post({ type: "stream", runId: runner.owner, name, text }));
  installBinarySummaries();
  installStackFormat(cells);
  timers.install();
  installDebugHook();
  bindTslabOutput((contentType, content, id, isUpdate) => {
    const transient = id === undefined ? {} : { display_id: id };
    const data = { [contentType]: content };
    runner.publish(isUpdate ? "update_display_data" : "display_data", { data, metadata: {}, transient });
  });
  catchUncaught((error) => runner.reportBackground(error));
  return { runner, timers };
}

async function prepareGlobals(runner: CellRunner, frontEnd: FrontEnd, forcedStop: ForcedStop): Promise<void> {
  const output = cellOutput(runner);
  const globals = cellGlobals(output, frontEnd);
  defineGlobals(globals);
  try {
    const { display, comms } = globals;
    const em = await loadEm({
      signal: () => frontEnd.signal,
      display,
      comms,
      progress: output.operationBar,
      ask: (prompt) => frontEnd.input.input(prompt),
      onForcedStop: (hook) => forcedStop.add(hook),
    });
    if (em !== undefined) defineGlobals({ em });
  } catch (error) {
    runner.reportBackground(error);
  }
}

/** A listener could be taken away by a cell, and the next error would end the kernel; listeners of cells are still called. */
function catchUncaught(report: (error: unknown) => void): void {
  process.setUncaughtExceptionCaptureCallback((error) => {
    report(error);
    try {
      (process as NodeJS.EventEmitter).emit("uncaughtException", error, "uncaughtException");
    } catch (second) {
      report(second);
    }
  });
}

/** Node calls the loader that resolves from another folder experimental, once, on the user's screen. */
function silenceLoaderWarning(): void {
  const emit = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!String(warning).includes("USE_MAIN_CONTEXT_DEFAULT_LOADER")) emit.call(process, warning as string, ...rest);
  }) as typeof process.emitWarning;
}

function fail(error: unknown, shutdown: (code: number) => void): void {
  // To the terminal of the server that started us: standard error of cells goes to the notebook.
  writeSync(2, `emlab kernel: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  shutdown(1);
}
