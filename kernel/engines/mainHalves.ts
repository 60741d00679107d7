import type { MainHalf } from "../engine.js";
import type { EngineName } from "../engineName.js";

/** Loads the main half of an engine. */
export const mainHalves: Readonly<Record<EngineName, () => Promise<MainHalf>>> = {
  emlab: async () => (await import("../evaluate/cellImports.js")).installImports,
  tslab: async () => (await import("./tslab/tslabMain.js")).tslabMain,
};
