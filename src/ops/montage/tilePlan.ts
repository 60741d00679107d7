import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";

/** The order in which tiles are taken: rows to and fro, or each row from the left. */
export const tileOrders = ["snake", "raster"] as const;

/** The name of such an order. */
export type TileOrder = (typeof tileOrders)[number];

/** What a montage is to cover, and in what tiles. */
export interface TilePlanOptions {
  /** Width of a tile. */
  readonly tileWidthNm: number;
  /** Height of a tile. */
  readonly tileHeightNm: number;
  /** Columns of tiles; or `widthUm`. @unitless */
  readonly columns: number | undefined;
  /** Rows of tiles; or `heightUm`. @unitless */
  readonly rows: number | undefined;
  /** Width that the tiles cover at least together. */
  readonly widthUm: number | undefined;
  /** Height that the tiles cover at least together. */
  readonly heightUm: number | undefined;
  /** Part of a tile that it shares with its neighbour. @unitless */
  readonly overlap: number;
  readonly order: TileOrder;
}

/** The place of a tile in the plane of the montage: x to the right and y down as images show them, from its middle. */
export interface PlannedTile {
  /** In the order in which they are taken, from 0. @unitless */
  readonly index: number;
  /** From the left, from 0. @unitless */
  readonly column: number;
  /** From the top, from 0. @unitless */
  readonly row: number;
  /** The middle of the tile. */
  readonly xNm: number;
  readonly yNm: number;
}

/** Where the tiles of a montage are, in the order in which they are taken. */
export interface TilePlan {
  readonly tiles: readonly PlannedTile[];
  /** @unitless */
  readonly columns: number;
  /** @unitless */
  readonly rows: number;
  /** What all tiles together cover. */
  readonly widthNm: number;
  readonly heightNm: number;
  /** The way from the first tile over all others to the last. */
  readonly travelNm: number;
}

/** Tiles of a montage, at most: each waits in memory until the montage is let go of. @unitless */
export const mostTiles = 2500;

const length = { kind: "number", min: 1e-6, max: 1e6, unit: "µm" } as const;
const count = { kind: "number", integer: true, min: 1, max: mostTiles } as const;
const side = { kind: "number", min: 1e-3, max: 1e9, unit: "nm" } as const;

const rules: OptionRules<TilePlanOptions> = {
  tileWidthNm: side,
  tileHeightNm: side,
  columns: count,
  rows: count,
  widthUm: length,
  heightUm: length,
  overlap: { kind: "number", min: 0, max: 0.9 },
  order: { kind: "choice", of: tileOrders },
};

const defaults: Omit<TilePlanOptions, "tileWidthNm" | "tileHeightNm"> = {
  ...{ columns: undefined, rows: undefined, widthUm: undefined, heightUm: undefined },
  overlap: 0.2,
  order: "snake",
};

/**
 * Where the tiles of a montage are: as few as cover the area, around its middle.
 *
 * Errors: BadOption for more than 2500 tiles, for columns together with a width (or rows with a height), and for none of both.
 *
 * @example
 * tilePlan({ tileWidthNm: 1000, tileHeightNm: 1000, widthUm: 2.5, rows: 1, overlap: 0.2 }).columns; // 3
 */
export function tilePlan(
  options: Partial<TilePlanOptions> & Pick<TilePlanOptions, "tileWidthNm" | "tileHeightNm">,
): TilePlan {
  const start: TilePlanOptions = { ...defaults, tileWidthNm: options.tileWidthNm, tileHeightNm: options.tileHeightNm };
  const { tileWidthNm, tileHeightNm, overlap, order, ...asked } = resolveOptions("a montage", options, start, rules);
  const stepXNm = tileWidthNm * (1 - overlap);
  const stepYNm = tileHeightNm * (1 - overlap);
  const columns = countOf(["columns", asked.columns], ["widthUm", asked.widthUm], tileWidthNm, stepXNm);
  const rows = countOf(["rows", asked.rows], ["heightUm", asked.heightUm], tileHeightNm, stepYNm);
  if (columns * rows > mostTiles) {
    throw new EmError("BadOption", `a montage of ${columns} x ${rows} tiles`, {
      fix: `At most ${mostTiles} tiles: take a wider field of view, a smaller overlap, or a part of the area.`,
    });
  }
  const tiles = Array.from({ length: columns * rows }, (_, index) => {
    const row = Math.floor(index / columns);
    const along = index % columns;
    const column = order === "snake" && row % 2 === 1 ? columns - 1 - along : along;
    return { index, column, row, xNm: (column - (columns - 1) / 2) * stepXNm, yNm: (row - (rows - 1) / 2) * stepYNm };
  });
  return {
    tiles,
    columns,
    rows,
    widthNm: (columns - 1) * stepXNm + tileWidthNm,
    heightNm: (rows - 1) * stepYNm + tileHeightNm,
    travelNm: travelOf(tiles),
  };
}

/** So many as reach over a length: the first covers a tile, each further one a step. */
function countOf(
  [countName, given]: [string, number | undefined],
  [lengthName, lengthUm]: [string, number | undefined],
  tileNm: number,
  stepNm: number,
): number {
  if ((given === undefined) === (lengthUm === undefined)) {
    throw new EmError(
      "BadOption",
      `a montage was given ${given === undefined ? "neither" : "both"} of ${countName} and ${lengthName}`,
      {
        fix: `Give one of them: ${countName}, a number of tiles, or ${lengthName}, a length in µm.`,
      },
    );
  }
  if (given !== undefined) return given;
  // Rounding must not ask for one tile more than covers the length exactly.
  return 1 + Math.max(0, Math.ceil((1000 * Number(lengthUm) - tileNm) / stepNm - 1e-9));
}

function travelOf(tiles: readonly PlannedTile[]): number {
  return tiles.slice(1).reduce((sum, { xNm, yNm }, i) => sum + Math.hypot(xNm - tiles[i].xNm, yNm - tiles[i].yNm), 0);
}
