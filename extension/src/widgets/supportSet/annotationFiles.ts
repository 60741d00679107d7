import { type Annotation, fittedAnnotation } from "../../../../src/messages/supportSet/annotation.js";
import { annotationJson, annotationOfJson, chipCsv } from "../../../../src/messages/supportSet/annotationFile.js";
import type { Sides } from "../../../../src/messages/supportSet/chipGrid.js";
import type { SupportSetState } from "../../../../src/messages/supportSet/supportSetState.js";
import { saveAs } from "../../canvas/exportPng.js";
import type { ShownResult } from "./resultLayers.js";

/** Has the browser save one row per chip. */
export function saveCsv(state: SupportSetState, result: ShownResult | undefined): void {
  const text = chipCsv(state.annotation, state, result?.segmentation, state.leastProbability);
  saveAs(new Blob([text], { type: "text/csv" }), `${state.title} chips`, "csv");
}

/** Has the browser save what is picked; `readAnnotationFile` takes it again. */
export function saveJson(state: SupportSetState): void {
  const text = annotationJson(state.annotation, state, state.title);
  saveAs(new Blob([text], { type: "application/json" }), `${state.title} support set`, "json");
}

/** An annotation of the most chips has 4 MB. */
const mostBytes = 64e6;

/** The annotation in a file that a person has chosen, as far as it fits the image, or why there is none. */
export async function readAnnotationFile(
  file: Pick<File, "name" | "size" | "text">,
  image: Sides,
): Promise<{ readonly annotation: Annotation } | { readonly problem: string }> {
  if (file.size > mostBytes)
    return { problem: `Not loaded: ${file.name} has ${Math.round(file.size / 1e6)} MB, which no annotation has.` };
  const annotation = annotationOfJson(await file.text());
  return annotation
    ? { annotation: fittedAnnotation(annotation, image) }
    : {
        problem: `Not loaded: ${file.name} is no annotation of a support set. Choose a file that the button JSON has saved.`,
      };
}

/** Asks the person for a file; nothing happens when none is chosen. */
export function chooseFile(take: (file: File) => void): void {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept: ".json,application/json" });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) take(file);
  });
  input.click();
}
