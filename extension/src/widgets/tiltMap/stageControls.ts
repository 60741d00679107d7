import { button, element } from "../element.js";
import { commandText, isSameTilt, planText, stageText, whyNotGo } from "./goText.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { numberField } from "./numberField.js";
import type { ShownMap } from "./shownMap.js";

/** The controls of the stage: what is reported and planned, Go with its question, and Abort. */
export interface StageControls extends MapPart {
  /** Asks whether to go; false where it cannot. */
  ask(): boolean;
  cancel(): boolean;
}

/** Makes them. Go only asks; "Tilt now" goes. */
export function stageControls(actions: MapActions): StageControls {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  let asked: ShownMap | undefined;
  const [stage, plan] = [
    element("output", { className: "emlab-value" }),
    element("output", { className: "emlab-value" }),
  ];
  const [alpha, beta] = [
    numberField("alpha", 0, { least: -90, most: 90 }),
    numberField("beta", 0, { least: -180, most: 180 }),
  ];
  const planTyped = () => {
    const [alphaDeg, betaDeg] = [alpha.value(), beta.value()];
    if (alphaDeg === undefined || betaDeg === undefined)
      actions.say("Write both tilts as numbers, with a comma or a point");
    else actions.plan({ alphaDeg, betaDeg });
  };
  for (const { input } of [alpha, beta])
    input.addEventListener("keydown", (event) => event.key === "Enter" && planTyped(), { signal });
  const go = button("Go", "Go: tilt the stage to the plan; asks once (G)", actions.askGo, signal);
  go.classList.add("emlab-map-go");
  const abort = button("Abort", "Abort: stop the stage (Escape)", actions.stop, signal);
  abort.classList.add("emlab-map-abort");
  const reason = element("div", { className: "emlab-map-reason" });
  reason.id = `emlab-map-reason-${crypto.randomUUID()}`;
  go.setAttribute("aria-describedby", reason.id);
  const command = element("span");
  const confirm = button("Tilt now", "Tilt now (Enter)", actions.confirmGo, signal);
  const question = element("div", { className: "emlab-map-question", role: "group", label: "Confirm the motion" }, [
    command,
    confirm,
    button("Cancel", "Cancel, do not tilt", actions.cancelGo, signal),
  ]);
  question.hidden = true;

  const close = () => {
    const was = asked !== undefined;
    asked = undefined;
    question.hidden = true;
    return was;
  };
  return {
    element: element("div", { className: "emlab-map-stage", role: "group", label: "Stage and plan" }, [
      stage,
      element("div", { className: "emlab-controls" }, [
        plan,
        alpha.element,
        beta.element,
        button("Plan", "Plan the tilts that are written here", planTyped, signal),
        button("Clear", "Clear the plan", () => actions.plan(null), signal),
        go,
        abort,
      ]),
      reason,
      question,
    ]),
    ask() {
      if (!shown || go.disabled) return false;
      asked = shown;
      question.hidden = false;
      command.textContent = `Go: ${commandText(shown.state)}?`;
      confirm.focus();
      return true;
    },
    cancel: close,
    show(now, isLive) {
      const isOther = !isSameTilt(shown?.state.planned ?? null, now.state.planned);
      shown = now;
      const why = whyNotGo(now.state, now.limits, isLive);
      stage.textContent = stageText(now.state);
      plan.textContent = planText(now.state, now.limits);
      go.disabled = why !== "";
      reason.textContent = why ? `Go is off: ${why}.` : `Go: ${commandText(now.state)}.`;
      abort.disabled = !isLive || !(now.state.goingTo || now.state.instrument?.activity === "moving");
      // Never to another tilt than the one that was asked about.
      if (asked && (why || !isSameTilt(asked.state.planned, now.state.planned))) close();
      if (isOther && now.state.planned) {
        alpha.set(rounded(now.state.planned.alphaDeg));
        beta.set(rounded(now.state.planned.betaDeg));
      }
    },
  };
}

function rounded(angleDeg: number): number {
  return Math.round(angleDeg * 100) / 100 + 0;
}
