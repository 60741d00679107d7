import type { StageLimit } from "../stageLimit.js";
import { limitOutline } from "../stageLimit.js";
import type { Tilt } from "../tilt.js";
import type { MapFrame } from "./mapFrame.js";
import { type LabelMark, type MapScene, type PathMark, plainLabel } from "./marks.js";
import { circlePath, curvePath, short } from "./paths.js";

const layer = "graticule";

/** The lines of equal alpha and of equal beta, and what they are. */
export function graticule(frame: MapFrame): MapScene {
  const scene = kept.get(frame) ?? (frame.kind === "tip-tilt" ? plainGraticule(frame) : roundGraticule(frame));
  kept.set(frame, scene);
  return scene;
}

/** The lines of a frame are always the same. */
const kept = new WeakMap<MapFrame, MapScene>();

function plainGraticule(frame: MapFrame): MapScene {
  const { leftPx, rightPx, topPx, bottomPx, rangeDeg, centre } = frame;
  const stepDeg = rangeDeg > 60 ? 30 : rangeDeg > 25 ? 10 : rangeDeg > 12 ? 5 : 2;
  let d = "";
  const labels: LabelMark[] = [];
  for (const alphaDeg of ticks(centre.alphaDeg, rangeDeg, stepDeg)) {
    const [x] = frame.placeOfTilt({ alphaDeg, betaDeg: 0 }) ?? [0];
    d += `M${short(x)} ${short(topPx)}V${short(bottomPx)}`;
    labels.push(plainLabel(layer, [x, bottomPx + 13], String(alphaDeg), "middle"));
  }
  for (const betaDeg of ticks(centre.betaDeg, rangeDeg, stepDeg)) {
    const [, y] = frame.placeOfTilt({ alphaDeg: 0, betaDeg }) ?? [0, 0];
    d += `M${short(leftPx)} ${short(y)}H${short(rightPx)}`;
    labels.push(plainLabel(layer, [leftPx - 4, y + 4], String(betaDeg), "end"));
  }
  const frameLine = `M${short(leftPx)} ${short(topPx)}H${short(rightPx)}V${short(bottomPx)}H${short(leftPx)}z`;
  labels.push(plainLabel(layer, [(leftPx + rightPx) / 2, bottomPx + 28], "alpha (°)", "middle"));
  // Above the frame, where neither zones nor numbers are.
  labels.push(plainLabel(layer, [2, topPx - 6], "beta (°)"));
  return { paths: [thin(d), { layer, d: frameLine, style: { stroke: "soft", widthPx: 1, fill: "none" } }], labels };
}

/** Round angles about a middle. */
function ticks(middleDeg: number, rangeDeg: number, stepDeg: number): readonly number[] {
  const first = Math.ceil((middleDeg - rangeDeg) / stepDeg - 1e-9);
  const last = Math.floor((middleDeg + rangeDeg) / stepDeg + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * stepDeg);
}

function roundGraticule(frame: MapFrame): MapScene {
  let d = "";
  const labels: LabelMark[] = [];
  for (let at = -80; at <= 80; at += 10) {
    d += curvePath(
      frame,
      line((betaDeg) => ({ alphaDeg: at, betaDeg })),
    );
    d += curvePath(
      frame,
      line((alphaDeg) => ({ alphaDeg, betaDeg: at })),
    );
    if (at % 30 === 0) labels.push(...roundLabels(frame, at));
  }
  const horizon: PathMark = {
    layer,
    d: circlePath(frame.middlePx, frame.horizonPx),
    style: { stroke: "soft", widthPx: 1.4, fill: "none" },
  };
  return { paths: [thin(d), horizon], labels };
}

/** Lines of equal alpha are named where they end, below the circle; those of equal beta run together at its sides, and are named in its middle. */
function roundLabels(frame: MapFrame, at: number): LabelMark[] {
  const end = frame.placeOfTilt({ alphaDeg: at, betaDeg: -90 });
  const isEndSeen = end && frame.isSeen(end, 2);
  const alpha = isEndSeen ? end : frame.placeOfTilt({ alphaDeg: at, betaDeg: 0 });
  const beta = at === 0 ? undefined : frame.placeOfTilt({ alphaDeg: 0, betaDeg: at });
  const labels: LabelMark[] = [];
  const anchor = at > 0 ? "start" : at < 0 ? "end" : "middle";
  if (isEndSeen) labels.push(plainLabel(layer, [end[0] + Math.sign(at) * 3, end[1] + 11], `α ${at}°`, anchor));
  else if (alpha && frame.isSeen(alpha, -20)) labels.push(plainLabel(layer, [alpha[0] + 2, alpha[1] - 2], `α ${at}°`));
  if (beta && frame.isSeen(beta, -20)) labels.push(plainLabel(layer, [beta[0] + 3, beta[1] - 3], `β ${at}°`));
  return labels;
}

function line(at: (angleDeg: number) => Tilt): Tilt[] {
  return Array.from({ length: 37 }, (_, i) => at(-90 + 5 * i));
}

function thin(d: string): PathMark {
  return { layer, d, style: { stroke: "soft", widthPx: 0.6, opacity: 0.45, fill: "none" } };
}

/** The outlines of limits: the map's own is solid, that of the instrument is dashed. */
export function limitMarks(limits: readonly { readonly limit: StageLimit }[], frame: MapFrame): PathMark[] {
  return limits.map(({ limit }, i) => ({
    layer: "limit",
    d: curvePath(frame, closeTogether(limitOutline(limit, 96)), true),
    style: { stroke: "ink", widthPx: i === 0 ? 2 : 1.4, dash: i === 0 ? "" : "7 4", fill: "none" },
  }));
}

/** Corners that are far apart are joined by what is straight in alpha and beta, which bends on a round map. */
function closeTogether(corners: readonly Tilt[]): Tilt[] {
  return corners.flatMap((a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    const count = Math.max(1, Math.ceil(Math.hypot(b.alphaDeg - a.alphaDeg, b.betaDeg - a.betaDeg) / 3));
    return Array.from({ length: count }, (_, k) => ({
      alphaDeg: a.alphaDeg + ((b.alphaDeg - a.alphaDeg) * k) / count,
      betaDeg: a.betaDeg + ((b.betaDeg - a.betaDeg) * k) / count,
    }));
  });
}
