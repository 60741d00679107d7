import { availableMemory } from "node:process";
import { badFile, formatBytes } from "./badFile.js";

/** The most bytes that reading one image may take: half of the free memory, at most 16 GB. */
export function memoryBudgetBytes(): number {
  return Math.min(0.5 * availableMemory(), 16e9);
}

/**
 * Refuses to read what does not fit, before anything is allocated.
 *
 * Errors: BadFile with the size that was announced and the limit.
 */
export function checkMemory(name: string, neededBytes: number, what: string): void {
  const budget = memoryBudgetBytes();
  if (neededBytes <= budget) return;
  throw badFile(
    name,
    `${what} would take ${formatBytes(neededBytes)} of memory, above the limit of ${formatBytes(budget)} (half of what is free)`,
    "Free memory, open it on a larger computer, or save a part of it or a binned copy.",
  );
}

/** The same for an image of widthPx x heightPx pixels; copies counts the bytes held per pixel while it is read (default: two of float32). */
export function checkImageMemory(name: string, widthPx: number, heightPx: number, bytesPerPixel = 8): void {
  checkMemory(name, widthPx * heightPx * bytesPerPixel, `an image of ${widthPx} x ${heightPx} px`);
}
