import { indexText } from "../../../../src/ops/carto/drawing/indicesText.js";
import { sharedTilts } from "../../../../src/ops/carto/drawing/sharedTilts.js";
import { degreeText, tiltText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { element } from "../element.js";
import { disclosure, fillSelect } from "./disclosure.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { numberField } from "./numberField.js";
import type { ShownMap } from "./shownMap.js";
import { fillTiltList } from "./tiltList.js";

/** Tilts at which two grains are both on a zone. It is not seen where there is one grain. */
export function sharedControls(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const [first, second] = [select("First grain"), select("Second grain")];
  const within = numberField("within", 1, { least: 0.1, most: 20 });
  const list = element("ul", { className: "emlab-map-list", label: "Tilts at which both grains are on a zone" });
  const update = () => {
    const withinDeg = within.value();
    const rowsOf = (id: string) => shown?.grains.find(({ grain }) => grain.id === id)?.rows ?? [];
    if (!shown || !part.open || withinDeg === undefined) return;
    const found =
      first.value === second.value
        ? []
        : sharedTilts(rowsOf(first.value), rowsOf(second.value), withinDeg, shown.limits);
    const lines = found.map(({ at, zones: [a, b], apartDeg }) => ({
      text: `${tiltText(at)}: ${indexText(a.uvw)} and ${indexText(b.uvw)}, ${degreeText(apartDeg)} deg apart`,
      at,
    }));
    fillTiltList(list, lines, "none within reach", actions.plan, signal);
  };
  const row = element("div", { className: "emlab-controls" }, [first, second, within.element]);
  const part = disclosure("Both grains on a zone", [row, list], update, signal);
  for (const input of [first, second, within.input]) input.addEventListener("input", update, { signal });
  return {
    element: part,
    show(now) {
      shown = now;
      part.hidden = !now.isOfMany;
      const options = now.grains.map(({ grain }) => [grain.id, grain.name] as const);
      const isNew = second.options.length === 0;
      fillSelect(first, options);
      fillSelect(second, options);
      if (isNew && options[1]) second.value = options[1][0];
      update();
    },
  };
}

function select(label: string): HTMLSelectElement {
  return element("select", { className: "emlab-select", label });
}
