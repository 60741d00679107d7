/** One column of a frame's truth, in the names of the benchmark's files. */
export interface TruthSite {
  readonly x_px: number;
  readonly y_px: number;
  readonly weight: number;
  readonly present: boolean;
  readonly state: string;
  readonly crlb_pm: number | null;
}

/** The truth of a frame, in the names of the benchmark's files. */
export interface TruthFrame {
  readonly name: string;
  readonly shape: readonly number[];
  readonly pixel_size_A: number;
  readonly nn_distance_A: number;
  readonly sites: readonly TruthSite[];
}
