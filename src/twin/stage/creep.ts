/** How an axis creeps: in the unit of the axis, and seconds. */
export interface CreepSettings {
  /** What is missing at the end of a long step. @unitless */
  readonly most: number;
  /** Missing part of a short step. @unitless */
  readonly share: number;
  readonly tauS: number;
}

/** What is left of a creep after some time. */
export function relaxed(creep: number, durationS: number, { tauS }: CreepSettings): number {
  return creep * Math.exp(-durationS / tauS);
}

/**
 * The creep of an axis after a step: negative while the axis still lags behind a step upwards.
 *
 * It saturates, so that many short steps in a row leave no more behind than one long step.
 */
export function strained(creep: number, step: number, { most, share }: CreepSettings): number {
  return Math.min(Math.max(creep - share * step, -most), most);
}
