import { EmError } from "../../core/error.js";
import { checkProbe } from "../optics/probe.js";
import { probeReachNm } from "../optics/probeIntensity.js";
import type { ProbeSettings } from "../optics/probeSettings.js";
import { type ProbeTransfer, probeTransfer } from "../optics/probeTransfer.js";
import { valuesOf } from "../parameter.js";
import type { SpecimenColumns } from "../specimens/specimen.js";
import { type DetectorValues, detectorParameters } from "./detectorParameters.js";
import { gridImage, type ImagedGroup } from "./gridImage.js";
import { imageGrid } from "./imageGrid.js";
import { type ScanFrame, scanFrame } from "./scanFrame.js";
import type { ScanGeometry, SpecimenView } from "./scanGeometry.js";
import { tableImage, tableReachNm } from "./tableImage.js";
import { thicknessGroups } from "./thicknessGroups.js";
import { thicknessTransfer, transferReachNm } from "./thicknessTransfer.js";

/** How a scan sees a specimen. */
export interface ScanOptics {
  readonly geometry: ScanGeometry;
  readonly view: SpecimenView;
  /** As the beam is set; the height of the view adds to its defocus. */
  readonly probe: ProbeSettings;
  /** Default: those of detectorParameters. */
  readonly detector?: DetectorValues;
}

/** The way that an image is made. */
export type ImageMethod = "grid" | "table";

/**
 * Share of the beam that reaches the HAADF detector at each pixel of a scan over atom columns, g = f (x) h: heightPx x widthPx values.
 *
 * Linear: what columns would send to the detector beyond the whole beam is not taken away (see detectorSignal). The errors of each row are
 * followed to 0.5 % of the largest value. Columns must reach `columnMarginNm` beyond the scan. Valid up to some 20 nm of thickness, on or
 * near a zone axis, for an inner angle above three times the convergence; not for diffraction contrast.
 * Errors: BadOption, BadShape. Cost: 256 x 256 px with 800 columns some 5 ms, 1024 x 1024 px with 20,000 some 70 ms.
 * Source: linear model with terms of thickness fitted to multislice (detectorParameters).
 */
export function expectedImage(columns: SpecimenColumns, optics: ScanOptics, method?: ImageMethod): Float32Array {
  checkColumns(columns);
  const detector = optics.detector ?? valuesOf(detectorParameters);
  const frame = scanFrame(optics.geometry, optics.view);
  const settings = focusedProbe(optics);
  const probe = probeTransfer(settings, frame.axesDeg);
  const marginNm = columnMarginNm(
    optics,
    detector,
    columns.thicknessNm.reduce((a, b) => Math.max(a, b), 0),
  );
  const groups = thicknessGroups(columns, frame, marginNm, detector).map((group): ImagedGroup => {
    return { group, thickness: thicknessTransfer(group.thicknessNm, frame, detector) };
  });
  if (groups.length === 0) return new Float32Array(frame.widthPx * frame.heightPx);
  const grid = imageGrid(frame, probe.cutoffPerNm, marginNm);
  const chosen = method ?? cheaperMethod(groups, probe, grid.widthPx * grid.heightPx, frame);
  return chosen === "grid" ? gridImage(groups, probe, grid, frame) : tableImage(groups, probe, frame);
}

/** The probe at the height of the specimen: what rises towards the source is seen as by a beam that is focused below it. */
export function focusedProbe({ probe, view }: Pick<ScanOptics, "probe" | "view">): ProbeSettings {
  const settings = { ...probe, defocusNm: probe.defocusNm + view.heightNm };
  checkProbe(settings);
  return settings;
}

/** How far beyond a scan columns of up to a thickness still send signal into it. */
export function columnMarginNm(
  optics: ScanOptics,
  detector: DetectorValues = valuesOf(detectorParameters),
  thicknessNm = 20,
): number {
  const leaning = { leanA: optics.view.leanX, leanB: optics.view.leanY };
  return probeReachNm(focusedProbe(optics)) + transferReachNm(thicknessTransfer(thicknessNm, leaning, detector));
}

/** Nanoseconds, measured once: only their ratios count. */
const costs = { gridPointNs: 25, gridPointOfGroupNs: 20, tableNs: 8e6, tablePixelNs: 5 };
/** 64 MB for the image alone: beyond this the sum over columns is the better way however long it takes. */
const mostGridPoints = 2 ** 24;

function cheaperMethod(
  groups: readonly ImagedGroup[],
  probe: ProbeTransfer,
  gridPoints: number,
  { stepAlongNm, stepAcrossNm }: ScanFrame,
): ImageMethod {
  if (gridPoints > mostGridPoints) return "table";
  const gridNs = gridPoints * (costs.gridPointNs + groups.length * costs.gridPointOfGroupNs);
  const tableNs = groups.reduce((sum, { group, thickness }) => {
    const reachNm = tableReachNm(probe, thickness);
    const pixels = 2 + (Math.PI * reachNm * reachNm) / (stepAlongNm * stepAcrossNm);
    return sum + costs.tableNs + group.aNm.length * pixels * costs.tablePixelNs;
  }, 0);
  return gridNs <= tableNs ? "grid" : "table";
}

function checkColumns({ xNm, yNm, haadfNm2, thicknessNm }: SpecimenColumns): void {
  if (yNm.length === xNm.length && haadfNm2.length === xNm.length && thicknessNm.length === xNm.length) return;
  throw new EmError("BadShape", `columns of ${xNm.length} x and ${yNm.length} y positions`, {
    fix: "Give arrays of the same length.",
  });
}
