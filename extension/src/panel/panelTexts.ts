import type { PanelAxis, PanelInstrument } from "../../../src/messages/instrumentPanel.js";

/** What stands in a row of the panel. */
export type PanelRow = readonly [name: string, value: string];

/** What kind of instrument it is, so that nobody takes one for another: a sign and words. */
export function kindText({ isHardware, kind }: PanelInstrument): { readonly sign: string; readonly text: string } {
  if (isHardware) return { sign: "▲", text: "MICROSCOPE: real hardware moves" };
  if (kind === "replay") return { sign: "▷", text: "PLAYED BACK: a finished run, nothing moves" };
  return { sign: "○", text: "DIGITAL TWIN: nothing real moves" };
}

const activityTexts = {
  rest: "at rest",
  moving: "moving",
  acquiring: "acquiring",
  stopped: "stopped",
} as const satisfies Record<PanelInstrument["activity"], string>;

/** What it does now. */
export function activityText({ activity, isConnected }: PanelInstrument): string {
  return isConnected ? activityTexts[activity] : "connection lost";
}

/** All facts of an instrument, beside its stage. */
export function factRows(instrument: PanelInstrument): PanelRow[] {
  const { last, doseBudgetEPerA2, doseHereEPerA2, totalElectrons } = instrument;
  const isRead = instrument.problem === null;
  const beam = `${instrument.isBlanked ? "blanked" : "ON the specimen"}, ${short(instrument.accelKv)} kV, ${short(instrument.currentPicoAmp)} pA`;
  const share = doseBudgetEPerA2 ? ` (${short((100 * doseHereEPerA2) / doseBudgetEPerA2)} %)` : "";
  return [
    ["Address", instrument.address],
    ["Armed", armedText(instrument)],
    ["State", activityText(instrument)],
    ["Beam", isRead ? beam : "unknown"],
    ["Last recording", last ? `${last.detector}, ${last.size}${last.isComplete ? "" : ", interrupted"}` : "none yet"],
    ["Its dose", last ? `${short(last.doseEPerA2)} e/Å²` : "none yet"],
    ["Measured", instrument.axes.some(({ measured }) => measured !== null) ? "see the stage" : "no axis, by images"],
    ["Dose here", isRead ? `${short(doseHereEPerA2)} e/Å²${share}` : "unknown"],
    ["Budget", doseBudgetEPerA2 === null ? "none set" : `${short(doseBudgetEPerA2)} e/Å²`],
    ["Electrons", isRead ? short(totalElectrons) : "unknown"],
    ["Run folder", instrument.runFolder ?? "none yet"],
    ...(instrument.problem === null ? [] : [["Problem", instrument.problem] as const]),
  ];
}

function armedText({ isHardware, isArmed }: PanelInstrument): string {
  if (!isHardware) return "needs no arming";
  return isArmed ? "ARMED: commands move it" : "not armed: nothing can move it";
}

const axisNames = {
  xUm: ["x", "µm"],
  yUm: ["y", "µm"],
  zUm: ["z", "µm"],
  alphaDeg: ["α", "°"],
  betaDeg: ["β", "°"],
} as const satisfies Record<PanelAxis["axis"], readonly [string, string]>;

/** The stage as a table. Where images have measured no axis, their column is left out: the side bar is narrow. */
export function stageTable(axes: readonly PanelAxis[]): { readonly heads: string[]; readonly rows: string[][] } {
  const isMeasured = axes.some(({ measured }) => measured !== null);
  const heads = ["axis", "told", "reported", ...(isMeasured ? ["measured"] : []), "limit ±", "is"];
  return { heads, rows: axes.map((axis) => axisRow(axis, isMeasured)) };
}

function axisRow({ axis, commanded, reported, measured, limit, status }: PanelAxis, isMeasured: boolean): string[] {
  const [name, unit] = axisNames[axis];
  const digits = unit === "°" ? 2 : 3;
  const shown = (value: number) => value.toFixed(digits);
  return [
    `${name} (${unit})`,
    shown(commanded),
    shown(reported),
    ...(isMeasured ? [measured === null ? "–" : shown(measured)] : []),
    short(limit),
    status,
  ];
}

/** A number in four digits at most. */
export function short(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}
