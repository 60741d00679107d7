import type { LanguageCalls } from "../threadMessages.js";
import { cellScript } from "./cellScript.js";
import { CellService } from "./cellService.js";
import { completeness } from "./completeness.js";
import { complete } from "./completion.js";
import { draftErrors } from "./diagnostics.js";
import { isGuarded } from "./guardedPlace.js";
import { inspectAt } from "./inspection.js";
import { localModules, localResolver } from "./localModules.js";

/** Loads the compiler and the declarations of the notebook's world, and gives the calls that the other threads make. */
export function languageCalls(folder: string, emDeclarations: string | undefined): LanguageCalls {
  const cells = new CellService(folder, emDeclarations);
  const resolve = localResolver(cells.options);
  const check: LanguageCalls["check"] = (source, runId, count) => {
    const draft = cells.open(source);
    const error = draftErrors(cells, draft, count);
    if (error) return { ok: false, error };
    const cell = cellScript(draft.parsed);
    // Known from here on: what a cell declares stays declared, even if it throws.
    const name = cells.cellName(runId);
    return { ok: true, cell, known: { name, forgotten: cells.notebook.add(name, draft) } };
  };
  // The first check reads the declarations of the language and of Node: better before the first cell than in it.
  draftErrors(cells, cells.open("void 0"), 0);
  return {
    check,
    complete: (source, cursor) => complete(cells, source, cursor),
    inspect: (source, cursor, isDetailed) => inspectAt(cells, source, cursor, isDetailed),
    isComplete: completeness,
    localModules: (path) => localModules(path, resolve),
    isGuarded,
    // It holds as soon as the cell has passed the check.
    keep: () => {},
    restore: (known) => {
      cells.notebook.clear();
      for (const [name, source] of known) cells.notebook.add(name, cells.notebook.moduleOf(source));
    },
  };
}
