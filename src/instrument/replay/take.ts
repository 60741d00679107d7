import type { AcquireRequest } from "../acquireRequest.js";
import type { RecordingConditions } from "../recording.js";
import type { PlayableFrame } from "./playableFrame.js";

/** What one acquisition gave: one frame, or one of each detector that recorded at the same time. */
export interface Take {
  readonly request: AcquireRequest;
  readonly conditions: RecordingConditions;
  readonly frames: readonly PlayableFrame[];
}

/** Puts frames together that were taken at the same time by the same request. */
export function takesOf(frames: readonly PlayableFrame[]): Take[] {
  const takes: { key: string; frames: PlayableFrame[] }[] = [];
  for (const frame of frames) {
    const { startS, endS } = frame.conditions;
    const key = `${startS} ${endS} ${JSON.stringify(frame.request)}`;
    const last = takes.at(-1);
    // A detector that comes a second time begins another take: a clock can stand still.
    const isSame = last?.key === key && !last.frames.some(({ detector }) => detector === frame.detector);
    if (isSame) last.frames.push(frame);
    else takes.push({ key, frames: [frame] });
  }
  return takes.map(({ frames: together }) => {
    const [first] = together as [PlayableFrame, ...PlayableFrame[]];
    return { request: first.request, conditions: first.conditions, frames: together };
  });
}

/** The frames of a take that answer a request, in the order of its detectors; undefined when it has none or not all of them. */
export function framesFor(
  take: Take,
  request: AcquireRequest,
  match: "detector" | "request",
): PlayableFrame[] | undefined {
  if (take.request.kind !== request.kind) return undefined;
  if (match === "request" && !isSameArea(take.request, request)) return undefined;
  if (request.kind !== "image")
    return isOneSpectrum(take.request) === isOneSpectrum(request) ? [...take.frames] : undefined;
  const found = request.detectors.flatMap((detector) => take.frames.filter((frame) => frame.detector === detector));
  return found.length === request.detectors.length && found.length > 0 ? found : undefined;
}

/** A map does not answer who asks for one spectrum, nor the other way round: they are results of two kinds. */
function isOneSpectrum(request: AcquireRequest): boolean {
  return request.kind !== "diffraction" && request.widthPx * request.heightPx === 1;
}

/** The same request, but for the detectors of an image. */
function isSameArea(a: AcquireRequest, b: AcquireRequest): boolean {
  return numbersOf(a) === numbersOf(b);
}

function numbersOf(request: AcquireRequest): string {
  const numbers = Object.entries(request).filter(([name]) => name !== "detectors");
  return numbers
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join();
}

/** What a run has, in words: "3 x image of haadf and bf, 512 x 512 px, 20 nm". */
export function listTakes(takes: readonly Take[]): string {
  const counts = new Map<string, number>();
  for (const take of takes) {
    const words = wordsOf(take);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const listed = [...counts].slice(0, mostListed).map(([words, count]) => `${count} x ${words}`);
  return listed.join("; ") + (counts.size > mostListed ? "; …" : "");
}

const mostListed = 6;

function wordsOf({ request, frames }: Take): string {
  const detectors = frames.map(({ detector }) => detector).join(" and ");
  const size = request.kind === "diffraction" ? [request.sizePx, request.sizePx] : [request.widthPx, request.heightPx];
  return `${request.kind} of ${detectors}, ${size.join(" x ")} px, ${request.fovNm} nm`;
}
