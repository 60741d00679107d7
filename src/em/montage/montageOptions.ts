import { type ImageDetector, imageDetectors } from "../../instrument/acquireRequest.js";
import { type TileOrder, type TilePlan, tileOrders, tilePlan } from "../../ops/montage/tilePlan.js";
import { acquireOptions, type ScanOptions } from "../instrument/acquireOptions.js";

/** What a montage covers and how its tiles are taken: columns or widthUm, and rows or heightUm, have to be given. */
export interface MontageOptions extends ScanOptions {
  /** Columns of tiles. @unitless */
  readonly columns?: number;
  /** Rows of tiles. @unitless */
  readonly rows?: number;
  /** Width that is to be covered, instead of columns. */
  readonly widthUm?: number;
  /** Height that is to be covered, instead of rows. */
  readonly heightUm?: number;
  /** Width of a tile. Default 1000 nm: the stage comes to within some 100 nm of where it is told to be. */
  readonly fovNm?: number;
  /** Part of a tile that it shares with its neighbour. Default 0.2. @unitless */
  readonly overlap?: number;
  /** "snake" (default): rows to and fro, the shortest way; "raster": each row from the left, with its play always taken up the same way. */
  readonly order?: TileOrder;
  /** Default "haadf". */
  readonly detector?: ImageDetector;
  /** The middle, as a place of the stage. Default: where the stage is when the run begins. */
  readonly centreXUm?: number;
  readonly centreYUm?: number;
  /** Wait between the end of a motion and the tile: the stage creeps on for some seconds. Default 0.5 s. */
  readonly settleS?: number;
  /** How the stage comes to a tile, as for em.stage.moveTo. Default "fromMinus". */
  readonly approach?: "fromMinus" | "direct";
}

/** The options with their defaults, and the plan that follows from them. */
export interface MontageSettings {
  readonly plan: TilePlan;
  readonly scan: {
    readonly fovNm: number;
    readonly sizePx: number;
    readonly heightPx: number;
    readonly dwellUs: number;
    readonly scanRotationDeg: number;
  };
  readonly detector: ImageDetector;
  /** Part of a tile that it shares with its neighbour. @unitless */
  readonly overlap: number;
  readonly order: TileOrder;
  readonly centreXUm: number | undefined;
  readonly centreYUm: number | undefined;
  readonly settleS: number;
  readonly approach: "fromMinus" | "direct";
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ScanOptions["onProgress"];
}

const count = { kind: "number", integer: true, min: 1, max: 2500 } as const;
const length = { kind: "number", min: 1e-4, max: 200, unit: "µm" } as const;
const place = { kind: "number", min: -1000, max: 1000, unit: "µm" } as const;

const rules = {
  columns: count,
  rows: count,
  widthUm: length,
  heightUm: length,
  overlap: { kind: "number", min: 0, max: 0.9 },
  order: { kind: "choice", of: tileOrders },
  detector: { kind: "choice", of: imageDetectors },
  centreXUm: place,
  centreYUm: place,
  settleS: { kind: "number", min: 0, max: 3600, unit: "s" },
  approach: { kind: "choice", of: ["fromMinus", "direct"] },
} as const;

/** Checks the options of a montage and plans it. Errors: BadOption. */
export function montageSettings(given: MontageOptions | undefined): MontageSettings {
  const start =
    given !== null && typeof given === "object" && !Array.isArray(given) ? { fovNm: 1000, ...given } : given;
  const checked = acquireOptions("em.run.montage", "scan", start, rules);
  const { fovNm, sizePx, heightPx, dwellUs, scanRotationDeg } = checked;
  const asked = checked as MontageOptions;
  const { overlap = 0.2, order = "snake", detector = "haadf", settleS = 0.5, approach = "fromMinus" } = asked;
  const area = { columns: asked.columns, rows: asked.rows, widthUm: asked.widthUm, heightUm: asked.heightUm };
  const known = Object.fromEntries(Object.entries(area).filter(([, value]) => value !== undefined));
  const tile = { tileWidthNm: fovNm, tileHeightNm: (fovNm * heightPx) / sizePx };
  return {
    plan: tilePlan({ ...tile, ...known, overlap, order }),
    scan: { fovNm, sizePx, heightPx, dwellUs, scanRotationDeg },
    ...{ detector, overlap, order, settleS, approach },
    centreXUm: asked.centreXUm,
    centreYUm: asked.centreYUm,
    // The signal that was given; that of the cell that starts the run is looked for when it starts.
    signal: given?.signal,
    onProgress: checked.onProgress,
  };
}
