import type { Debugger } from "node:inspector";
import type { SourcePosition } from "../evaluate/positions.js";
import type { Body } from "./dap.js";
import type { Pause } from "./mainThread.js";
import { type DebugScript, isUserCode, type Scripts, sourcePosition } from "./scripts.js";

/** A call on the stack with the place in the user's text. */
export interface Frame {
  readonly id: number;
  readonly call: Debugger.CallFrame;
  readonly script: DebugScript;
  readonly at: SourcePosition | undefined;
}

/** Ids of frames are never used twice, so that a late request about an older stop finds nothing. */
let lastId = 0;

/** All calls of a stop, innermost first. */
export function framesOf(pause: Pause, scripts: Scripts): Promise<Frame[]> {
  return Promise.all(
    pause.callFrames.map(async (call) => {
      const script = await scripts.get(call.location.scriptId);
      lastId += 1;
      return { id: lastId, call, script, at: sourcePosition(script, call.location) };
    }),
  );
}

/** The same calls under new ids: JupyterLab reads the variables of a call only when its id is new. */
export function renumbered(frames: readonly Frame[]): Frame[] {
  return frames.map((frame) => {
    lastId += 1;
    return { ...frame, id: lastId };
  });
}

/** True for a call that the user is shown: in a cell, a file or a package, on a line of its text. */
export function isShown({ script, at }: Frame): boolean {
  return script.kind !== "internal" && at !== undefined;
}

/** True for a call in which a step may end. */
export function isSteppable({ script, at }: Frame): boolean {
  return isUserCode(script) && at !== undefined;
}

/** A frame as the call stack view shows it. */
export function frameBody({ id, call, script, at }: Frame): Body {
  const isTopLevel = !call.functionName && !call.scopeChain.some(({ type }) => type === "local");
  return {
    id,
    name: isTopLevel ? script.source.name : `${call.functionName || "(anonymous)"} (${script.source.name})`,
    source: script.source,
    line: at?.line ?? 0,
    column: at?.column ?? 0,
    presentationHint: script.kind === "package" ? "subtle" : "normal",
  };
}
