import type { HolderLimits } from "../../instrument/guard/stageLimits.js";

/** How an instrument is connected to; every option may be left out. */
export interface ConnectOptions {
  /**
   * Where recordings are written: each run makes a folder of its own in it. Default "runs", beside the notebook. false: nowhere, they
   * stay in memory, the oldest are dropped.
   */
  readonly runs?: string | false;
  /** Dose that no place of the specimen may exceed; refused before the beam is on. Default: no limit. */
  readonly doseBudgetEPerA2?: number;
  /** Limits of the holder where it is not the usual one. */
  readonly limits?: Partial<HolderLimits>;
  /** Who works at the instrument: others get this name while it is in use. Default "emlab". */
  readonly owner?: string;
}
