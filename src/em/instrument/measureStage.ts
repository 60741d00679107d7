import { EmError } from "../../core/error.js";
import { Micrograph } from "../../core/micrograph.js";
import type { ImageDetector } from "../../instrument/acquireRequest.js";
import { phaseCorrelate } from "../../numeric/index.js";
import { connected } from "./connection.js";
import { StageReading } from "./stageReading.js";
import { take } from "./take.js";
import { takenImage } from "./takenImage.js";

/** Correlations below this have found nothing in common: unrelated noise gives 0.01 and less at 256 x 256 px. @unitless */
const leastPeak = 0.02;

/**
 * Takes an image like the reference and finds how far the specimen has moved since, in x and y: the third, measured position.
 *
 * The position counts from where the encoders said the stage was at the reference.
 */
export async function measureStage(reference: Micrograph, signal: AbortSignal | undefined): Promise<StageReading> {
  const operation = "em.stage.measure";
  const taken = settingsOf(reference);
  const [found] = await take(operation, taken.request, { signal });
  if (!found)
    throw new EmError("Timeout", `${operation} got no image`, {
      fix: "Look at the detector, then run the cell again.",
    });
  const image = takenImage(found.recording, found.by);
  const { shiftXPx, shiftYPx, peak } = phaseCorrelate(reference, image);
  if (peak < leastPeak) {
    throw new EmError("NotCalibrated", `the two images have nothing in common (correlation ${peak.toFixed(3)})`, {
      fix: "Take the reference over a wider field of view, with features that stand out, and move by less than half of it.",
    });
  }
  const angle = (taken.request.scanRotationDeg * Math.PI) / 180;
  const xNm = (shiftXPx * Math.cos(angle) - shiftYPx * Math.sin(angle)) * taken.pixelNm;
  const yNm = (shiftXPx * Math.sin(angle) + shiftYPx * Math.cos(angle)) * taken.pixelNm;
  const { guard, rememberMeasured } = await connected();
  const report = await guard.stage.report();
  const measured = { xUm: taken.xUm + xNm / 1000, yUm: taken.yUm + yNm / 1000 };
  rememberMeasured(measured);
  return new StageReading({ ...report, measured });
}

function settingsOf(reference: Micrograph) {
  const value = (name: string) => (reference instanceof Micrograph ? reference.metadata[name]?.value : undefined);
  const numbers = ["fovNm", "dwellUs", "scanRotationDeg", "xUm", "yUm"].map((name) =>
    value(name === "xUm" || name === "yUm" ? `stage.${name}` : name),
  );
  const detector = value("detector");
  if (typeof detector !== "string" || numbers.some((number) => typeof number !== "number")) {
    throw new EmError("BadOption", "em.stage.measure was given no image of a connected instrument", {
      fix: "Give it a reference: const reference = await em.acquire.haadf({ fovNm: 1000 }).",
    });
  }
  const [fovNm, dwellUs, scanRotationDeg, xUm, yUm] = numbers as [number, number, number, number, number];
  const { widthPx, heightPx } = reference;
  const detectors = [detector as ImageDetector];
  const request = { kind: "image", detectors, widthPx, heightPx, fovNm, dwellUs, scanRotationDeg } as const;
  return { request, xUm, yUm, pixelNm: fovNm / widthPx };
}
