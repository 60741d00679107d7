import type { EdgeOnAnswer } from "../../../../src/ops/carto/drawing/features.js";
import { tiltText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { widthAfterTiltNm } from "../../../../src/ops/carto/edgeOnFromWidths.js";

/** "edge on at alpha -24.2, beta -26.7, foil 56 nm". */
export function answerText({ at, thicknessNm }: EdgeOnAnswer): string {
  return `edge on at ${tiltText(at)}, foil ${Math.round(thicknessNm)} nm`;
}

/** What a third width would be by each answer, at a tilt that tells them apart. */
export function predictionText(answers: readonly EdgeOnAnswer[], tiltDeg: number): string {
  const widths = answers.map((answer) => `${Math.round(widthAfterTiltNm(answer, tiltDeg))} nm`);
  return `after ${tiltDeg}° from the first image it would be ${widths.join(", or ")} wide`;
}
