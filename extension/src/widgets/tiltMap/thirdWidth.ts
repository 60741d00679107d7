import { type EdgeOnAnswer, edgeOnByWidths } from "../../../../src/ops/carto/drawing/features.js";
import { type WidthReadings, widthAfterTiltNm } from "../../../../src/ops/carto/edgeOnFromWidths.js";
import type { Trace } from "../../../../src/ops/carto/feature.js";
import { button, element } from "../element.js";
import { answerText, predictionText } from "./answerText.js";
import type { MapActions } from "./mapActions.js";
import { numberField } from "./numberField.js";

/** What the question needs of the form that it belongs to. */
export interface ThirdWidthDesk extends Pick<MapActions, "say" | "signal"> {
  add(trace: Trace, answer: EdgeOnAnswer): void;
}

/** The question which of two answers is right. */
export interface ThirdWidth {
  readonly element: HTMLElement;
  ask(trace: Trace, widths: WidthReadings, answers: readonly EdgeOnAnswer[]): void;
  hide(): void;
}

/** A third width that differs from what an answer predicts by more than this share of the larger fits neither. */
const mostMisfit = 0.2;

/** Two answers whose third widths differ by less than this share are not told apart by it. */
const leastMisfit = 0.1;

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Asks for a third width, or which of the two answers is meant. */
export function thirdWidth({ add, say, signal }: ThirdWidthDesk): ThirdWidth {
  let asked:
    | { readonly trace: Trace; readonly widths: WidthReadings; readonly answers: readonly EdgeOnAnswer[] }
    | undefined;
  const told = element("p", { className: "emlab-map-note" });
  const width = numberField("third width", 0, { unit: "nm", least: 0, most: 1e6 });
  const tilt = numberField("after a tilt from the first of", 0, { least: -90, most: 90 });
  const take = (i: number) => () => {
    const answer = asked?.answers[i];
    if (asked && answer) add(asked.trace, answer);
  };
  const byThird = () => {
    const [widthNm, tiltDeg] = [width.value(), tilt.value()];
    if (!asked || widthNm === undefined || tiltDeg === undefined)
      return say("Write the third width and its tilt as numbers");
    const [answer] = edgeOnByWidths(asked.trace, { ...asked.widths, third: { widthNm, tiltDeg } });
    if (!answer) return;
    const [leastNm, mostNm] = rangeOf(asked.answers.map((one) => widthAfterTiltNm(one, tiltDeg)));
    if (mostNm - leastNm < leastMisfit * mostNm)
      return say(`Not added: ${predictionText(asked.answers, tiltDeg)}, which tells nothing; tilt the other way`);
    const predictedNm = widthAfterTiltNm(answer, tiltDeg);
    if (Math.abs(predictedNm - widthNm) > mostMisfit * Math.max(predictedNm, widthNm, asked.widths.width1Nm))
      return say(`Not added, ${widthNm} nm fits neither: ${predictionText(asked.answers, tiltDeg)}`);
    add(asked.trace, answer);
  };
  const box = element("div", { className: "emlab-map-question", role: "group", label: "Which of two answers" }, [
    told,
    ...[width.element, tilt.element],
    button("Add by third width", "Add by third width: the answer that it fits", byThird, signal),
    button("Add the first", "Add the first answer", take(0), signal),
    button("Add the other", "Add the other answer", take(1), signal),
  ]);
  box.hidden = true;
  // The field is gone to when the question is put, and is heard with it.
  told.id = `emlab-map-answers-${crypto.randomUUID()}`;
  width.input.setAttribute("aria-describedby", told.id);
  return {
    element: box,
    ask(trace, widths, answers) {
      asked = { trace, widths, answers };
      // At the same tilt the other way the two differ most, and the stage was near already.
      const proposedDeg = -widths.tiltDeg;
      told.textContent = `Two answers fit: ${answers.map(answerText).join("; or, if it was edge on between the two images, ")}. Measure a third width: ${predictionText(answers, proposedDeg)}.`;
      width.set(0);
      tilt.set(proposedDeg);
      box.hidden = false;
      width.input.focus();
      width.input.select();
      say("Two answers fit: a third width tells them apart");
    },
    hide() {
      asked = undefined;
      box.hidden = true;
    },
  };
}
