/**
 * A measured value with its standard error as people write it: the error with two significant digits, the value to the same place.
 *
 * @example
 * withError(305.0124, 0.0312, "pm"); // "305.012 ± 0.031 pm"
 */
export function withError(value: number, error: number, unit: string): string {
  const space = unit === "" || unit === "°" ? "" : " ";
  if (!(error > 0) || !Number.isFinite(error)) return `${value}${space}${unit}`;
  const digits = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}${space}${unit}`;
}
