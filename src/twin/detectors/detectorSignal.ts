import type { ImageDetector } from "../../instrument/acquireRequest.js";
import type { DetectorValues } from "./detectorParameters.js";

/**
 * Share of the beam that a detector collects where the linear model sends a share f to HAADF: as many values as were given.
 *
 * HAADF: s = f / (1 + f^4)^(1/4), which is f to 1 % up to 0.4 and never the whole beam. ADF and BF follow from the share that scattering
 * has left, 1 - s: independent scattering multiplies the shares that are left, so they are powers of it. Very thick parts let nothing
 * through, exp(-(f / opaqueAt)^2): bars of the grid are black. Valid for incoherent scattering: no phase contrast, no Bragg contrast; BF
 * shows thickness and mass alone. Cost: 2 ns a pixel, 20 for ADF and BF.
 */
export function detectorSignal(
  detector: ImageDetector,
  linear: Float32Array,
  { adfRatio, brightFieldLossRatio, opaqueAt }: Pick<DetectorValues, "adfRatio" | "brightFieldLossRatio" | "opaqueAt">,
): Float32Array {
  switch (detector) {
    case "haadf":
      return linear.map((f) => (f < 0.1 ? limited(f) : limited(f) * passing(f, opaqueAt)));
    case "adf":
      return linear.map((f) => (1 - (1 - limited(f)) ** adfRatio) * passing(f, opaqueAt));
    case "bf":
      return linear.map((f) => (1 - limited(f)) ** brightFieldLossRatio);
  }
}

/** Nothing below zero, and no more than the whole beam. */
function limited(f: number): number {
  if (!(f > 0)) return 0;
  return f < 0.1 ? f : Math.min(1, f / Math.sqrt(Math.sqrt(1 + f ** 4)));
}

/** What is not lost in a thick specimen altogether. */
function passing(f: number, opaqueAt: number): number {
  return f > 0.1 ? Math.exp(-((f / opaqueAt) ** 2)) : 1;
}
