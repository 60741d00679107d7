import { EmError } from "../../core/error.js";
import type { AcquireRequest } from "../acquireRequest.js";
import { beamSettingNames } from "../beamSettings.js";
import type { Recording, RecordingKind } from "../recording.js";
import { stageAxes } from "../stagePosition.js";
import type { RecordedFrame } from "./recordedRun.js";

/** A recording without its numbers, of which all that playing it back needs has been checked. */
export interface PlayableFrame extends Omit<Recording, "data"> {
  /** Its place in the run, from 0. @unitless */
  readonly index: number;
}

const kinds: readonly RecordingKind[] = ["image", "spectrum", "spectrumImage", "diffraction"];
const requestKinds: readonly AcquireRequest["kind"][] = ["image", "eds", "eels", "diffraction"];

/** Checks what a run says of a frame. Errors: BadFile for what no instrument of emlab has recorded. */
export function playableFrame(run: string, frame: RecordedFrame, index: number): PlayableFrame {
  const found = frame as unknown as PlayableFrame;
  const { stage, beam, startS, endS } = found.conditions ?? {};
  const positions = [stage?.commanded, stage?.reported];
  const problem =
    (!kinds.includes(found.kind) && `its kind is ${frame.kind}`) ||
    (!requestKinds.includes(found.request?.kind) && `its request is of kind ${found.request?.kind}`) ||
    (!positions.every((at) => stageAxes.every((axis) => Number.isFinite(at?.[axis]))) && "it has no stage position") ||
    (!beamSettingNames.every((name) => Number.isFinite(beam?.[name])) && "it has no settings of the beam") ||
    (typeof beam?.isBlanked !== "boolean" && "it does not say whether the beam was blanked") ||
    (!(endS >= startS) && "it has no begin and end");
  if (problem)
    throw new EmError("BadFile", `${run}: frame ${index} cannot be played back: ${problem}`, {
      fix: "Play back a run that emlab recorded, or read its frames one by one.",
    });
  const { kind, detector, shape, calibration, conditions, request, isComplete } = found;
  return { index, kind, detector, shape, calibration, conditions, request, isComplete };
}
