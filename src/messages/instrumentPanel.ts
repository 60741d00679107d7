import {
  isRecord,
  listOf,
  numberFrom,
  oneOf,
  orNull,
  type Reader,
  textUpTo,
  truth,
  wholeNumberFrom,
} from "./reader.js";
import { recordOf, type TraitTable } from "./traits.js";

/** The target of the comm between the instrument panel of a page and the kernel of its notebook. */
export const panelTarget = "emlab.instrument";

/** The version of these messages: a side that reads another one draws nothing and says so. */
export const panelVersion = 1;

/** The page says that it has seen a state at each so many of them. @unitless */
export const seenEvery = 8;

/** States that the kernel sends without hearing that they are seen: a page that is gone gets no more. @unitless */
export const mostUnseen = 16;

/** The axes that a goniometer may have. */
export const panelAxes = ["xUm", "yUm", "zUm", "alphaDeg", "betaDeg"] as const;

/** One axis of the stage; lengths in µm and angles in °, as its name says. */
export interface PanelAxis {
  readonly axis: (typeof panelAxes)[number];
  /** Where it was told to be. @unitless */
  readonly commanded: number;
  /** Where its encoder says it is. @unitless */
  readonly reported: number;
  /** Where images say it is; null where that was not done. @unitless */
  readonly measured: number | null;
  /** How far it may go either side of zero at the present tilts. @unitless */
  readonly limit: number;
  readonly status: "rest" | "moving" | "limit" | "stuck";
}

/** The last recording of the connection. */
export interface PanelTaken {
  readonly detector: string;
  readonly kind: string;
  /** "512 × 512". */
  readonly size: string;
  readonly doseEPerA2: number;
  readonly isComplete: boolean;
}

/** The instrument that a kernel is connected to, at one time. */
export interface PanelInstrument {
  /** As it was asked for: "twin:mxene?seed=7". */
  readonly address: string;
  readonly kind: "twin" | "pyjem" | "replay";
  readonly isHardware: boolean;
  readonly isArmed: boolean;
  /** false: the connection was lost. */
  readonly isConnected: boolean;
  readonly activity: "rest" | "moving" | "acquiring" | "stopped";
  readonly axes: readonly PanelAxis[];
  readonly isBlanked: boolean;
  readonly accelKv: number;
  readonly currentPicoAmp: number;
  readonly last: PanelTaken | null;
  /** The most that any place within 10 nm of the beam's has had. */
  readonly doseHereEPerA2: number;
  readonly doseBudgetEPerA2: number | null;
  /** All electrons of this connection. @unitless */
  readonly totalElectrons: number;
  readonly runFolder: string | null;
  /** Why something of this could not be read; null where all was. */
  readonly problem: string | null;
}

/** The page has seen a state. */
export interface PanelSeen {
  readonly type: "seen";
  /** Which, by its number. @unitless */
  readonly number: number;
}

/** What the page tells the kernel. */
export type PanelRequest = { readonly type: "stop"; readonly id: string } | PanelSeen;

/** How things are in the kernel. */
export interface PanelStateReport {
  readonly type: "state";
  /** Counts the states of a comm. @unitless */
  readonly number: number;
  /** A cell runs: the status of the kernel does not tell, since each message makes it busy and idle again. */
  readonly isCellRunning: boolean;
  readonly instrument: PanelInstrument | null;
}

/** What the kernel tells the page. */
export type PanelReport =
  | PanelStateReport
  | { readonly type: "stopped"; readonly id: string; readonly problems: readonly string[] };

const anyNumber = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE);
const fromZero = numberFrom(0, Number.MAX_VALUE);
const count = wholeNumberFrom(0, Number.MAX_SAFE_INTEGER);
const id = textUpTo(100);

const axisTraits: TraitTable<PanelAxis> = {
  axis: { read: oneOf(panelAxes) },
  commanded: { read: anyNumber },
  reported: { read: anyNumber },
  measured: { read: orNull(anyNumber) },
  limit: { read: fromZero },
  status: { read: oneOf(["rest", "moving", "limit", "stuck"] as const) },
};

const takenTraits: TraitTable<PanelTaken> = {
  detector: { read: textUpTo(40) },
  kind: { read: textUpTo(40) },
  size: { read: textUpTo(60) },
  doseEPerA2: { read: fromZero },
  isComplete: { read: truth },
};

const instrumentTraits: TraitTable<PanelInstrument> = {
  address: { read: textUpTo(1000) },
  kind: { read: oneOf(["twin", "pyjem", "replay"] as const) },
  isHardware: { read: truth },
  isArmed: { read: truth },
  isConnected: { read: truth },
  activity: { read: oneOf(["rest", "moving", "acquiring", "stopped"] as const) },
  axes: { read: listOf(recordOf(axisTraits), panelAxes.length) },
  isBlanked: { read: truth },
  accelKv: { read: fromZero },
  currentPicoAmp: { read: fromZero },
  last: { read: orNull(recordOf(takenTraits)) },
  doseHereEPerA2: { read: fromZero },
  doseBudgetEPerA2: { read: orNull(fromZero) },
  totalElectrons: { read: fromZero },
  runFolder: { read: orNull(textUpTo(4096)) },
  problem: { read: orNull(textUpTo(1000)) },
};

/** Writes a message of either side. */
export function panelMessage(message: PanelRequest | PanelReport): object {
  return { version: panelVersion, ...message };
}

const readStop = recordOf<{ type: "stop"; id: string }>({ type: { read: oneOf(["stop"]) }, id: { read: id } });
const readSeen = recordOf<PanelSeen>({
  type: { read: oneOf(["seen"]) },
  number: { read: count },
});
const readInstrument = recordOf<PanelStateReport>({
  type: { read: oneOf(["state"]) },
  number: { read: count },
  isCellRunning: { read: truth },
  instrument: { read: orNull(recordOf(instrumentTraits)) },
});
const readStopped = recordOf<Extract<PanelReport, { type: "stopped" }>>({
  type: { read: oneOf(["stopped"]) },
  id: { read: id },
  problems: { read: listOf(textUpTo(2000), 10) },
});

/** Reads what a page has sent; undefined for anything else. */
export const readPanelRequest: Reader<PanelRequest> = (value) =>
  isOurs(value) ? (readStop(value) ?? readSeen(value)) : undefined;

/** Reads what a kernel has sent; undefined for anything else. */
export const readPanelReport: Reader<PanelReport> = (value) =>
  isOurs(value) ? (readInstrument(value) ?? readStopped(value)) : undefined;

function isOurs(value: unknown): boolean {
  return isRecord(value) && value["version"] === panelVersion;
}
