import type { CoreEdge } from "./eelsEdges.js";
import type { EelsValues } from "./eelsParameters.js";

/** A peak on an edge: Gaussian, before the resolution of the spectrometer. */
export interface EdgePeak {
  readonly centreEv: number;
  readonly fwhmEv: number;
  /** Area beside the cross section of the edge. */
  readonly areaFraction: number;
}

/** Which end of the scale of reduction: all titanium tetravalent, or all of it trivalent. */
export type Valence = "Ti4+" | "Ti3+";

/** What follows the prepeak of O K: eV behind the edge, width in eV, share. */
const oxygenPeaks = [
  [5, 3, 0.01],
  [12, 5, 0.012],
] as const;

/** The peaks of an edge. Titanium and oxygen have those of SrTiO3; d and f metals a white line; others none. */
export function edgePeaks(edge: CoreEdge, valence: Valence, values: EelsValues): EdgePeak[] {
  if (edge.element === "Ti") return titaniumPeaks(edge, valence, values);
  if (edge.element === "O" && edge.subshell === "K") return oxygenKPeaks(valence, values);
  if (edge.emptyFraction === 0) return [];
  const areaFraction = values.whiteLineFraction * edge.emptyFraction;
  return [{ centreEv: edge.onsetEv + values.plainLineBehindEv, fwhmEv: values.plainLineFwhmEv, areaFraction }];
}

function titaniumPeaks({ subshell }: CoreEdge, valence: Valence, values: EelsValues): EdgePeak[] {
  const isLater = subshell === "L2";
  const [t2gEv, egEv] = isLater
    ? [values.titaniumL2T2gEv, values.titaniumL2EgEv]
    : [values.titaniumL3T2gEv, values.titaniumL3EgEv];
  const area = values.whiteLineFraction;
  const broad = isLater ? values.laterBroadening : 1;
  if (valence === "Ti3+")
    return [
      {
        centreEv: (t2gEv + egEv) / 2 + values.trivalentShiftEv,
        fwhmEv: values.trivalentFwhmEv * broad,
        areaFraction: area,
      },
    ];
  const { doubletT2gFraction: share, titaniumT2gFwhmEv, titaniumEgFwhmEv } = values;
  return [
    { centreEv: t2gEv, fwhmEv: titaniumT2gFwhmEv * broad, areaFraction: area * share },
    { centreEv: egEv, fwhmEv: titaniumEgFwhmEv * broad, areaFraction: area * (1 - share) },
  ];
}

function oxygenKPeaks(valence: Valence, values: EelsValues): EdgePeak[] {
  const left = valence === "Ti3+" ? 1 - values.prepeakLossFraction : 1;
  return [
    { centreEv: values.oxygenPrepeakEv, fwhmEv: 0.9, areaFraction: left * values.oxygenPrepeakFraction },
    ...oxygenPeaks.map(([behindEv, fwhmEv, areaFraction]) => ({
      centreEv: values.oxygenEdgeEv + behindEv,
      fwhmEv,
      areaFraction,
    })),
  ];
}
