import { EmError } from "../../core/error.js";
import { type OptionRule, resolveOptions } from "../../core/options.js";
import { type AcquireRequest, imageDetectors } from "../acquireRequest.js";
import type { Capabilities } from "../port.js";

/** Kinds of requests, and what tells whether an instrument takes them. */
const kinds: Readonly<Record<AcquireRequest["kind"], (capabilities: Capabilities) => boolean>> = {
  image: ({ imageDetectors: detectors }) => detectors.length > 0,
  eds: ({ hasEds }) => hasEds,
  eels: ({ hasEels }) => hasEels,
  diffraction: ({ hasDiffraction }) => hasDiffraction,
};

/** An hour for one spectrum. */
const mostSpectrumUs = 3.6e9;

/**
 * A frozen copy of a request whose every number is finite and within what the instrument takes: a dose is reckoned from these numbers, so
 * none of them may be NaN, and none may change later.
 *
 * Errors: BadOption for unknown names and for values out of range; Unsupported for what the instrument does not have.
 */
export function checkRequest(operation: string, given: AcquireRequest, capabilities: Capabilities): AcquireRequest {
  const kind = given?.kind;
  if (!Object.hasOwn(kinds, kind ?? "")) {
    throw new EmError("BadOption", `${operation}: there is no kind of request "${String(kind)}"`, {
      fix: `kind is one of ${Object.keys(kinds).join(", ")}.`,
    });
  }
  if (!kinds[kind](capabilities)) {
    throw new EmError("Unsupported", `this instrument does not take ${kind} recordings`, {
      fix: `It takes: ${takenBy(capabilities)}.`,
    });
  }
  const rules = rulesOf(kind, capabilities);
  const missing = Object.keys(rules).find((name) => (given as never)[name] === undefined);
  if (missing) {
    throw new EmError("BadOption", `${operation}: ${missing} is missing`, {
      fix: `A request has ${Object.keys(rules).join(", ")}.`,
    });
  }
  const copy = resolveOptions<Record<string, unknown>>(operation, { ...given }, {}, rules);
  if (kind === "image") copy["detectors"] = checkDetectors(copy["detectors"] as readonly string[], capabilities);
  return Object.freeze(copy) as unknown as AcquireRequest;
}

function takenBy(capabilities: Capabilities): string {
  const taken = (Object.keys(kinds) as AcquireRequest["kind"][]).filter((kind) => kinds[kind](capabilities));
  return taken.join(", ") || "nothing";
}

function rulesOf(kind: AcquireRequest["kind"], capabilities: Capabilities): Record<string, OptionRule> {
  const sides: OptionRule = { kind: "number", integer: true, min: 1, max: capabilities.mostPx, unit: "px" };
  const fovNm: OptionRule = { kind: "number", min: 1e-3, max: 1e7, unit: "nm" };
  const kindRule: OptionRule = { kind: "choice", of: [kind] };
  if (kind === "diffraction") {
    return {
      kind: kindRule,
      sizePx: sides,
      reachMrad: { kind: "number", min: 1e-3, max: 1000, unit: "mrad" },
      exposureS: { kind: "number", min: 1e-6, max: 3600, unit: "s" },
      fovNm,
    };
  }
  const area: Record<string, OptionRule> = {
    kind: kindRule,
    widthPx: sides,
    heightPx: sides,
    fovNm,
    // How long a pixel of a map of spectra may last is no matter of the scan.
    dwellUs: {
      kind: "number",
      min: capabilities.leastDwellUs,
      max: kind === "image" ? capabilities.mostDwellUs : mostSpectrumUs,
      unit: "µs",
    },
    scanRotationDeg: { kind: "number", min: -360, max: 360, unit: "°" },
  };
  if (kind === "eds") return { ...area, sweeps: { kind: "number", integer: true, min: 1, max: 100_000 } };
  if (kind === "image") return { ...area, detectors: { kind: "other", expects: "a list", accepts: Array.isArray } };
  return {
    ...area,
    firstEv: { kind: "number", min: -1000, max: 10_000, unit: "eV" },
    channelEv: { kind: "number", min: 1e-4, max: 100, unit: "eV" },
  };
}

function checkDetectors(given: readonly string[], capabilities: Capabilities): readonly string[] {
  if (given.length === 0 || new Set(given).size < given.length) {
    throw new EmError("BadOption", `detectors is [${given.slice(0, 8).join(", ")}]`, {
      fix: `Name one or more of ${capabilities.imageDetectors.join(", ")}, each once.`,
    });
  }
  for (const name of given) {
    if (!(imageDetectors as readonly string[]).includes(name)) {
      throw new EmError("BadOption", `there is no detector "${String(name).slice(0, 40)}"`, {
        fix: `Detectors are ${imageDetectors.join(", ")}.`,
      });
    }
    if (!(capabilities.imageDetectors as readonly string[]).includes(name)) {
      throw new EmError("Unsupported", `this instrument has no ${name} detector`, {
        fix: `It has ${capabilities.imageDetectors.join(", ")}.`,
      });
    }
  }
  return Object.freeze([...given]);
}
