import { positionKinds, type TileState } from "./liveMontageState.js";

/** One row per tile: its number, place in the montage, status, three positions in nm, dose, and why it could not be taken. */
export function positionsCsv(tiles: readonly TileState[]): string {
  const places = positionKinds.toReversed().flatMap((kind) => [`${kind}XNm`, `${kind}YNm`] as const);
  const names = ["index", "column", "row", "status", ...places, "doseEPerA2"] as const;
  const rows = tiles.map((tile) => [...names.map((name) => tile[name] ?? ""), quoted(tile.reason)].join(","));
  return `${[...names, "reason"].join(",")}\n${rows.join("\n")}\n`;
}

/** Reasons are free texts: a quotation mark is doubled, and a text that a spreadsheet would take for a formula is not one. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
