import { EmError } from "../core/error.js";

/** A BadFile error that begins with the file's name. */
export function badFile(name: string, found: string, fix: string, cause?: unknown): EmError {
  return new EmError("BadFile", `${name}: ${found}`, { fix, cause });
}

/** The error of a file that ends before what it announces. */
export function truncatedFile(name: string, expectedBytes: number, foundBytes: number): EmError {
  const missing = `it announces ${formatBytes(expectedBytes)} but has ${formatBytes(foundBytes)}`;
  return badFile(name, `the file is cut short: ${missing}`, "Copy or download it again, or save it again.");
}

/** The error of a file whose content makes no sense; the reader's own words are kept as the cause. */
export function damagedFile(name: string, format: string, cause: unknown): EmError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const short = words.replace(/\s+/g, " ").slice(0, 160);
  return badFile(
    name,
    `the ${format} file is damaged or of a kind that is not supported (${short})`,
    "Copy or download it again, or save it again, for example as TIFF or NPY.",
    cause,
  );
}

/** Writes a number of bytes with a unit: "1.5 MB". */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (Math.abs(size) >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return unit === 0 ? `${size} bytes` : `${Number(size.toPrecision(3))} ${units[unit]}`;
}
