import { zonesAlong } from "../../../../src/ops/carto/drawing/features.js";
import { degreeText, zoneText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { button, element } from "../element.js";
import { disclosure, fillSelect } from "./disclosure.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { newBoundary } from "./newBoundary.js";
import { numberField } from "./numberField.js";
import type { ShownMap } from "./shownMap.js";
import { fillTiltList } from "./tiltList.js";

/** Boundaries and surfaces: a lock that keeps the plan on the edge-on curve, the zones near it, and new ones by their trace or their widths. */
export function featureControls(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const choice = element("select", { className: "emlab-select", label: "Boundary" });
  const within = numberField("zones within", 2, { least: 0.1, most: 30 });
  const lock = button("Lock edge on", "Lock edge on: keep the plan on that curve", () => switchLock(), signal);
  const list = element("ul", { className: "emlab-map-list", label: "Zones at which it is edge on" });
  const chosen = () => shown?.map.features.find(({ id }) => id === choice.value);
  const switchLock = () => {
    const feature = chosen();
    if (feature) actions.lock(shown?.state.lockedId === feature.id ? null : feature.id);
  };
  const update = () => {
    const [feature, withinDeg] = [chosen(), within.value()];
    if (!shown || !part.open || withinDeg === undefined) return;
    const rows = feature ? zonesAlong(feature, shown.rows, withinDeg) : [];
    const many = shown.isOfMany;
    const lines = rows.map((row) => ({
      text: `${degreeText(row.offDeg)} deg off: ${zoneText(row, many)}`,
      at: row.at,
    }));
    fillTiltList(list, lines, feature ? "no zone is that near" : "no boundary is known", actions.plan, signal);
  };
  const added = newBoundary(actions);
  const row = element("div", { className: "emlab-controls" }, [choice, lock, within.element]);
  const part = disclosure("Boundaries and surfaces", [row, list, added.element], update, signal);
  for (const input of [choice, within.input]) input.addEventListener("input", update, { signal });
  return {
    element: part,
    show(now, isLive) {
      shown = now;
      fillSelect(
        choice,
        now.map.features.map(({ id, name }) => [id, name]),
      );
      const { lockedId } = now.state;
      lock.disabled = now.map.features.length === 0;
      lock.setAttribute("aria-pressed", String(lockedId !== null && lockedId === choice.value));
      added.show(now, isLive);
      update();
    },
  };
}
