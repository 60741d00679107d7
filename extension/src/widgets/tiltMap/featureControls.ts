import { withFeature } from "../../../../src/messages/tiltMap/mapEdits.js";
import { edgeOnByWidths, zonesAlong } from "../../../../src/ops/carto/drawing/features.js";
import { degreeText, tiltText, zoneText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { button, element } from "../element.js";
import { disclosure, fillSelect } from "./disclosure.js";
import type { MapActions, MapPart } from "./mapActions.js";
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
  const added = newFeature(actions, () => shown);
  const row = element("div", { className: "emlab-controls" }, [choice, lock, within.element]);
  const part = disclosure("Boundaries and surfaces", [row, list, added], update, signal);
  for (const input of [choice, within.input]) input.addEventListener("input", update, { signal });
  return {
    element: part,
    show(now) {
      shown = now;
      fillSelect(
        choice,
        now.map.features.map(({ id, name }) => [id, name]),
      );
      const { lockedId } = now.state;
      lock.disabled = now.map.features.length === 0;
      lock.setAttribute("aria-pressed", String(lockedId !== null && lockedId === choice.value));
      added.show(now);
      update();
    },
  };
}

/** A form for a new feature: its trace at the present tilt, and where it is inclined its widths in two images. */
function newFeature(actions: MapActions, shownNow: () => ShownMap | undefined) {
  const name = element("input", { className: "emlab-map-name", label: "Name of the new boundary" });
  name.value = "boundary";
  const theta = numberField("trace θ", 0, { least: -180, most: 180 });
  const nm = { unit: "nm", least: 0, most: 1e6 } as const;
  const [width1, width2] = [numberField("width", 0, nm), numberField("second width", 0, nm)];
  const tilt = numberField("after a tilt against the trace of", 0, { least: -90, most: 90 });
  const at = element("output", { className: "emlab-value" });
  const add = () => {
    const [thetaDeg, width1Nm, width2Nm, tiltDeg] = [theta.value(), width1.value(), width2.value(), tilt.value()];
    const shown = shownNow();
    if (!shown || thetaDeg === undefined || width1Nm === undefined || width2Nm === undefined || tiltDeg === undefined)
      return actions.say("Write the angle of the trace and the widths as numbers");
    const plain = {
      name: name.value.trim().slice(0, 80) || "boundary",
      kind: "boundary" as const,
      at: shown.readingTilt,
      thetaDeg,
    };
    if (tiltDeg === 0)
      return actions.edit(
        (edits) => withFeature(edits, plain),
        `${plain.name} added as edge on at ${tiltText(plain.at)}`,
      );
    try {
      const found = edgeOnByWidths({ at: plain.at, thetaDeg }, { width1Nm, width2Nm, tiltDeg });
      const doubt = found.isCertain ? "" : "; unless it was edge on between the two: measure a third width";
      actions.edit(
        (edits) => withFeature(edits, { ...plain, normal: found.normal }),
        `${plain.name} added, edge on at ${tiltText(found.at)}, foil ${Math.round(found.thicknessNm)} nm${doubt}`,
      );
    } catch (error) {
      actions.say(`Not added: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const row = element("div", { className: "emlab-controls", role: "group", label: "New boundary" }, [
    element("label", { className: "emlab-label" }, [element("span", { text: "New" }), name]),
    ...[theta.element, at, width1.element, width2.element, tilt.element],
    button("Add", "Add this boundary; without widths it is edge on now", add, actions.signal),
  ]);
  const show = (now: ShownMap) => {
    at.textContent = `at ${tiltText(now.readingTilt)}`;
  };
  return Object.assign(row, { show });
}
