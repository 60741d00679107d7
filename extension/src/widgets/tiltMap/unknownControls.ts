import { mostTraces } from "../../../../src/messages/tiltMap/mapEdits.js";
import { crossings } from "../../../../src/ops/carto/drawing/features.js";
import { degreeText, tiltText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { button, element } from "../element.js";
import { disclosure } from "./disclosure.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { traceHint } from "./newBoundary.js";
import { numberField } from "./numberField.js";
import type { ShownMap } from "./shownMap.js";
import { fillTiltList } from "./tiltList.js";

/** A crystal that nobody has indexed: traces of its planes are written down, and where they cross a pole is predicted. */
export function unknownControls(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const theta = numberField("trace θ", 0, { least: -180, most: 180, hint: traceHint });
  const at = element("output", { className: "emlab-value" });
  const traces = element("ul", { className: "emlab-map-list", label: "Traces" });
  const poles = element("ul", { className: "emlab-map-list", label: "Predicted poles" });
  const add = () => {
    const thetaDeg = theta.value();
    if (!shown || thetaDeg === undefined) return actions.say("Write the angle of the trace as a number");
    const trace = { at: shown.readingTilt, thetaDeg };
    actions.edit((edits) => ({ ...edits, traces: [...edits.traces, trace].slice(-mostTraces) }), "Trace added");
  };
  const drop = () =>
    actions.edit((edits) => ({ ...edits, traces: edits.traces.slice(0, -1) }), "Last trace taken away");
  const remove = button("Take back", "Take back the last trace", drop, signal);
  const update = () => {
    if (!shown || !part.open) return;
    const known = shown.state.edits.traces;
    traces.replaceChildren(
      ...known.map((trace, i) =>
        element("li", { text: `${i + 1}: θ ${degreeText(trace.thetaDeg)} at ${tiltText(trace.at)}` }),
      ),
    );
    const lines = crossings(known).map((crossing) => ({
      text: `${crossing.of[0] + 1}×${crossing.of[1] + 1}: ${tiltText(crossing.at)}`,
      at: crossing.at,
    }));
    fillTiltList(poles, lines, "two traces that cross predict a pole", actions.plan, signal);
  };
  const row = element("div", { className: "emlab-controls" }, [
    ...[theta.element, at],
    button("Add trace", "Add trace of a plane that is seen at this tilt", add, signal),
    remove,
  ]);
  const part = disclosure("Unknown crystal", [row, traces, poles], update, signal);
  return {
    element: part,
    show(now) {
      shown = now;
      at.textContent = `at ${tiltText(now.readingTilt)}`;
      remove.disabled = now.state.edits.traces.length === 0;
      update();
    },
  };
}
