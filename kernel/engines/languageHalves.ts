import type { LanguageHalf } from "../engine.js";
import type { EngineName } from "../engineName.js";
import { loadBundledCompiler } from "../language/bundledCompiler.js";

/** Loads the language half of an engine; the compiler of an engine that is not chosen stays on the disk. */
export const languageHalves: Readonly<Record<EngineName, () => Promise<LanguageHalf>>> = {
  emlab: async () => {
    const bundled = loadBundledCompiler();
    const { languageCalls } = await import("../language/language.js");
    return ({ folder, emDeclarations }) => {
      const calls = languageCalls(folder, emDeclarations);
      bundled?.keepCode();
      return calls;
    };
  },
  tslab: async () => (await import("./tslab/tslabLanguage.js")).tslabLanguage,
};
