import { EmError } from "../../core/error.js";
import type { AcquireRequest } from "../../instrument/acquireRequest.js";
import type { Capabilities } from "../../instrument/port.js";

/** Refuses what the instrument does not have and numbers that mean nothing. Errors: Unsupported; BadOption. */
export function checkTwinRequest(request: AcquireRequest, capabilities: Capabilities): void {
  switch (request.kind) {
    case "image":
      checkDetectors(request.detectors, capabilities.imageDetectors);
      checkScan(request, capabilities, capabilities.mostDwellUs);
      return;
    case "eds":
      checkScan(request, capabilities, Number.MAX_VALUE);
      checkRange("sweeps", request.sweeps, 1, 1e6, "");
      return;
    case "eels":
      checkScan(request, capabilities, Number.MAX_VALUE);
      checkRange("firstEv", request.firstEv, 0, 1e5, " eV");
      checkRange("channelEv", request.channelEv, 1e-3, 100, " eV");
      return;
    case "diffraction":
      checkRange("sizePx", request.sizePx, 8, 4096, " px", true);
      checkRange("reachMrad", request.reachMrad, 0.1, 500, " mrad");
      checkRange("exposureS", request.exposureS, 1e-6, 1e6, " s");
      checkRange("fovNm", request.fovNm, 0.01, 1e6, " nm");
      return;
    default:
      throw new EmError("Unsupported", `there is no acquisition of kind "${(request as { kind: unknown }).kind}"`, {
        fix: 'There are: "image", "eds", "eels", "diffraction".',
      });
  }
}

interface Scan {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fovNm: number;
  readonly dwellUs: number;
  readonly scanRotationDeg: number;
}

function checkDetectors(wanted: readonly string[], there: readonly string[]): void {
  if (!Array.isArray(wanted) || wanted.length === 0) {
    throw new EmError("BadOption", "no detector was asked for", { fix: `There are: ${there.join(", ")}.` });
  }
  for (const name of wanted) {
    if (there.includes(name)) continue;
    throw new EmError("Unsupported", `there is no detector "${name}"`, { fix: `There are: ${there.join(", ")}.` });
  }
}

function checkScan(scan: Scan, { mostPx, leastDwellUs }: Capabilities, mostDwellUs: number): void {
  checkRange("widthPx", scan.widthPx, 1, mostPx, " px", true);
  checkRange("heightPx", scan.heightPx, 1, mostPx, " px", true);
  checkRange("fovNm", scan.fovNm, 0.01, 1e6, " nm");
  checkRange("dwellUs", scan.dwellUs, leastDwellUs, mostDwellUs, " µs");
  checkRange("scanRotationDeg", scan.scanRotationDeg, -360, 360, "°");
}

function checkRange(name: string, value: number, least: number, most: number, unit: string, isWhole = false): void {
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return;
  const upTo = most === Number.MAX_VALUE ? `of at least ${least}${unit}` : `from ${least} to ${most}${unit}`;
  throw new EmError("BadOption", `${name} is ${value}${unit}`, {
    fix: `Give a ${isWhole ? "whole number" : "number"} ${upTo}.`,
  });
}
