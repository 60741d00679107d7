import { EmError } from "../../core/error.js";
import type { HolderLimits } from "../../instrument/guard/stageLimits.js";
import type { MapDryRun, MapInstrument } from "../../messages/tiltMap/mapInstrument.js";
import type { MapLimit, MapTilt } from "../../messages/tiltMap/tiltMapModel.js";
import { tiltDistanceDeg } from "../../ops/carto/tilt.js";
import { tiltPath } from "../../ops/carto/tiltPath.js";
import type { TiltStage, TiltStageNow } from "../../widgets/tiltMap/tiltStage.js";
import { type Connected, connectionNow } from "./connection.js";
import { ConnectionWatch } from "./connectionWatch.js";

/** The motions of a way: each lies within the box of its ends, which at this length hardly leaves the great circle. */
const stepDeg = 5;

const nothing: TiltStageNow = { instrument: null, current: null };

/** The stage of whatever is connected, for tilt maps: it connects to nothing, and everything goes through the guard. */
export const tiltStage: TiltStage = Object.freeze({ watch, dryRun, go, stop });

interface Listener {
  readonly hear: (now: TiltStageNow) => void;
  /** What it was told last, as JSON. */
  told: string;
}

const listeners = new Set<Listener>();

/** One for all maps: a notebook whose cell was run a hundred times does not read the stage a hundred times a second. */
const watching = new ConnectionWatch<TiltStageNow>({
  read: readNow,
  isChanging: ({ instrument }) => instrument?.activity === "moving" || instrument?.activity === "acquiring",
  isNeeded: () => listeners.size > 0,
  isReady: () => true,
  tell: (now) => {
    if (now === undefined) return;
    const text = JSON.stringify(now);
    for (const listener of [...listeners]) {
      if (listener.told === text) continue;
      listener.told = text;
      listener.hear(now ?? nothing);
    }
  },
});

function watch(hear: (now: TiltStageNow) => void): () => void {
  const listener: Listener = { hear, told: "" };
  listeners.add(listener);
  watching.look();
  return () => void listeners.delete(listener);
}

async function readNow(connection: Connected, isStopped: boolean): Promise<TiltStageNow> {
  const { guard, address, takes } = connection;
  const known = { address, isHardware: guard.isHardware, limit: limitOf(guard.stage.limits) };
  try {
    const { reported, status } = await guard.stage.report();
    const isMoving = Object.values(status).includes("moving");
    const activity = isMoving ? "moving" : takes.count > 0 ? "acquiring" : isStopped ? "stopped" : "rest";
    return { instrument: { ...known, activity, reason: reasonOf(connection) }, current: reportedTilt(reported) };
  } catch (error) {
    const reason = `the stage cannot be read: ${messageOf(error)}`.slice(0, 2000);
    return { instrument: { ...known, activity: "stopped", reason }, current: null };
  }
}

/** As the encoders say it; a hundredth of a degree is less than they know. */
function reportedTilt({ alphaDeg, betaDeg }: MapTilt): MapTilt {
  const round = (angleDeg: number) => Math.round(angleDeg * 100) / 100 + 0;
  return { alphaDeg: round(alphaDeg), betaDeg: round(betaDeg) };
}

function reasonOf({ guard, address }: Connected): MapInstrument["reason"] {
  const missing = (["alphaDeg", "betaDeg"] as const).filter((axis) => !guard.capabilities.axes.includes(axis));
  if (!guard.isConnected) return `the connection to ${address} is lost`;
  if (missing.length > 0)
    return `this holder has no ${missing.map((axis) => axis.replace("Deg", "")).join(" and no ")}`;
  if (guard.isHardware && !guard.isArmed) return `${address} is not armed: run await em.arm("${address}") in a cell`;
  return "";
}

function limitOf({ mostAlphaDeg, mostBetaDeg, tiltExponent }: HolderLimits): MapLimit | null {
  if (!(mostAlphaDeg >= 0.1 && mostBetaDeg >= 0.1 && mostAlphaDeg <= 180 && mostBetaDeg <= 180)) return null;
  return { kind: "superellipse", alphaDeg: mostAlphaDeg, betaDeg: mostBetaDeg, exponent: tiltExponent };
}

async function dryRun(to: MapTilt): Promise<MapDryRun | null> {
  const connection = connectionNow();
  if (!connection) return null;
  const { guard } = connection;
  let from: MapTilt = to;
  try {
    from = reportedTilt((await guard.stage.report()).reported);
    const way = wayTo(from, to);
    const known = { from, to, pathDeg: tiltDistanceDeg(from, to), steps: way.length };
    const reason = reasonOf(connection);
    if (reason) return { ...known, isAllowed: false, reason };
    await guard.stage.check(way);
    return { ...known, isAllowed: true, reason: "" };
  } catch (error) {
    const reason = messageOf(error).slice(0, 2000);
    return { from, to, isAllowed: false, reason, pathDeg: tiltDistanceDeg(from, to), steps: 0 };
  }
}

async function go(to: MapTilt, signal: AbortSignal): Promise<void> {
  const connection = connectionNow();
  if (!connection)
    throw new EmError("NotConnected", "no instrument is connected", {
      fix: 'Run await em.connect("twin:mxene") first.',
    });
  const { guard } = connection;
  const way = wayTo((await guard.stage.report()).reported, to);
  // The whole way first: it must not be found out half way that its end is out of reach.
  await guard.stage.check(way);
  for (const step of way) await guard.stage.moveTo(step, { signal });
}

async function stop(): Promise<void> {
  await connectionNow()?.guard.stage.stop();
}

/** The tilts to go to one after the other, along the great circle, without the one where it stands. */
function wayTo({ alphaDeg, betaDeg }: MapTilt, to: MapTilt): readonly MapTilt[] {
  return tiltPath({ alphaDeg, betaDeg }, to, { stepDeg }).slice(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
