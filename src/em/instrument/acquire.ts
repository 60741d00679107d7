import type { DiffractionPattern } from "../../core/diffractionPattern.js";
import { EmError, throwIfAborted } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import type { Spectrum } from "../../core/spectrum.js";
import type { SpectrumImage } from "../../core/spectrumImage.js";
import { type ImageDetector, imageDetectors } from "../../instrument/acquireRequest.js";
import { withSessionProgress } from "../session.js";
import {
  acquireOptions,
  type DiffractionOptions,
  imageRequestOf,
  type ScanOptions,
  type SpectrumMapOptions,
  type SpectrumOptions,
  scannedArea,
  wholeArea,
} from "./acquireOptions.js";
import { connected } from "./connection.js";
import { RunningSeries } from "./series.js";
import { take, takeOn } from "./take.js";
import { takenImage } from "./takenImage.js";
import { takenPattern, takenSpectrum, takenSpectrumImage } from "./takenSpectra.js";

/** How a series is taken; every option may be left out. */
export interface SeriesOptions extends ScanOptions {
  /** How many frames. Default 10. @unitless */
  readonly frames?: number;
  /** Default "haadf". */
  readonly detector?: ImageDetector;
  /** Time between the beginnings of two frames; 0 for one directly after the other. Default 0 s. */
  readonly intervalS?: number;
}

/** How several detectors are read at the same time. */
export interface ImagesOptions extends ScanOptions {
  /** Default all that the instrument has. */
  readonly detectors?: readonly ImageDetector[];
}

/** How energy losses are taken. */
export interface EelsOptions extends SpectrumOptions {
  /** Energy loss of the first channel. Default 400 eV. */
  readonly firstEv?: number;
  /** Width of a channel. Default 0.25 eV. */
  readonly channelEv?: number;
}

/** How a map of energy losses is taken. */
export interface EelsMapOptions extends SpectrumMapOptions {
  /** Default 400 eV. */
  readonly firstEv?: number;
  /** Default 0.25 eV. */
  readonly channelEv?: number;
}

/**
 * What the connected instrument can take. Without em.connect the first call connects to the default digital twin, and says so.
 *
 * Every acquisition is checked against the dose budget before the beam is on, is in the journal before it is returned, shows its
 * progress when it takes longer than half a second, and ends early on an interrupt: what was taken by then is in em.journal.last().
 */
export interface Acquire {
  /**
   * Takes a HAADF image; its values are electrons.
   *
   * Errors: BadOption; DoseLimit; InstrumentBusy while the stage moves; NotArmed; NotConnected; StoreFull; Aborted.
   * Cost: sizePx x heightPx x dwellUs, about 1 s at 512 x 512 px and 4 µs; on the twin 0.05 s to compute it.
   *
   * @param options fovNm (10 nm), sizePx (512), heightPx, dwellUs (4 µs), scanRotationDeg (0°), signal, onProgress
   * @example
   * const haadf = await em.acquire.haadf({ fovNm: 8, sizePx: 512 });
   */
  haadf(options?: ScanOptions): Promise<Micrograph>;

  /**
   * Takes an annular dark-field image at lower angles. Options, errors and cost: as haadf.
   *
   * @example
   * await em.acquire.adf({ fovNm: 20 })
   */
  adf(options?: ScanOptions): Promise<Micrograph>;

  /**
   * Takes a bright-field image. Options, errors and cost: as haadf.
   *
   * @example
   * await em.acquire.bf({ fovNm: 20 })
   */
  bf(options?: ScanOptions): Promise<Micrograph>;

  /**
   * Takes images of several detectors in one scan. Errors and cost: as haadf.
   *
   * @example
   * const views = await em.acquire.images({ detectors: ["haadf", "bf"] });
   * views.bf?.stats().mean
   */
  images(options?: ImagesOptions): Promise<Partial<Record<ImageDetector, Micrograph>>>;

  /**
   * Takes frames one after the other. `for await` gives each as it comes and keeps none; `await` gives all of them.
   *
   * Errors: as haadf; an interrupt ends it, and the frames taken by then are in the journal.
   *
   * @param options frames (10), detector ("haadf"), intervalS (0 s), and those of haadf
   * @example
   * for await (const frame of em.acquire.series({ frames: 5, sizePx: 128 })) console.log(frame.stats().mean);
   */
  series(options?: SeriesOptions): RunningSeries;

  /**
   * Looks at the specimen live: the newest frame, again and again, until the loop is left. Each frame costs dose; none is kept in the journal.
   *
   * Errors: as haadf.
   *
   * @example
   * let seen = 0;
   * for await (const frame of em.acquire.live({ sizePx: 64 })) if (++seen === 3) break;
   */
  live(options?: ScanOptions): AsyncIterable<Micrograph>;

  /**
   * Takes one X-ray spectrum while the beam scans an area.
   *
   * Errors: Unsupported where there is no detector; else as haadf.
   *
   * @param options fovNm (10 nm), exposureS (10 s), signal, onProgress
   * @example
   * const spectrum = await em.acquire.eds({ exposureS: 20 });
   */
  eds(options?: SpectrumOptions): Promise<Spectrum>;

  /**
   * Takes an X-ray spectrum at every pixel. Errors: as eds. Cost: 0.5 GB at 256 x 256 px.
   *
   * @param options fovNm (10 nm), sizePx (64), heightPx, dwellUs (1000 µs), scanRotationDeg
   * @example
   * const map = await em.acquire.edsMap({ sizePx: 16, fovNm: 4 });
   */
  edsMap(options?: SpectrumMapOptions): Promise<SpectrumImage>;

  /**
   * Takes one energy-loss spectrum while the beam scans an area. Errors: Unsupported where there is no spectrometer; else as haadf.
   *
   * @param options fovNm (10 nm), exposureS (10 s), firstEv (400 eV), channelEv (0.25 eV)
   * @example
   * const losses = await em.acquire.eels({ exposureS: 5 });
   */
  eels(options?: EelsOptions): Promise<Spectrum>;

  /**
   * Takes an energy-loss spectrum at every pixel. Options: as edsMap and eels. Errors: as eels.
   *
   * @example
   * await em.acquire.eelsMap({ sizePx: 8, fovNm: 4 })
   */
  eelsMap(options?: EelsMapOptions): Promise<SpectrumImage>;

  /**
   * Takes a diffraction pattern of a small area. Errors: Unsupported where there is no camera; else as haadf.
   *
   * @param options sizePx (512), reachMrad (60 mrad), exposureS (1 s), fovNm (2 nm)
   * @example
   * await em.beam.set({ convergenceMrad: 1 });            // a small aperture: spots instead of overlapping disks
   * const pattern = await em.acquire.diffraction({ sizePx: 256 });
   */
  diffraction(options?: DiffractionOptions): Promise<DiffractionPattern>;
}

export const acquire: Acquire = Object.freeze({
  haadf: (options?: ScanOptions) => oneImage("em.acquire.haadf", "haadf", options),
  adf: (options?: ScanOptions) => oneImage("em.acquire.adf", "adf", options),
  bf: (options?: ScanOptions) => oneImage("em.acquire.bf", "bf", options),
  images,
  series,
  live,
  eds,
  edsMap,
  eels,
  eelsMap,
  diffraction,
});

const lossRules = {
  firstEv: { kind: "number", min: 0, max: 10_000, unit: "eV" },
  channelEv: { kind: "number", min: 0.001, max: 10, unit: "eV" },
} as const;
const lossDefaults = { firstEv: 400, channelEv: 0.25 };

async function oneImage(operation: string, detector: ImageDetector, options?: ScanOptions): Promise<Micrograph> {
  const settings = acquireOptions(operation, "scan", options);
  const [taken] = await take(operation, imageRequestOf([detector], settings), settings);
  if (!taken) throw nothingCame(operation);
  return takenImage(taken.recording, taken.by);
}

async function images(options?: ImagesOptions): Promise<Partial<Record<ImageDetector, Micrograph>>> {
  const operation = "em.acquire.images";
  const accepts = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((name) => imageDetectors.includes(name));
  const expects = `a list of ${imageDetectors.map((name) => `"${name}"`).join(", ")}`;
  const settings = acquireOptions(operation, "scan", options, { detectors: { kind: "other", expects, accepts } });
  const { guard } = await connected();
  const chosen = settings["detectors"] as readonly ImageDetector[] | undefined;
  const detectors = chosen ?? guard.capabilities.imageDetectors;
  const taken = await take(operation, imageRequestOf([...new Set<ImageDetector>(detectors)], settings), settings);
  return Object.fromEntries(taken.map(({ recording, by }) => [recording.detector, takenImage(recording, by)]));
}

function series(options?: SeriesOptions): RunningSeries {
  const operation = "em.acquire.series";
  const settings = acquireOptions(operation, "scan", options, {
    frames: { kind: "number", integer: true, min: 1, max: 1_000_000 },
    detector: { kind: "choice", of: imageDetectors },
    intervalS: { kind: "number", min: 0, max: 86_400, unit: "s" },
  });
  const { frames = 10, detector = "haadf", intervalS = 0 } = settings as SeriesOptions;
  const request = imageRequestOf([detector], settings);
  return new RunningSeries(frames, async (onFrame, isWanted) => {
    const connection = await connected();
    await withSessionProgress(operation, settings.onProgress, async (onProgress) => {
      for (let frame = 0; frame < frames && isWanted(); frame += 1) {
        throwIfAborted(settings.signal, operation);
        const startS = connection.guard.clock.nowS();
        const [taken] = await takeOn(connection, operation, request, { signal: settings.signal });
        if (!taken) throw nothingCame(operation);
        onFrame(taken.recording, taken.by);
        onProgress({ done: frame + 1, total: frames, label: "frames" });
        const restS = startS + intervalS - connection.guard.clock.nowS();
        if (restS > 0 && frame + 1 < frames) await connection.guard.clock.wait(restS, settings.signal);
      }
    });
  });
}

async function* live(options?: ScanOptions): AsyncGenerator<Micrograph> {
  const operation = "em.acquire.live";
  const settings = acquireOptions(operation, "scan", options);
  const { guard, address, takes } = await connected();
  const { signal, onProgress } = settings;
  const request = imageRequestOf(["haadf"], settings);
  const ended = takes.watch();
  try {
    for await (const [recording] of guard.live(request, { signal, onProgress, operation })) {
      if (recording) yield takenImage(recording, { operation, instrument: address });
    }
  } finally {
    ended();
  }
  // The user's own signal ends the loop as a matter of course; an interrupt must not let the cell go on to what comes after it.
  if (options?.signal === undefined) throwIfAborted(signal, operation);
}

async function eds(options?: SpectrumOptions): Promise<Spectrum> {
  const operation = "em.acquire.eds";
  const settings = acquireOptions(operation, "spectrum", options);
  const request = { kind: "eds", ...wholeArea(settings), sweeps: 1 } as const;
  const [taken] = await take(operation, request, settings);
  if (!taken) throw nothingCame(operation);
  return takenSpectrum(taken.recording, taken.by);
}

async function edsMap(options?: SpectrumMapOptions): Promise<SpectrumImage> {
  const operation = "em.acquire.edsMap";
  const settings = acquireOptions(operation, "map", options);
  const [taken] = await take(operation, { kind: "eds", ...scannedArea(settings), sweeps: 1 }, settings);
  if (!taken) throw nothingCame(operation);
  return takenSpectrumImage(taken.recording, taken.by);
}

async function eels(options?: EelsOptions): Promise<Spectrum> {
  const operation = "em.acquire.eels";
  const settings = { ...lossDefaults, ...acquireOptions(operation, "spectrum", options, lossRules) };
  const { firstEv, channelEv } = settings;
  const [taken] = await take(operation, { kind: "eels", ...wholeArea(settings), firstEv, channelEv }, settings);
  if (!taken) throw nothingCame(operation);
  return takenSpectrum(taken.recording, taken.by);
}

async function eelsMap(options?: EelsMapOptions): Promise<SpectrumImage> {
  const operation = "em.acquire.eelsMap";
  const settings = { ...lossDefaults, ...acquireOptions(operation, "map", options, lossRules) };
  const { firstEv, channelEv } = settings;
  const [taken] = await take(operation, { kind: "eels", ...scannedArea(settings), firstEv, channelEv }, settings);
  if (!taken) throw nothingCame(operation);
  return takenSpectrumImage(taken.recording, taken.by);
}

async function diffraction(options?: DiffractionOptions): Promise<DiffractionPattern> {
  const operation = "em.acquire.diffraction";
  const settings = acquireOptions(operation, "diffraction", options);
  const { sizePx, reachMrad, exposureS, fovNm } = settings;
  const [taken] = await take(operation, { kind: "diffraction", sizePx, reachMrad, exposureS, fovNm }, settings);
  if (!taken) throw nothingCame(operation);
  return takenPattern(taken.recording, taken.by);
}

function nothingCame(operation: string): EmError {
  return new EmError("Timeout", `${operation} got nothing from the instrument`, {
    fix: "Look at the detector, then run the cell again.",
  });
}
