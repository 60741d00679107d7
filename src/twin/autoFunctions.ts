import { EmError } from "../core/error.js";
import type { AcquireContext, AutoFunction, AutoReport } from "../instrument/port.js";
import { inSteps, type TwinScene } from "./scene.js";

/**
 * Corrects focus or astigmatism as the functions of a microscope do: in some seconds, with the beam on, and not quite.
 *
 * Errors: Unsupported for functions that a twin does not have; Aborted: then nothing was changed.
 */
export async function autoCorrect(
  name: AutoFunction,
  scene: TwinScene,
  { onProgress }: AcquireContext,
  pass: (timeS: number) => Promise<void>,
  nowS: () => number,
): Promise<AutoReport> {
  if (name !== "focus" && name !== "stigmator") {
    throw new EmError("Unsupported", `the twin has no automatic function "${name}"`, {
      fix: 'It has "focus" and "stigmator"; what moves the stage is done by plans, whose path is checked.',
    });
  }
  const { autoStepS, autoSteps } = scene.values.optics;
  for (let step = 0; step < autoSteps; step++) {
    await pass(autoStepS);
    onProgress?.({ done: step + 1, total: autoSteps, label: name });
  }
  return name === "focus" ? focus(scene, nowS()) : stigmate(scene);
}

async function focus(scene: TwinScene, timeS: number): Promise<AutoReport> {
  const { autoFocusErrorNm, autoFocusReachNm, defocusStepNm } = scene.values.optics;
  const offNm = scene.probeAt(timeS).defocusNm + scene.viewAt(timeS).heightNm;
  const from = scene.beam.now.defocusNm;
  if (scene.beam.now.isBlanked || Math.abs(offNm) > autoFocusReachNm) return gaveUp("focus", scene);
  const wanted = from - offNm + autoFocusErrorNm * scene.random("autofocus").normal();
  const to = inSteps(wanted, defocusStepNm);
  const beam = await scene.beam.set({ defocusNm: to });
  return { name: "focus", isDone: true, changes: { defocusNm: [from, to] }, beam };
}

async function stigmate(scene: TwinScene): Promise<AutoReport> {
  if (scene.beam.now.isBlanked) return gaveUp("stigmator", scene);
  const { autoStigmatorErrorNm, stigmatorStepNm } = scene.values.optics;
  const random = scene.random("autostigmator");
  const { twoFoldXNm: fromX, twoFoldYNm: fromY } = scene.beam.now;
  const step = (value: number) => inSteps(value + autoStigmatorErrorNm * random.normal(), stigmatorStepNm);
  const toX = step(-scene.errors.twoFoldXNm);
  const toY = step(-scene.errors.twoFoldYNm);
  const beam = await scene.beam.set({ twoFoldXNm: toX, twoFoldYNm: toY });
  return { name: "stigmator", isDone: true, changes: { twoFoldXNm: [fromX, toX], twoFoldYNm: [fromY, toY] }, beam };
}

function gaveUp(name: AutoFunction, { beam }: TwinScene): AutoReport {
  return { name, isDone: false, changes: {}, beam: beam.now };
}
