import type { LanguageHalf } from "../engine.js";
import type { EngineName } from "../engineName.js";
import { loadBundledCompiler } from "../language/bundledCompiler.js";
import { LanguageDeclarations } from "../language/languageDeclarations.js";

/** Loads the language half of an engine; the compiler of an engine that is not chosen stays on the disk. */
export const languageHalves: Readonly<Record<EngineName, () => Promise<LanguageHalf>>> = {
  emlab: async () => {
    const bundled = loadBundledCompiler();
    const { languageCalls } = await import("../language/language.js");
    const language = LanguageDeclarations.read();
    return ({ folder, emDeclarations }) =>
      languageCalls(folder, emDeclarations, { language, whenAllIsRead: () => bundled?.keepCode() });
  },
  tslab: async () => (await import("./tslab/tslabLanguage.js")).tslabLanguage,
};
