import {
  type FftSetup,
  forwardReal,
  inverseReal,
  type ResidentPlane,
  reservePlane,
  roundUp,
  setUpFft,
} from "../../numeric/residentFft.js";
import { type Workspace, withWorkspace } from "../../numeric/workspace.js";
import type { ProbeTransfer } from "../optics/probeTransfer.js";
import { TransferLine } from "../optics/transferLine.js";
import { FactorLine } from "./factorLine.js";
import type { ImageGrid } from "./imageGrid.js";
import type { ScanFrame } from "./scanFrame.js";
import { spreadColumns } from "./spreadColumns.js";
import { gridExcess, kernelTransform } from "./spreadKernel.js";
import { takeRows } from "./takeRows.js";
import type { ThicknessGroup } from "./thicknessGroups.js";
import type { ThicknessTransfer } from "./thicknessTransfer.js";

/** A group of columns with what its thickness does to the probe. */
export interface ImagedGroup {
  readonly group: ThicknessGroup;
  readonly thickness: ThicknessTransfer;
}

/**
 * The image by Fourier transforms: columns are spread over a grid, multiplied by the transfer of the probe, and the rows are taken from the
 * result. What spreading and taking blur is divided out in between, so places between grid points are exact to some 2e-4.
 *
 * Cost: a transform per group and one back, all in the working memory of src/numeric: 1024 x 1024 px in about 60 ms.
 */
export function gridImage(
  groups: readonly ImagedGroup[],
  probe: ProbeTransfer,
  grid: ImageGrid,
  frame: ScanFrame,
): Float32Array {
  return withWorkspace(1, (space) => {
    const { widthPx, heightPx } = grid;
    const setup = setUpFft(space, widthPx, heightPx);
    const pitch = roundUp(widthPx, 4);
    const length = pitch * roundUp(heightPx, 16) + 16;
    const image = space.reserve(4 * length);
    const sum = reservePlane(space, widthPx, heightPx);
    const part = groups.length > 1 ? reservePlane(space, widthPx, heightPx) : sum;
    groups.forEach(({ group, thickness }, i) => {
      const plane = i === 0 ? sum : part;
      transformGroup(space, setup, group, grid, image, length, plane);
      multiply(space, plane, probe, thickness, grid);
      if (i > 0) addPlane(space, sum, part);
    });
    inverseReal(space, setup, sum, image, pitch);
    return takeRows(space.floats(image, length), pitch, grid, frame);
  });
}

function transformGroup(
  space: Workspace,
  setup: FftSetup,
  group: ThicknessGroup,
  grid: ImageGrid,
  address: number,
  length: number,
  plane: ResidentPlane,
): void {
  const values = space.floats(address, length);
  values.fill(0);
  spreadColumns(values, grid.widthPx, grid, group);
  forwardReal(space, setup, address, plane);
}

const planeLength = ({ pitch, heightPx }: ResidentPlane) => pitch * heightPx;

function addPlane(space: Workspace, sum: ResidentPlane, part: ResidentPlane): void {
  for (const name of ["re", "im"] as const) {
    const target = space.floats(sum[name], planeLength(sum));
    const source = space.floats(part[name], planeLength(part));
    for (let i = 0; i < target.length; i++) target[i] += source[i];
  }
}

/** Multiplies a spectrum by the probe's transfer, the terms of the thickness and what undoes the kernel on both ways. */
function multiply(
  space: Workspace,
  plane: ResidentPlane,
  probe: ProbeTransfer,
  thickness: ThicknessTransfer,
  grid: ImageGrid,
): void {
  const { pitch, widthPx, heightPx } = plane;
  const [re, im] = [space.floats(plane.re, planeLength(plane)), space.floats(plane.im, planeLength(plane))];
  const stepA = 1 / (widthPx * grid.stepAlongNm);
  const stepB = 1 / (heightPx * grid.stepAcrossNm);
  const bins = Math.min(widthPx / 2, Math.floor(mostFrequency(probe, grid.stepAlongNm) / stepA) + 1);
  const lines = new TransferLine(probe, bins, stepA);
  const along = Float32Array.from({ length: bins }, (_, u) => kernelTransform(u / widthPx) ** -2);
  const factors = new FactorLine(thickness, bins, stepA);
  const mostB = mostFrequency(probe, grid.stepAcrossNm);
  for (let row = 0; row < heightPx; row++) {
    const v = row <= heightPx / 2 ? row : row - heightPx;
    const start = row * pitch;
    const isKept = Math.abs(v) * stepB <= mostB && Math.abs(v) < heightPx / 2;
    const kept = isKept ? bins : 0;
    re.fill(0, start + kept, start + pitch);
    im.fill(0, start + kept, start + pitch);
    if (!isKept) continue;
    lines.moveTo(v * stepB);
    const factor = factors.at(v * stepB);
    const across = kernelTransform(v / heightPx) ** -2 / (grid.stepAlongNm * grid.stepAcrossNm);
    multiplyRow(re, im, start, lines, along, factor, across);
  }
}

/** Above the grid's limit the kernel no longer holds, above the table's end there is nothing. */
function mostFrequency(probe: ProbeTransfer, stepNm: number): number {
  return Math.min(0.5 / gridExcess / stepNm + 1e-9, probe.reach * probe.stepPerNm);
}

function multiplyRow(
  re: Float32Array,
  im: Float32Array,
  start: number,
  lines: TransferLine,
  along: Float32Array,
  factor: Float32Array,
  across: number,
): void {
  const { re: lineRe, im: lineIm } = lines;
  for (let u = 0, at = start; u < along.length; u++, at++) {
    const scale = across * along[u] * factor[u];
    const [tr, ti] = [scale * lineRe[u], scale * lineIm[u]];
    const [r, i] = [re[at], im[at]];
    re[at] = r * tr - i * ti;
    im[at] = r * ti + i * tr;
  }
}
