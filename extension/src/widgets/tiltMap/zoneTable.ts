import { indexText, spokenIndices } from "../../../../src/ops/carto/drawing/indicesText.js";
import { degreeText, reachText, type ZoneRow } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { element } from "../element.js";
import { disclosure } from "./disclosure.js";
import type { MapActions, MapPart } from "./mapActions.js";
import type { ShownMap } from "./shownMap.js";

/** Rows that are in the page: more are slow, and nobody reads them. */
const mostRows = 200;

interface Column {
  readonly name: string;
  readonly text: (row: ZoneRow) => string;
  readonly order: (a: ZoneRow, b: ZoneRow) => number;
}

const by = (value: (row: ZoneRow) => number) => (a: ZoneRow, b: ZoneRow) => value(a) - value(b);

/** The columns, each with its order. */
export const zoneColumns: readonly Column[] = [
  { name: "zone", text: (row) => indexText(row.uvw), order: by((row) => row.zone.rank) },
  {
    name: "family",
    text: (row) => row.zone.family,
    order: (a, b) => a.zone.family.localeCompare(b.zone.family) || a.zone.rank - b.zone.rank,
  },
  { name: "grain", text: (row) => row.grain.name, order: (a, b) => a.grain.name.localeCompare(b.grain.name) },
  { name: "alpha (°)", text: (row) => degreeText(row.at.alphaDeg), order: by((row) => row.at.alphaDeg) },
  { name: "beta (°)", text: (row) => degreeText(row.at.betaDeg), order: by((row) => row.at.betaDeg) },
  { name: "from here (°)", text: (row) => degreeText(row.distanceDeg), order: by((row) => row.distanceDeg) },
  { name: "limit (%)", text: (row) => String(Math.round(100 * row.fraction)), order: by((row) => row.fraction) },
  { name: "reach", text: reachText, order: by((row) => Number(!row.isReachable)) },
];

const grainColumn = zoneColumns.findIndex(({ name }) => name === "grain");

/** The zones in the order of a column; those that are equal in it lie by their distance. */
export function sortedZones(
  rows: readonly ZoneRow[],
  column: number,
  isFalling: boolean,
  isReachableOnly: boolean,
): readonly ZoneRow[] {
  const order = zoneColumns[column]?.order ?? (() => 0);
  const sign = isFalling ? -1 : 1;
  return rows
    .filter((row) => row.isReachable || !isReachableOnly)
    .sort((a, b) => sign * order(a, b) || a.distanceDeg - b.distanceDeg);
}

/** The table of zones: all that the map shows, without seeing. */
export function zoneTable(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  let [column, isFalling] = [5, false];
  const all = element("input", { label: "Show zones that cannot be reached too" });
  all.type = "checkbox";
  const heads = zoneColumns.map(({ name }, i) => {
    const press = element("button", { className: "emlab-map-sort", text: name, title: `Sort by ${name}` });
    press.type = "button";
    press.addEventListener("click", () => sortBy(i), { signal });
    return element("th", {}, [press]);
  });
  const rows = element("tbody");
  const note = element("p", { className: "emlab-map-note" });
  const head = element("thead", {}, [element("tr", {}, [...heads, element("th", { text: "" })])]);
  const table = element("table", { className: "emlab-map-table", label: "Zones" }, [head, rows]);
  const label = element("label", { className: "emlab-label" }, [all, element("span", { text: "out of reach too" })]);
  const part = disclosure(
    "Zones as a table",
    [label, note, element("div", { className: "emlab-map-scroll" }, [table])],
    () => fill(),
    signal,
  );
  all.addEventListener("input", () => fill(), { signal });
  const sortBy = (i: number) => {
    [column, isFalling] = [i, i === column && !isFalling];
    fill();
  };
  const fill = () => {
    if (!shown || !part.open) return;
    const sorted = sortedZones(shown.rows, column, isFalling, !all.checked);
    heads.forEach((cell, i) => {
      cell.setAttribute("aria-sort", i !== column ? "none" : isFalling ? "descending" : "ascending");
    });
    note.textContent =
      sorted.length > mostRows ? `The first ${mostRows} of ${sorted.length} zones` : `${sorted.length} zones`;
    rows.replaceChildren(...sorted.slice(0, mostRows).map((row) => rowOf(row, actions)));
    // Of one grain its name is told by the title of the map.
    for (const row of table.rows) row.cells[grainColumn]!.hidden = !shown.isOfMany;
  };
  return {
    element: part,
    show(now) {
      const isSame = shown?.isOf(now.state) && shown.look === now.look && !now.draft && !shown.draft;
      shown = now;
      if (!isSame) fill();
    },
  };
}

function rowOf(row: ZoneRow, { plan, signal }: MapActions): HTMLTableRowElement {
  const press = element("button", {
    className: "emlab-button",
    text: "Plan",
    label: `Plan ${spokenIndices(row.uvw)} of ${row.grain.name}`,
  });
  press.type = "button";
  press.addEventListener("click", () => plan(row.at), { signal });
  const cells = zoneColumns.map(({ text }, i) => {
    const cell = element("td", { text: text(row) });
    if (i === 0) cell.setAttribute("aria-label", spokenIndices(row.uvw));
    return cell;
  });
  return element("tr", {}, [...cells, element("td", {}, [press])]);
}
