import { edgeOnTrace } from "../../../../src/ops/carto/drawing/features.js";
import type { ShownMap } from "./shownMap.js";

/**
 * The series that is shown as code: the call of em.carto.series that gives the tilts which can be reached, and a loop that goes from one to the next.
 * "" without a series.
 */
export function seriesCode({ state, map, seriesTilts }: Pick<ShownMap, "state" | "map" | "seriesTilts">): string {
  const { series } = state;
  const feature = series && map.features.find(({ id }) => id === series.featureId);
  if (!series || !feature || seriesTilts.length === 0) return "";
  const angles = seriesTilts.map((tilt, i) => ({ ...tilt, angleDeg: rounded(series.fromDeg + i * series.stepDeg) }));
  const reached = angles.filter(({ isReachable }) => isReachable).map(({ angleDeg }) => angleDeg);
  const left = angles.filter(({ isReachable }) => !isReachable).map(({ angleDeg }) => angleDeg);
  if (reached.length === 0) return "// No tilt of this series can be reached.";
  const { at, thetaDeg } = edgeOnTrace(feature);
  return [
    ...(left.length > 0
      ? [`// Out of reach, and left out: ${left.map((angleDeg) => `${angleDeg}°`).join(", ")}.`]
      : []),
    "const series = em.carto.series({",
    `  alphaDeg: ${rounded(at.alphaDeg)},`,
    `  betaDeg: ${rounded(at.betaDeg)},`,
    `  thetaDeg: ${rounded(thetaDeg)},`,
    `  mode: "${series.mode}",`,
    `  anglesDeg: [${reached.join(", ")}],`,
    `  limit: ${literal(map.limit)},`,
    "});",
    "for (const { at } of series.steps) {",
    "  await em.stage.moveTo(at);",
    "}",
  ].join("\n");
}

/** A limit as it is written in code: numbers, one of three words, and lists and records of these. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${literal(part)}`)
    .join(", ")} }`;
}

function rounded(angleDeg: number): number {
  return Math.round(angleDeg * 1e4) / 1e4 + 0;
}
