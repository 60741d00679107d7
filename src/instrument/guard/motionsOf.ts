import type { Instrument } from "../port.js";
import type { StageTarget } from "../stagePosition.js";
import { endOf, type MoveStart } from "./movePath.js";

/**
 * The motions that an instrument makes of planned steps. A replay makes one, to where the last of them ends: between the places of its run
 * there is nothing, neither a gear whose play is to be taken up nor a pole piece to go round.
 */
export function motionsOf(kind: Instrument["kind"], steps: readonly StageTarget[]): readonly StageTarget[] {
  return kind === "replay" ? [Object.assign({}, ...steps)] : steps;
}

/** Where the path of a motion begins, all of which must be within the limits: for a replay where it ends. */
export function sweptFrom(kind: Instrument["kind"], start: MoveStart, step: StageTarget): MoveStart {
  if (kind !== "replay") return start;
  return { reported: endOf(start.reported, step), commanded: endOf(start.commanded, step) };
}
