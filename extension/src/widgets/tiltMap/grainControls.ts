import type { MapGrain } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { indexText, indicesOf } from "../../../../src/ops/carto/drawing/indicesText.js";
import { grainLetter } from "../../../../src/ops/carto/drawing/zoneMarks.js";
import { tiltText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { separatingPole } from "../../../../src/ops/carto/separatingPole.js";
import { button, element } from "../element.js";
import { fillSelect } from "./disclosure.js";
import { fittedChange, type GrainChange, otherOrientation, recorded, withoutLastReading } from "./grainEdits.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { numberField } from "./numberField.js";
import type { ShownMap } from "./shownMap.js";

/** The grains: which are shown, what was read of the one that is chosen, and its fit. */
export function grainControls(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const list = element("div", { className: "emlab-classes", role: "group", label: "Grains" });
  const choice = element("select", { className: "emlab-select", label: "Grain that is read and turned" });
  choice.addEventListener("input", () => actions.look({ activeId: choice.value }), { signal });
  const uvw = element("input", { className: "emlab-number", label: "Zone that is on the beam now, as [uvw] or <uvw>" });
  uvw.placeholder = "[110]";
  const sigma = numberField("±", 0.2, { least: 0.01, most: 10 });
  const apply = (changeOf: (grain: MapGrain) => GrainChange) => {
    const grain = shown?.active;
    if (!grain) return;
    const { change, said } = changeOf(grain);
    if (change) actions.edit(change, said);
    else actions.say(said);
  };
  const record = () => {
    const sigmaDeg = sigma.value();
    const at = shown?.readingTilt;
    if (sigmaDeg === undefined || !at) actions.say("Write the error of the reading in degrees, above 0");
    else apply((grain) => recorded(grain, uvw.value, at, sigmaDeg));
  };
  uvw.addEventListener("keydown", (event) => event.key === "Enter" && record(), { signal });
  uvw.addEventListener(
    "input",
    () => uvw.setAttribute("aria-invalid", String(!/</.test(uvw.value) && !indicesOf(uvw.value))),
    { signal },
  );
  const undo = button("Undo", "Undo (U)", actions.undo, signal);
  const redo = button("Redo", "Redo (R)", actions.redo, signal);
  const at = element("output", { className: "emlab-value" });
  const fit = element("output", { className: "emlab-value" });
  const chip = element("div", { className: "emlab-map-chip", role: "status" });
  const other = button(
    "Show the other",
    "Show the other orientation that fits as well",
    () => apply(otherOrientation),
    signal,
  );
  const row = element("div", { className: "emlab-controls", role: "toolbar", label: "Readings" }, [
    choice,
    element("label", { className: "emlab-label" }, [element("span", { text: "This is" }), uvw]),
    ...[sigma.element, at],
    button("Record", "Record that this zone is on the beam at this tilt", record, signal),
    button("Fit", "Fit the orientation to the readings, by least squares", () => apply(fittedChange), signal),
    button("Turn", "Turn the grain by hand with the keys of the map (T); or drag a zone", actions.turn, signal),
    button("Take back reading", "Take back reading: the last one", () => apply(withoutLastReading), signal),
    ...[undo, redo, fit],
  ]);
  return {
    element: element("div", {}, [list, row, element("div", { className: "emlab-map-chips" }, [chip, other])]),
    show(now) {
      shown = now;
      fillGrains(list, now, actions);
      fillSelect(
        choice,
        now.map.grains.map(({ id, name }, i) => [id, now.isOfMany ? `${grainLetter(i)}: ${name}` : name]),
      );
      const { active } = now;
      if (active) choice.value = active.id;
      undo.disabled = now.state.past.length === 0;
      redo.disabled = now.state.future.length === 0;
      at.textContent = `at ${tiltText(now.readingTilt)}${now.state.current ? "" : " (no stage: the planned tilt)"}`;
      fit.textContent = active ? fitText(active) : "";
      const others = active?.ambiguous.length ?? 0;
      chip.textContent = active && others > 0 ? ambiguityText(active, now) : "";
      other.hidden = others === 0;
    },
  };
}

function fitText({ readings, mismatchDeg }: MapGrain): string {
  const count = readings.length === 1 ? "1 reading" : `${readings.length} readings`;
  return `${count}, mismatch ${mismatchDeg.toFixed(2)}°`;
}

/** That more than one orientation fits, and which zone tells them apart. */
function ambiguityText({ name, zones, orientation, ambiguous }: MapGrain, { state, here }: ShownMap): string {
  const limit = state.instrument?.limit ?? state.model.limit;
  const pole = separatingPole(zones, orientation, ambiguous, limit, here);
  const advice = pole
    ? `; go to ${indexText(pole.zone.uvw)} at ${tiltText(pole.zone.at)}: if it is there, this one is right`
    : "";
  return `⚠ ${ambiguous.length + 1} orientations of ${name} fit these readings${advice}`;
}

function fillGrains(list: HTMLElement, { map, look, active }: ShownMap, actions: MapActions): void {
  const key = JSON.stringify([
    map.grains.map(({ id, name }) => [id, name]),
    [...look.hiddenIds],
    active?.id,
    look.isSideBySide,
  ]);
  if (list.dataset["key"] === key) return;
  list.dataset["key"] = key;
  const chips = map.grains.map(({ id, name }, i) => {
    const check = element("input", { label: `Show ${name}` });
    check.type = "checkbox";
    check.checked = !look.hiddenIds.has(id);
    const toggle = () => {
      const hiddenIds = new Set(look.hiddenIds);
      if (!hiddenIds.delete(id)) hiddenIds.add(id);
      actions.look({ hiddenIds });
    };
    check.addEventListener("input", toggle, { signal: actions.signal });
    const text = map.grains.length > 1 ? `${grainLetter(i)}: ${name}` : name;
    const label = element("label", { className: "emlab-class" }, [check, element("span", { text })]);
    label.classList.toggle("emlab-chosen", active?.id === id && map.grains.length > 1);
    return label;
  });
  const aside = button(
    "Side by side",
    "Side by side: one tip/tilt map for each grain",
    () => actions.look({ isSideBySide: !look.isSideBySide }),
    actions.signal,
  );
  aside.setAttribute("aria-pressed", String(look.isSideBySide));
  list.replaceChildren(...chips, ...(map.grains.length > 1 ? [aside] : []));
}
