import { placeUnderBeam } from "../../instrument/guard/doseBudget.js";
import type { Guard } from "../../instrument/guard.js";
import type { StageReport } from "../../instrument/stagePosition.js";
import type { PanelAxis, PanelInstrument, PanelTaken } from "../../messages/instrumentPanel.js";
import type { Connected } from "./connection.js";
import type { Taken } from "./takenImage.js";

/** Width of the square under the beam whose dose the panel tells, as em.dose.here does. */
const hereNm = 10;

/** Reads what the panel shows of a connection. It changes nothing; what cannot be read is told. Cost: two readings, up to 1 ms for the dose. */
export async function readPanelState(connection: Connected, isStopped: boolean): Promise<PanelInstrument> {
  const { guard, address, takes } = connection;
  const known = {
    address,
    kind: guard.kind,
    isHardware: guard.isHardware,
    isArmed: guard.isArmed,
    isConnected: guard.isConnected,
    last: takenOf(connection.lastTaken()),
    doseBudgetEPerA2: guard.dose.budgetEPerA2 ?? null,
    runFolder: connection.folder() ?? null,
  };
  try {
    const [report, beam] = await Promise.all([guard.stage.report(), guard.beam.state()]);
    const measured = { ...report.measured, ...connection.lastMeasured() };
    const axes = axesOf(guard, { ...report, measured });
    const isMoving = axes.some(({ status }) => status === "moving");
    const { xNm, yNm } = placeUnderBeam(report, beam);
    const here = { centreXNm: xNm, centreYNm: yNm, widthNm: hereNm, heightNm: hereNm, rotationDeg: 0 };
    return {
      ...known,
      activity: isMoving ? "moving" : takes.count > 0 ? "acquiring" : isStopped ? "stopped" : "rest",
      axes,
      isBlanked: beam.isBlanked,
      accelKv: beam.accelKv,
      currentPicoAmp: beam.currentPicoAmp,
      doseHereEPerA2: guard.dose.map.mostOver(here),
      totalElectrons: guard.dose.map.totalElectrons(),
      problem: null,
    };
  } catch (error) {
    return {
      ...known,
      ...unread,
      problem: error instanceof Error ? error.message.slice(0, 1000) : "it cannot be read",
    };
  }
}

/** What is told where the instrument does not answer. The beam counts as open: nobody knows that it is not. */
const unread = {
  activity: "stopped",
  axes: [],
  isBlanked: false,
  accelKv: 0,
  currentPicoAmp: 0,
  doseHereEPerA2: 0,
  totalElectrons: 0,
} as const;

function axesOf({ stage, capabilities }: Guard, report: StageReport): PanelAxis[] {
  const { mostAlphaDeg, mostBetaDeg } = stage.limits;
  const limits = { ...stage.travelAt(report.reported), alphaDeg: mostAlphaDeg, betaDeg: mostBetaDeg };
  return capabilities.axes.map((axis) => ({
    axis,
    commanded: report.commanded[axis],
    reported: report.reported[axis],
    measured: report.measured[axis] ?? null,
    limit: limits[axis],
    status: report.status[axis],
  }));
}

function takenOf(taken: Taken | undefined): PanelTaken | null {
  if (!taken) return null;
  const { detector, kind, shape, conditions, isComplete } = taken.recording;
  return { detector, kind, size: shape.join(" × "), doseEPerA2: conditions.doseEPerA2, isComplete };
}
