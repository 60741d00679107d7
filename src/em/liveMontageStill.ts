import { displaySymbol } from "../display/mimeBundle.js";
import type { LinesOverlay } from "../display/overlay.js";
import { overlayFigure } from "../display/overlayFigure.js";
import type { MontageRun } from "../widgets/liveMontage/montageRun.js";
import { RunningMontage } from "./montage/runningMontage.js";

/** The longer side of the picture of a plan. */
const planSidePx = 512;

/** The still picture of a live montage, for saved notebooks: the tiles that are there, or the outlines of those that are planned. */
export function liveMontageStill(run: MontageRun): Readonly<Record<string, unknown>> {
  const isTaken = run.tiles.some(({ status }) => status === "taken");
  if (isTaken && run instanceof RunningMontage) return run.result[displaySymbol]();
  const [tileWidthNm, tileHeightNm] = [run.tileWidthPx * run.pixelNm, run.tileHeightPx * run.pixelNm];
  const most = (of: (tile: MontageRun["tiles"][number]) => number) => Math.max(...run.tiles.map(of));
  const halfWidthNm = most(({ commanded }) => Math.abs(commanded.xNm)) + tileWidthNm / 2;
  const halfHeightNm = most(({ commanded }) => Math.abs(commanded.yNm)) + tileHeightNm / 2;
  const pixelNm = (2 * Math.max(halfWidthNm, halfHeightNm)) / planSidePx;
  const [widthPx, heightPx] = [halfWidthNm, halfHeightNm].map((half) => Math.max(16, Math.round((2 * half) / pixelNm)));
  const lines: LinesOverlay = {
    kind: "lines",
    ...outlines(run, (xNm, yNm) => [(xNm + halfWidthNm) / pixelNm - 0.5, (yNm + halfHeightNm) / pixelNm - 0.5]),
    colour: "#e69f00",
    label: "planned tiles",
  };
  const caption = `${run.tiles.length} tiles are planned; none was taken yet.`;
  return overlayFigure({
    image: { data: new Float32Array(widthPx! * heightPx!), widthPx: widthPx!, heightPx: heightPx!, pixelNm },
    contrast: { low: 0, high: 1 },
    scaleBar: true,
    title: run.title,
    overlays: [lines],
    caption: [caption],
    text: `${run.title}: ${caption}`,
  });
}

/** The four sides of each tile. */
function outlines(run: MontageRun, onPicture: (xNm: number, yNm: number) => readonly [number, number]) {
  const sides = { fromXPx: [] as number[], fromYPx: [] as number[], toXPx: [] as number[], toYPx: [] as number[] };
  const [x, y] = [(run.tileWidthPx * run.pixelNm) / 2, (run.tileHeightPx * run.pixelNm) / 2];
  const corners = [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ] as const;
  for (const { commanded } of run.tiles) {
    for (const [i, [fromX, fromY]] of corners.entries()) {
      const [toX, toY] = corners[(i + 1) % 4]!;
      const [fromXPx, fromYPx] = onPicture(commanded.xNm + fromX, commanded.yNm + fromY);
      const [toXPx, toYPx] = onPicture(commanded.xNm + toX, commanded.yNm + toY);
      sides.fromXPx.push(fromXPx);
      sides.fromYPx.push(fromYPx);
      sides.toXPx.push(toXPx);
      sides.toYPx.push(toYPx);
    }
  }
  return sides;
}
