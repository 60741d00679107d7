import { EmError } from "../../core/error.js";
import { Micrograph } from "../../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import type { Provenance } from "../../core/provenance.js";
import { version } from "../../core/version.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { overlayFigure } from "../../display/overlayFigure.js";
import { stitchTiles } from "../../ops/montage/stitchTiles.js";
import type { MontagePlace } from "../../widgets/liveMontage/montageRun.js";
import type { DataFrame } from "../dataFrame.js";
import { toDataFrame } from "../table.js";
import { type MontageFrame, stageAt } from "./montageFrame.js";
import type { MontageSettings } from "./montageOptions.js";
import type { RunTile } from "./runTile.js";
import type { MontageLink, TilePlaces } from "./tilePlaces.js";

/** By which positions tiles are laid together. */
export const montagePositions = ["measured", "reported", "commanded"] as const;

/** The name of such positions. */
export type MontagePositions = (typeof montagePositions)[number];

/** How a montage is stitched; every option may be left out. */
export interface StitchOptions {
  /** Default "measured"; where no overlap tells, the encoders do, corrected as the other tiles correct them. */
  readonly positions?: MontagePositions;
  /** Seams are blended away; else the later tile covers the earlier. Default true. */
  readonly isBlended?: boolean;
  /** Pixels of a tile per pixel of the montage, along a side. Default 1. @unitless */
  readonly bin?: number;
}

const stitchRules: OptionRules<Required<StitchOptions>> = {
  positions: { kind: "choice", of: montagePositions },
  isBlended: { kind: "boolean" },
  bin: { kind: "number", integer: true, min: 1, max: 64 },
};

/** The longest side of the picture that a result shows of itself. */
const shownSidePx = 1024;

/**
 * The tiles of a montage and where they are; as the last line of a cell it shows them stitched by their measured positions.
 *
 * @example
 * const montage = await em.run.montage({ columns: 2, rows: 2, fovNm: 1000, sizePx: 256 });
 * montage.stitch()
 */
export class MontageResult implements Displayable {
  readonly title: string;
  /** The tiles that were taken and those that were not, in the order of the run. */
  readonly tiles: readonly RunTile[];
  /** What each overlap has said: shift, peak, quality, and why it was not used. */
  readonly links: readonly MontageLink[];
  /** Size of a pixel of the tiles. */
  readonly pixelNm: number;
  readonly provenance: Provenance;
  /** What a person should know before using it. */
  readonly notes: readonly string[];
  readonly #best: ReadonlyMap<number, MontagePlace>;
  readonly #frame: MontageFrame;

  constructor(
    settings: MontageSettings,
    tiles: readonly RunTile[],
    places: TilePlaces,
    frame: MontageFrame,
    title: string,
  ) {
    this.title = title;
    this.tiles = [...tiles];
    this.links = places.links;
    this.pixelNm = settings.scan.fovNm / settings.scan.sizePx;
    this.#frame = frame;
    this.#best = new Map(tiles.flatMap(({ index }) => (places.best(index) ? [[index, places.best(index)!]] : [])));
    this.notes = notesOf(tiles, places.links);
    const inputs = this.#taken.map((tile) => ({
      name: `tile ${tile.index}`,
      sha256: tile.taken?.by.sha256 ?? tile.image()!.sha256,
    }));
    this.provenance = { operation: "em.run.montage", version, inputs };
    Object.freeze(this);
  }

  /** How many tiles were taken. @unitless */
  get count(): number {
    return this.#taken.length;
  }

  /**
   * The tiles in one image.
   *
   * Where no tile is, the values are NaN. Errors: BadOption; BadShape for more than 2^28 pixels. Cost: about 15 ns a pixel of the tiles.
   *
   * @param options positions ("measured"), isBlended (true), bin (1)
   * @example
   * montage.stitch({ bin: 2 })
   */
  stitch(options?: StitchOptions): Micrograph {
    const usual = { positions: "measured", isBlended: true, bin: 1 } as const;
    const { positions, isBlended, bin } = resolveOptions<Required<StitchOptions>>(
      "stitch",
      options,
      usual,
      stitchRules,
    );
    const pixelNm = this.pixelNm * bin;
    const tiles = this.#taken.map((tile) => {
      const whole = tile.image()!;
      const sum = bin === 1 ? whole : whole.bin(bin);
      // Counts are added where they are binned; a montage has means, as everywhere where tiles overlap.
      const image = bin > 1 && whole.isCounts ? scaled(sum, 1 / bin ** 2) : sum;
      const { xNm, yNm } = this.#placeOf(tile, positions);
      return { image, xPx: xNm / pixelNm - image.widthPx / 2, yPx: yNm / pixelNm - image.heightPx / 2 };
    });
    const { data, widthPx, heightPx } = stitchTiles(tiles, { isBlended });
    return new Micrograph({
      ...{ data, widthPx, heightPx, pixelNm },
      title: this.title,
      metadata: { positions: { value: positions, from: "em.run.montage" } },
      notes: this.notes,
      provenance: this.provenance,
    });
  }

  /** One row per tile: its place in the montage and on the stage, commanded, reported and measured; lengths in nm and µm. */
  table(): DataFrame {
    const column = (of: (tile: RunTile) => number | string | undefined) => this.tiles.map(of);
    const places = montagePositions.flatMap((name) => [
      [`${name}XNm`, column((tile) => tile[name]?.xNm)] as const,
      [`${name}YNm`, column((tile) => tile[name]?.yNm)] as const,
    ]);
    const stage = (["commanded", "reported"] as const).flatMap((name) => {
      const at = (tile: RunTile) => tile[name] && stageAt(this.#frame, tile[name]);
      return [
        [`${name}StageXUm`, column((tile) => at(tile)?.xUm)] as const,
        [`${name}StageYUm`, column((tile) => at(tile)?.yUm)] as const,
      ];
    });
    return toDataFrame({
      tile: column(({ index }) => index),
      column: column((tile) => tile.column),
      row: column((tile) => tile.row),
      status: column(({ status }) => status),
      ...Object.fromEntries([...places, ...stage]),
      doseEPerA2: column(({ doseEPerA2 }) => doseEPerA2),
      reason: column(({ reason }) => reason ?? ""),
    });
  }

  [displaySymbol](): MimeBundle {
    const first = this.#taken[0]!.image()!;
    const most = Math.max(...this.tiles.map(({ column }) => column + 1)) * first.widthPx;
    const tall = Math.max(...this.tiles.map(({ row }) => row + 1)) * first.heightPx;
    const bin = Math.min(64, first.widthPx, first.heightPx, Math.max(1, Math.ceil(Math.max(most, tall) / shownSidePx)));
    const image = this.stitch({ bin });
    const caption = [`${this.count} of ${this.tiles.length} tiles`, ...this.notes];
    return overlayFigure({
      image,
      colourMap: "grey",
      scaleBar: true,
      title: this.title,
      caption,
      text: `${this.title}: ${caption.join("; ")}`,
    });
  }

  get #taken(): readonly RunTile[] {
    return this.tiles.filter(({ status }) => status === "taken");
  }

  #placeOf(tile: RunTile, positions: MontagePositions): MontagePlace {
    if (positions === "commanded") return tile.commanded;
    const place = positions === "measured" ? (this.#best.get(tile.index) ?? tile.reported) : tile.reported;
    if (place) return place;
    throw new EmError("NotCalibrated", `tile ${tile.index} has no place`, { fix: "Stitch by commanded positions." });
  }
}

function scaled(image: Micrograph, factor: number) {
  return { ...{ widthPx: image.widthPx, heightPx: image.heightPx }, data: image.data.map((value) => value * factor) };
}

function notesOf(tiles: readonly RunTile[], links: readonly MontageLink[]): string[] {
  const failed = tiles.filter(({ status }) => status === "failed").length;
  const open = tiles.filter(({ status }) => status !== "failed" && status !== "taken").length;
  const alone = tiles.filter(({ status, measured }) => status === "taken" && !measured).length;
  const refused = links.filter(({ refusal }) => refusal !== undefined).length;
  return [
    failed > 0 ? `${failed} tiles could not be taken.` : "",
    open > 0 ? `${open} tiles were not taken, as the run ended before.` : "",
    alone > 0 && tiles.length > 1
      ? `${alone} tiles are placed by the encoders alone: their overlaps show nothing.`
      : "",
    refused > 0 ? `${refused} of ${links.length} overlaps were not used.` : "",
  ].filter((note) => note !== "");
}
