import { readFile } from "node:fs/promises";
import { capabilities } from "./capabilities.js";
import { type CellSources, cellNaming } from "./cellSources.js";
import { type Arguments, type Body, DebugError, numberIn, type SourceBreakpoint, textIn } from "./dap.js";
import { type DebugSession, threadId } from "./debugSession.js";
import { exceptionBody } from "./exceptions.js";
import type { Resumption } from "./mainThread.js";
import { scopeBodies } from "./scopes.js";
import { frameBody } from "./stackFrames.js";
import type { Page } from "./variables.js";

/** What the requests act on. */
export interface DebugHost {
  readonly cells: CellSources;
  /** The session; throws when the debugger is off. */
  readonly session: DebugSession;
  readonly isStarted: boolean;
  start(isJupyterLab: boolean): Promise<void>;
  stop(): Promise<void>;
  /** Ends the running cell. */
  interrupt(): void;
  emit(event: string, body: Body): void;
}

type Answer = (host: DebugHost, given: Arguments) => Promise<Body | undefined> | Body | undefined;

/** The answers to the requests of the Debug Adapter Protocol and to those that Jupyter has added to it. */
export const debugRequests: Readonly<Record<string, Answer>> = {
  async initialize(host, { clientID }) {
    await host.start(clientID === "jupyterlab");
    return capabilities;
  },
  attach(host) {
    void host.session;
    host.emit("initialized", {});
    host.emit("thread", { reason: "started", threadId });
    return undefined;
  },
  configurationDone: () => undefined,
  async disconnect(host, { terminateDebuggee }) {
    if (terminateDebuggee === true) host.interrupt();
    await host.stop();
    return undefined;
  },
  terminate(host) {
    host.interrupt();
    return undefined;
  },
  debugInfo,
  dumpCell: ({ cells }, given) => ({ sourcePath: cells.announce(textIn(given, "code")) }),
  source,
  modules,
  threads: () => ({ threads: [{ id: threadId, name: "cells" }] }),
  setBreakpoints,
  async setExceptionBreakpoints({ session }, { filters }) {
    await session.exceptions.set(Array.isArray(filters) ? filters.map(String) : []);
    return undefined;
  },
  exceptionInfo({ session }) {
    if (!session.thrown) throw new DebugError("nothing has stopped at an exception");
    return exceptionBody(session.thrown);
  },
  continue: async (host) => {
    await move(host, "resume");
    return { allThreadsContinued: true };
  },
  next: (host) => move(host, "stepOver"),
  stepIn: (host) => move(host, "stepInto"),
  stepOut: (host) => move(host, "stepOut"),
  async pause({ session }) {
    await session.pause();
    return undefined;
  },
  stackTrace,
  async scopes({ session }, given) {
    const frame = session.frame(numberIn(given, "frameId"));
    return { scopes: frame ? await scopeBodies(frame, session) : [] };
  },
  variables: async ({ session }, given) => ({
    variables: await session.variables.list(numberIn(given, "variablesReference"), given as Page),
  }),
  inspectVariables: ({ session }) => session.inspection.globals(),
  richInspectVariables: ({ session }, given) => session.inspection.rich(given, frameIn(session, given)),
  evaluate,
};

function debugInfo(host: DebugHost): Body {
  const session = host.isStarted ? host.session : undefined;
  return {
    isStarted: host.isStarted,
    hashMethod: "Murmur2",
    hashSeed: cellNaming.hashSeed,
    tmpFilePrefix: cellNaming.prefix,
    tmpFileSuffix: cellNaming.suffix,
    breakpoints: session?.breakpoints.list() ?? [],
    stoppedThreads: session?.thread.shown ? [threadId] : [],
    richRendering: true,
    exceptionPaths: ["uncaught", "caught"],
    copyToGlobals: false,
  };
}

async function source({ cells, session }: DebugHost, given: Arguments): Promise<Body> {
  const path = textIn((given["source"] ?? {}) as Arguments, "path");
  const cell = cells.textOf(path);
  if (cell !== undefined) return { content: cell, mimeType: "text/typescript" };
  // Only what runs is shown: the request is not a way to read files.
  const [script] = await session.scripts.ofPath(path);
  if (!script) throw new DebugError(`no script was loaded from ${path}`);
  return {
    content: await readFile(path, "utf8"),
    mimeType: /\.[cm]?tsx?$/.test(path) ? "text/typescript" : "text/javascript",
  };
}

async function modules({ session }: DebugHost): Promise<Body> {
  const files = await session.scripts.files();
  const list = files.map(({ scriptId, source: { name, path } }) => ({ id: scriptId, name, path }));
  return { modules: list, totalModules: list.length };
}

async function setBreakpoints({ session }: DebugHost, given: Arguments): Promise<Body> {
  const path = textIn((given["source"] ?? {}) as Arguments, "path");
  const wanted = (Array.isArray(given["breakpoints"]) ? given["breakpoints"] : []) as SourceBreakpoint[];
  if (wanted.some(({ line }) => !Number.isInteger(line))) throw new DebugError("a breakpoint has no line");
  return { breakpoints: await session.breakpoints.set(path, wanted) };
}

function stackTrace({ session }: DebugHost, { startFrame, levels }: Arguments): Body {
  const from = Number(startFrame) || 0;
  const frames = session.frames.slice(from, Number(levels) ? from + Number(levels) : undefined);
  return { stackFrames: frames.map(frameBody), totalFrames: session.frames.length };
}

/** JupyterLab shows nothing of an evaluation that fails: it gets the error as the result. */
async function evaluate({ session }: DebugHost, given: Arguments): Promise<Body> {
  try {
    return await session.inspection.evaluate(textIn(given, "expression"), frameIn(session, given));
  } catch (error) {
    if (!session.variables.isJupyterLab || !(error instanceof DebugError)) throw error;
    return { result: error.message, variablesReference: 0 };
  } finally {
    if (session.variables.isJupyterLab) session.renumber();
  }
}

function frameIn(session: DebugSession, { frameId }: Arguments) {
  return session.frame(frameId);
}

async function move({ session }: DebugHost, how: Resumption): Promise<undefined> {
  if (!(await session.move(how))) throw new DebugError("no cell is stopped");
}
