import { EmError } from "../../core/error.js";
import type { Random } from "../../core/random.js";
import type { Material } from "../specimens/specimen.js";
import { checkAxis, type EnergyAxis } from "./energyAxis.js";

/** More than this is refused: it would not fit beside what else a laboratory has in memory. */
export const mostCubeBytes = 512 * 1024 * 1024;

/** Where and how the spectra of a map are taken. */
export interface MapOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Electrons that fall on each pixel, all sweeps together. */
  readonly electronsPerPx: number;
  readonly accelKv: number;
  readonly random: Random;
  /** What lies under a pixel; undefined for vacuum. */
  materialAt(xPx: number, yPx: number): Material | undefined;
  /** Called after each row; throwing ends the map. */
  onRow?(yPx: number): void;
}

/** A spectrum at every pixel. */
export interface SpectrumCube {
  /** heightPx x widthPx x channels counts, the channels of a pixel side by side. @unitless */
  readonly data: Int32Array | Uint16Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly axis: EnergyAxis;
}

/**
 * Room for a map, all zero: 32 bits a channel where that fits, else 16, which hold up to 65535 counts.
 *
 * Errors: BadOption for a size that is no whole number, or for more than 512 MB.
 */
export function emptyCube(widthPx: number, heightPx: number, axis: EnergyAxis): SpectrumCube {
  checkAxis(axis);
  if (![widthPx, heightPx].every((n) => Number.isInteger(n) && n > 0))
    throw new EmError("BadOption", `a map cannot have ${widthPx} x ${heightPx} px`, {
      fix: "Give whole numbers above 0.",
    });
  const values = widthPx * heightPx * axis.channels;
  if (2 * values > mostCubeBytes)
    throw new EmError(
      "BadOption",
      `a map of ${widthPx} x ${heightPx} px with ${axis.channels} channels takes ${Math.round((2 * values) / 1e6)} MB, more than ${Math.round(mostCubeBytes / 1e6)} MB`,
      { fix: "Take fewer pixels, join channels, or take only the energies that you need." },
    );
  // Half the limit for 32 bits: two such maps are then no heavier than one at the limit.
  const data = 4 * values <= mostCubeBytes / 2 ? new Int32Array(values) : new Uint16Array(values);
  return { data, widthPx, heightPx, axis };
}

/** The channels of a pixel, as a window on the map. */
export function pixelOf({ data, widthPx, axis }: SpectrumCube, xPx: number, yPx: number): Int32Array | Uint16Array {
  const start = (yPx * widthPx + xPx) * axis.channels;
  return data.subarray(start, start + axis.channels);
}

/** Refuses numbers of electrons that are none. Errors: BadOption. */
export function checkElectrons(electrons: number): void {
  if (!(electrons >= 0 && electrons < 1e15))
    throw new EmError("BadOption", `${electrons} electrons on a pixel`, { fix: "Give a number from 0 to 1e15." });
}
