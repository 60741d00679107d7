import type { Scheme } from "./scheme.js";

/** The kinds of instruments by name: a new one is one file and one line here. Each is loaded when it is first asked for. */
export const schemes = new Map<string, Scheme>([
  [
    "twin",
    {
      isHardware: false,
      example: "twin:mxene?seed=7",
      open: async (address) => (await import("./openTwin.js")).openTwin(address),
    },
  ],
  [
    "replay",
    {
      isHardware: false,
      example: "replay:runs/2026-11-28-mxene",
      open: async (address) => (await import("./openReplay.js")).openReplay(address),
    },
  ],
]);
