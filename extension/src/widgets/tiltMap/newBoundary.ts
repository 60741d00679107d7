import { withFeature } from "../../../../src/messages/tiltMap/mapEdits.js";
import { type EdgeOnAnswer, edgeOnByWidths } from "../../../../src/ops/carto/drawing/features.js";
import { tiltText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import type { Trace } from "../../../../src/ops/carto/feature.js";
import { button, element } from "../element.js";
import { answerText } from "./answerText.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { numberField } from "./numberField.js";
import type { ShownMap } from "./shownMap.js";
import { thirdWidth } from "./thirdWidth.js";

/** The sense of all angles of traces. */
export const traceHint =
  "the angle of the line, clockwise on the map from the direction in which things move with +alpha";

/** A form for a new boundary: its trace at the present tilt, and where it is inclined its widths in two images, or in three. */
export function newBoundary(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const name = element("input", { className: "emlab-map-name", label: "Name of the new boundary" });
  name.value = "boundary";
  const theta = numberField("trace θ", 0, { least: -180, most: 180, hint: traceHint });
  const nm = { unit: "nm", least: 0, most: 1e6 } as const;
  const [first, second] = [numberField("width", 0, nm), numberField("second width", 0, nm)];
  const tilt = numberField("after a tilt against the trace of", 0, { least: -90, most: 90 });
  const at = element("output", { className: "emlab-value" });
  const add = (trace: Trace, answer?: EdgeOnAnswer) => {
    question.hide();
    const title = freeName(name.value.trim().slice(0, 80) || "boundary", shown?.map.features ?? []);
    const feature = { name: title, kind: "boundary" as const, ...trace, ...(answer && { normal: answer.normal }) };
    const said = answer ? answerText(answer) : `edge on at ${tiltText(trace.at)}`;
    actions.edit((edits) => withFeature(edits, feature), `${title} added, ${said}`);
  };
  const question = thirdWidth({ ...actions, add });
  const press = () => {
    const [thetaDeg, width1Nm, width2Nm, tiltDeg] = [theta.value(), first.value(), second.value(), tilt.value()];
    if (!shown || thetaDeg === undefined || width1Nm === undefined || width2Nm === undefined || tiltDeg === undefined)
      return actions.say("Write the angle of the trace and the widths as numbers");
    const trace = { at: shown.readingTilt, thetaDeg };
    if (tiltDeg === 0 && (width1Nm > 0 || width2Nm > 0))
      return actions.say("Write by how much was tilted against the trace between the two widths, or no widths");
    if (tiltDeg === 0) return add(trace);
    try {
      const widths = { width1Nm, width2Nm, tiltDeg };
      const answers = edgeOnByWidths(trace, widths);
      if (answers.length === 1) add(trace, answers[0]);
      else question.ask(trace, widths, answers);
    } catch (error) {
      actions.say(`Not added: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const { input } of [theta, first, second, tilt])
    input.addEventListener("input", () => question.hide(), { signal });
  const row = element("div", { className: "emlab-controls", role: "group", label: "New boundary" }, [
    element("label", { className: "emlab-label" }, [element("span", { text: "New" }), name]),
    ...[theta.element, at, first.element, second.element, tilt.element],
    button("Add", "Add this boundary; without widths it is edge on now", press, signal),
  ]);
  return {
    element: element("div", {}, [row, question.element]),
    show(now) {
      shown = now;
      at.textContent = `at ${tiltText(now.readingTilt)}`;
    },
  };
}

/** The name, with a number behind it where a boundary has it already: two of one name cannot be told apart. */
export function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  const names = new Set(taken.map((one) => one.name));
  let free = name;
  for (let i = 2; names.has(free); i++) free = `${name} ${i}`;
  return free;
}
