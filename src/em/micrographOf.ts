import { EmError } from "../core/error.js";
import { Micrograph } from "../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { version } from "../core/version.js";

/** What is known of values that a cell has computed. */
export interface MicrographOptions {
  /** Number of columns. */
  readonly widthPx: number;
  /** Number of rows. Default: as many as the values fill. */
  readonly heightPx?: number;
  /** Size of a pixel. Default: not known. */
  readonly pixelNm?: number;
  /** true: whole numbers of detected electrons. Default: not known. */
  readonly isCounts?: boolean;
  /** Default "micrograph". */
  readonly title?: string;
}

const rules: OptionRules<Partial<MicrographOptions>> = {
  widthPx: { kind: "number", integer: true, min: 1, unit: "px" },
  heightPx: { kind: "number", integer: true, min: 1, unit: "px" },
  pixelNm: { kind: "number", min: Number.MIN_VALUE, unit: "nm" },
  isCounts: { kind: "boolean" },
  title: { kind: "text" },
};

/** The values of a cell as a Micrograph; they are copied. Errors: BadOption; BadShape for values that fill no rectangle. */
export function micrographOf(data: ArrayLike<number>, options: MicrographOptions): Micrograph {
  const operation = "em.micrograph";
  if (typeof data !== "object" || data === null || typeof data.length !== "number")
    throw new EmError("BadShape", `${operation} takes an array of numbers first`, {
      fix: `Write ${operation}(values, { widthPx: 512 }).`,
    });
  const known = resolveOptions<Partial<MicrographOptions>>(operation, options, {}, rules);
  const { widthPx } = known;
  if (widthPx === undefined)
    throw new EmError("BadOption", `${operation} was not told how many columns there are`, {
      fix: `Write ${operation}(values, { widthPx: 512 }).`,
    });
  const heightPx = known.heightPx ?? data.length / widthPx;
  if (heightPx * widthPx !== data.length || !Number.isInteger(heightPx) || heightPx < 1)
    throw new EmError("BadShape", `${data.length} values do not fill rows of ${widthPx} px`, {
      fix: "Give as many values as widthPx times heightPx, row after row.",
    });
  const provenance = { operation, version, inputs: [] };
  return new Micrograph({ ...known, data: Float32Array.from(data), widthPx, heightPx, provenance });
}
