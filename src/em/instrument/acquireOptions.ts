import { type OptionRules, resolveOptions } from "../../core/options.js";
import type { Progress } from "../../core/progress.js";
import type { ImageDetector, ImageRequest } from "../../instrument/acquireRequest.js";
import { withSessionSignal } from "../session.js";

/** What all acquisitions take. */
export interface AcquireOptions {
  /** Stops it; by default the cell's interrupt does. What was taken by then is kept. */
  readonly signal?: AbortSignal;
  /** Called while it runs; without it a bar is shown by itself when it takes long. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How a frame is scanned; every option may be left out. */
export interface ScanOptions extends AcquireOptions {
  /** Width of the field of view. Default 10 nm. */
  readonly fovNm?: number;
  /** Columns of the frame. Default 512. */
  readonly sizePx?: number;
  /** Rows of the frame. Default as many as columns. */
  readonly heightPx?: number;
  /** Time at each pixel. Default 4 µs. */
  readonly dwellUs?: number;
  /** Direction of the fast scan. Default 0°. */
  readonly scanRotationDeg?: number;
}

/** How a spectrum is taken; every option may be left out. */
export interface SpectrumOptions extends AcquireOptions {
  /** Width of the square that the beam scans meanwhile. Default 10 nm. */
  readonly fovNm?: number;
  /** Time with the beam on the specimen. Default 10 s. */
  readonly exposureS?: number;
}

/** How a map of spectra is taken; every option may be left out. */
export interface SpectrumMapOptions extends AcquireOptions {
  /** Default 10 nm. */
  readonly fovNm?: number;
  /** Columns of the map. Default 64. */
  readonly sizePx?: number;
  /** Rows of the map. Default as many as columns. */
  readonly heightPx?: number;
  /** Time at each pixel. Default 1000 µs. */
  readonly dwellUs?: number;
  readonly scanRotationDeg?: number;
}

/** How a diffraction pattern is taken; every option may be left out. */
export interface DiffractionOptions extends AcquireOptions {
  /** Columns and rows of the pattern. Default 512. */
  readonly sizePx?: number;
  /** Angle from the centre to the middle of a side. Default 60 mrad. */
  readonly reachMrad?: number;
  /** Default 1 s. */
  readonly exposureS?: number;
  /** Width of the illuminated area. Default 2 nm. */
  readonly fovNm?: number;
}

const contextRules = {
  signal: { kind: "other", expects: "an AbortSignal", accepts: (value: unknown) => value instanceof AbortSignal },
  onProgress: { kind: "other", expects: "a function", accepts: (value: unknown) => typeof value === "function" },
} as const;

const fovNm = { kind: "number", min: 0.1, max: 200_000, unit: "nm" } as const;
const sizePx = { kind: "number", integer: true, min: 1, max: 8192, unit: "px" } as const;
const dwellUs = { kind: "number", min: 0.01, max: 1e7, unit: "µs" } as const;
const degrees = { kind: "number", min: -360, max: 360, unit: "°" } as const;
const exposureS = { kind: "number", min: 1e-4, max: 36_000, unit: "s" } as const;

/** Defaults and rules of each kind of options. Sources: usual settings at an aberration-corrected microscope. */
const kinds = {
  scan: {
    defaults: { fovNm: 10, sizePx: 512, heightPx: Number.NaN, dwellUs: 4, scanRotationDeg: 0 },
    rules: { fovNm, sizePx, heightPx: sizePx, dwellUs, scanRotationDeg: degrees },
  },
  spectrum: { defaults: { fovNm: 10, exposureS: 10 }, rules: { fovNm, exposureS } },
  map: {
    defaults: { fovNm: 10, sizePx: 64, heightPx: Number.NaN, dwellUs: 1000, scanRotationDeg: 0 },
    rules: { fovNm, sizePx, heightPx: sizePx, dwellUs, scanRotationDeg: degrees },
  },
  diffraction: {
    defaults: { sizePx: 512, reachMrad: 60, exposureS: 1, fovNm: 2 },
    rules: { sizePx, reachMrad: { kind: "number", min: 1, max: 400, unit: "mrad" }, exposureS, fovNm },
  },
} as const;

type Kinds = typeof kinds;
/** Options of a kind with the defaults filled in, and the context. */
export type Resolved<K extends keyof Kinds> = { readonly [N in keyof Kinds[K]["defaults"]]: number } & AcquireOptions;

/**
 * Checks the options of an acquisition and fills in defaults, the rows of a square frame and the signal of the running cell.
 *
 * Errors: BadOption, with the nearest known name for a misspelt one.
 */
export function acquireOptions<K extends keyof Kinds>(
  operation: string,
  kind: K,
  given: AcquireOptions | undefined,
  moreRules: Readonly<Record<string, OptionRules<{ any: unknown }>["any"]>> = {},
): Resolved<K> & Readonly<Record<string, unknown>> {
  const { defaults, rules } = kinds[kind];
  const resolved = resolveOptions<Record<string, unknown>>(
    operation,
    given as Record<string, unknown> | undefined,
    defaults,
    { ...rules, ...contextRules, ...moreRules } as OptionRules<Record<string, unknown>>,
  );
  const heightPx = Number.isNaN(resolved["heightPx"]) ? resolved["sizePx"] : resolved["heightPx"];
  const whole = "heightPx" in resolved ? { ...resolved, heightPx } : resolved;
  return withSessionSignal(whole as AcquireOptions) as never;
}

/** A scan with all its numbers. */
interface Scan {
  readonly sizePx: number;
  readonly heightPx: number;
  readonly fovNm: number;
  readonly dwellUs: number;
  readonly scanRotationDeg: number;
}

/** The area of a scanned request. */
export function scannedArea({ sizePx: widthPx, heightPx, fovNm, dwellUs, scanRotationDeg }: Scan) {
  return { widthPx, heightPx, fovNm, dwellUs, scanRotationDeg };
}

/** One spectrum of a whole area is a map of one pixel. */
export function wholeArea({ fovNm, exposureS }: { readonly fovNm: number; readonly exposureS: number }) {
  return { widthPx: 1, heightPx: 1, fovNm, dwellUs: exposureS * 1e6, scanRotationDeg: 0 };
}

/** The request of images. */
export function imageRequestOf(detectors: readonly ImageDetector[], scan: Scan): ImageRequest {
  return { kind: "image", detectors, ...scannedArea(scan) };
}
