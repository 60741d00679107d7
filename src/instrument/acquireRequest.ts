/** Detectors of scanned images. */
export const imageDetectors = ["haadf", "adf", "bf"] as const;
export type ImageDetector = (typeof imageDetectors)[number];

/** What every scan over an area has. */
interface ScannedArea {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Width of the scanned area; its height follows from the pixels, which are square. */
  readonly fovNm: number;
  /** Time at each pixel. */
  readonly dwellUs: number;
  readonly scanRotationDeg: number;
}

/** Scanned images, on one or more detectors at the same time. */
export interface ImageRequest extends ScannedArea {
  readonly kind: "image";
  readonly detectors: readonly ImageDetector[];
}

/** An X-ray spectrum at every pixel; 1 x 1 px is one spectrum of the whole area. */
export interface EdsRequest extends ScannedArea {
  readonly kind: "eds";
  /** How often the area is scanned; the spectra are summed. @unitless */
  readonly sweeps: number;
}

/** An energy-loss spectrum at every pixel; 1 x 1 px is one spectrum of the whole area. */
export interface EelsRequest extends ScannedArea {
  readonly kind: "eels";
  /** Energy loss of the first channel. */
  readonly firstEv: number;
  /** Width of a channel. */
  readonly channelEv: number;
}

/** A diffraction pattern of an area. */
export interface DiffractionRequest {
  readonly kind: "diffraction";
  /** Pixels a side. */
  readonly sizePx: number;
  /** Angle from the centre to the middle of a side. */
  readonly reachMrad: number;
  readonly exposureS: number;
  /** Width of the square area that the beam illuminates. */
  readonly fovNm: number;
}

/** Whatever an instrument can be asked to take. */
export type AcquireRequest = ImageRequest | EdsRequest | EelsRequest | DiffractionRequest;

/** The area that a request illuminates, and for how long. */
export interface Exposure {
  readonly widthNm: number;
  readonly heightNm: number;
  readonly rotationDeg: number;
  /** Time with the beam on the area, without the way back of the scan. */
  readonly timeS: number;
}

/** The exposure that a request means: what its dose is reckoned from, before the beam is on. */
export function exposureOf(request: AcquireRequest): Exposure {
  if (request.kind === "diffraction") {
    const { fovNm, exposureS } = request;
    return { widthNm: fovNm, heightNm: fovNm, rotationDeg: 0, timeS: exposureS };
  }
  const { widthPx, heightPx, fovNm, dwellUs, scanRotationDeg } = request;
  const sweeps = request.kind === "eds" ? request.sweeps : 1;
  return {
    widthNm: fovNm,
    heightNm: (fovNm * heightPx) / widthPx,
    rotationDeg: scanRotationDeg,
    timeS: widthPx * heightPx * dwellUs * 1e-6 * sweeps,
  };
}
