import { EmError } from "../core/error.js";

/** Throws EmError BadShape unless the array holds exactly heightPx rows of widthPx values. */
export function checkPlane(operation: string, data: ArrayLike<number>, widthPx: number, heightPx: number): void {
  const whole = Number.isInteger(widthPx) && Number.isInteger(heightPx) && widthPx > 0 && heightPx > 0;
  if (whole && data.length === widthPx * heightPx) return;
  throw new EmError("BadShape", `${operation}: ${data.length} values for ${widthPx} x ${heightPx} px`, {
    fix: "Give an array of widthPx * heightPx values, row after row, both sizes whole numbers above 0.",
  });
}
