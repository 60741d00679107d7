import { once } from "node:events";
import { writeSync } from "node:fs";
import { MessageChannel, type ResourceLimits, Worker } from "node:worker_threads";
import { distFolder, emDeclarations, loadEm } from "./bootstrap.js";
import type { Connection } from "./connection.js";
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
import { installBinarySummaries } from "./output/binarySummary.js";
import { cellOutput } from "./output/cellOutput.js";
import { remote } from "./rpc.js";
import type { LanguageCalls, LanguageStart, MainToServer, ServerStart, ServerToMain } from "./threadMessages.js";

/** How long the workers have to end at shutdown before the process ends without them (ms). */
const workersEndMs = 2500;
/** Without limits V8 lets a worker gather garbage for a while before it looks (docs/decisions/0016). */
const resourceLimits: ResourceLimits = { maxYoungGenerationSizeMb: 6 };

/** Starts the three threads of a kernel: this one for the user's code, one for Jupyter's sockets, one for TypeScript. */
export function startKernel(connection: Connection, folder: string, engine: EngineName): void {
  const streamBacklog = new SharedArrayBuffer(4);
  const commBacklog = new SharedArrayBuffer(4);
  const { port1, port2 } = new MessageChannel();
  const language: LanguageStart = { engine, folder, emDeclarations: emDeclarations() };
  const workerData: ServerStart = { connection, mainCalls: port2, language, streamBacklog, commBacklog };
  // It starts the compiler's thread: a thread that ends is to be replaced while a cell keeps this one busy.
  const server = new Worker(new URL("./server/serverWorker.js", import.meta.url), {
    workerData,
    transferList: [port2],
    resourceLimits,
  });
  const post = (message: MainToServer, transferred: readonly ArrayBuffer[] = []) =>
    server.postMessage(message, transferred);

  const cells = new RanCells();
  const forcedStop: ForcedStop = new ForcedStop((error) => runner.reportBackground(error));
  const { runner, timers } = prepareRunner(cells, post, new Int32Array(streamBacklog), forcedStop);
  const frontEnd = new FrontEnd({ runner, timers, forcedStop, post, commBacklog });
  process.on("unhandledRejection", (reason, promise) => frontEnd.reportUnhandled(reason, promise));
  const main: MainThread = { folder, language: remote<LanguageCalls>(port1), files: cells.files };
  const prepared = mainHalves[engine]().then((mainHalf) => mainHalf(main));
  const ready = Promise.all([prepareGlobals(runner, frontEnd, forcedStop), prepared]);
  runner.runAfter(ready);
  const exit = guardExit();
  let isStopping = false;
  const shutdown = (code: number) => {
    if (isStopping) return;
    isStopping = true;
    frontEnd.close();
    forcedStop.run("ending").then(() => {
      stop(server).then(() => exit(code));
      kernelTimeout(() => exit(1), workersEndMs).unref();
    });
  };
  server.on("message", (message: ServerToMain) => {
    if (message.type === "interrupt") {
      frontEnd.interrupt(message);
      post({ type: "interruptSeen", sequence: message.sequence });
    } else if (message.type === "terminated") runner.terminated();
    else if (message.type === "shutdown") shutdown(0);
    else if (message.type === "run") runner.run(message.run);
    else ready.then(() => frontEnd.receive(message));
  });
  server.once("error", (error) => fail(error, shutdown));
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

/** Ends the server first, and with it the compiler: exiting under open sockets aborts the process. */
async function stop(server: Worker): Promise<void> {
  const ended = once(server, "exit");
  server.postMessage({ type: "stopServing" } satisfies MainToServer);
  await ended;
}

function fail(error: unknown, shutdown: (code: number) => void): void {
  // To the terminal of the server that started us: standard error of cells goes to the notebook.
  writeSync(2, `emlab kernel: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  shutdown(1);
}
