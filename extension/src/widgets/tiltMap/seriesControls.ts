import { readSeries } from "../../../../src/messages/tiltMap/tiltMapState.js";
import { degreeText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { button, element } from "../element.js";
import { disclosure, fillSelect } from "./disclosure.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { numberField } from "./numberField.js";
import { seriesCode } from "./seriesCode.js";
import type { ShownMap } from "./shownMap.js";

/** Rows of the table, at most; the text for code has all. */
const mostRows = 100;

/** A series of tilts along the curve of a boundary: its dots on the map, a table, and a text for code. */
export function seriesControls(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const choice = element("select", { className: "emlab-select", label: "Boundary of the series" });
  const mode = element("select", { className: "emlab-select", label: "Along or against its trace" });
  mode.append(new Option("along (stays edge on)", "along"), new Option("against", "against"));
  const angle = { least: -90, most: 90 } as const;
  const [from, to] = [numberField("from", -20, angle), numberField("to", 20, angle)];
  const step = numberField("step", 5, { least: 0.01, most: 90 });
  const rows = element("tbody");
  const table = element("table", { className: "emlab-map-table", label: "Tilts of the series" }, [
    headOf(["", "alpha (°)", "beta (°)", ""]),
    rows,
  ]);
  const code = element("textarea", { className: "emlab-map-code", label: "The series as code" });
  code.readOnly = true;
  const make = () => {
    const series = readSeries({
      featureId: choice.value,
      mode: mode.value,
      fromDeg: from.value(),
      toDeg: to.value(),
      stepDeg: step.value(),
    });
    if (series) actions.series(series);
    else actions.say("A series goes from a smaller angle to a larger one, in at most 1000 steps");
  };
  const copy = () =>
    void navigator.clipboard?.writeText(code.value).then(
      () => actions.say("Copied"),
      () => code.select(),
    );
  const part = disclosure(
    "Series of tilts",
    [
      element("div", { className: "emlab-controls" }, [
        ...[choice, mode, from.element, to.element, step.element],
        button("Show", "Show this series on the map", make, signal),
        button("None", "None: show no series", () => actions.series(null), signal),
        button("Copy code", "Copy code of the series", copy, signal),
      ]),
      ...[table, code],
    ],
    () => fill(),
    signal,
  );
  const fill = () => {
    if (!shown || !part.open) return;
    const tilts = shown.seriesTilts;
    [table.hidden, code.hidden] = [tilts.length === 0, tilts.length === 0];
    code.value = seriesCode(shown);
    rows.replaceChildren(
      ...tilts
        .slice(0, mostRows)
        .map(({ alphaDeg, betaDeg, isReachable }, i) =>
          rowOf([String(i + 1), degreeText(alphaDeg), degreeText(betaDeg), isReachable ? "" : "out of range"]),
        ),
    );
  };
  return {
    element: part,
    show(now) {
      shown = now;
      fillSelect(
        choice,
        now.map.features.map(({ id, name }) => [id, name]),
      );
      fill();
    },
  };
}

/** A row of names of columns. */
export function headOf(names: readonly string[]): HTMLTableSectionElement {
  return element("thead", {}, [
    element(
      "tr",
      {},
      names.map((text) => element("th", { text })),
    ),
  ]);
}

function rowOf(cells: readonly string[]): HTMLTableRowElement {
  return element(
    "tr",
    {},
    cells.map((text) => element("td", { text })),
  );
}
