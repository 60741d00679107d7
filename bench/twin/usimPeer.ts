import { existsSync } from "node:fs";
import { PeerProcess, peerPython } from "../peerProcess.js";

/** nionswift-usim, or why it is not there. */
export interface UsimPeer {
  readonly note: string;
  /** Time of one frame in ms; undefined where it is not installed. */
  readonly frameMs?: (sizePx: number, fovNm: number) => Promise<number>;
  readonly close: () => void;
}

/** Starts nionswift-usim in the Python of $EMLAB_USIM_PYTHON, else in that of the other peers. It does not throw when there is none. */
export async function startUsim(): Promise<UsimPeer> {
  const wanted = process.env["EMLAB_USIM_PYTHON"];
  const how =
    "pip install nionswift-usim into a Python environment and set EMLAB_USIM_PYTHON to its python, to see its times beside ours.";
  if (wanted !== undefined && !existsSync(wanted)) {
    return { note: `EMLAB_USIM_PYTHON is ${wanted}, which is not there: ${how}`, close: () => {} };
  }
  let python: PeerProcess;
  try {
    python = new PeerProcess("bench/twin/usim.py", [], wanted ?? peerPython());
  } catch {
    return { note: `nionswift-usim is not installed: ${how}`, close: () => {} };
  }
  const { version } = await python.ask<{ version?: string; missing?: string }>({});
  if (version === undefined) {
    python.close();
    return { note: `nionswift-usim is not installed: ${how}`, close: () => {} };
  }
  return {
    note: `usim: nionswift-usim ${version}, which paints blobs and normal noise, without atoms and without a probe.`,
    frameMs: async (sizePx, fovNm) => (await python.ask<{ ms: number }>({ sizePx, fovNm })).ms,
    close: () => python.close(),
  };
}
