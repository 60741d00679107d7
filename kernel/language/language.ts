import type { LanguageCalls } from "../threadMessages.js";
import { cellScript } from "./cellScript.js";
import { CellService } from "./cellService.js";
import { completeness } from "./completeness.js";
import { complete } from "./completion.js";
import { draftErrors } from "./diagnostics.js";
import { errorsReport } from "./errorsReport.js";
import { isGuarded } from "./guardedPlace.js";
import { inferredDeclarations } from "./inferredDeclarations.js";
import { inspectAt } from "./inspection.js";
import { localModules, localResolver } from "./localModules.js";
import { LostNames } from "./lostNames.js";
import { reservedAdvice, reservedNames } from "./reservedNames.js";

/** Loads the compiler and the declarations of the notebook's world, and gives the calls that the other threads make. */
export function languageCalls(folder: string, emDeclarations: string | undefined): LanguageCalls {
  const cells = new CellService(folder, emDeclarations);
  const resolve = localResolver(cells.options);
  const lost = new LostNames();
  /** The names of the cell that was checked last. */
  let last = { runId: 0, count: 0, names: [] as readonly string[] };
  const check: LanguageCalls["check"] = (source, runId, count) => {
    const { notebook } = cells;
    const name = cells.cellName(runId);
    const draft = cells.open(source, name);
    const { error, warning } = draftErrors(cells, draft, count, lost);
    const unknown = [...draft.declared.keys()].filter((name) => !notebook.names.has(name));
    if (error) {
      lost.add(unknown, count, "was not run");
      return { ok: false, error };
    }
    const cell = cellScript(draft.parsed, draft.shift > 0 ? 1 : 0);
    const conflicts = reservedNames(draft, cell.names);
    if (conflicts.length > 0) {
      return {
        ok: false,
        error: errorsReport(conflicts, { source, where: `cell [${count}]`, advice: () => reservedAdvice }),
      };
    }
    const redeclared = cell.names.filter((name) => notebook.names.has(name));
    // Known from here on: what a cell declares stays declared, even if it throws.
    const declarations = notebook.isDeep(draft) ? inferredDeclarations(cells) : undefined;
    const known = { name, declarations, forgotten: notebook.add(name, draft, declarations) };
    // The program has the text of the cell under this name; the next one gets what has taken its place.
    if (declarations !== undefined) cells.discard();
    lost.found(draft.declared.keys());
    last = { runId, count, names: unknown };
    return { ok: true, cell: { ...cell, redeclared }, known, ...(warning === undefined ? {} : { warning }) };
  };
  const forget: LanguageCalls["forget"] = (runId, names) => {
    cells.notebook.takeBack(cells.cellName(runId), names);
    if (runId !== last.runId) return;
    const gone = last.names.filter((name) => !names || names.includes(name));
    lost.add(gone, last.count, names ? "ended before that line" : "was not run");
  };
  // The first check reads the declarations of the language and of Node: better before the first cell than in it.
  draftErrors(cells, cells.open("void 0"), 0, lost);
  return {
    check,
    forget,
    complete: (source, cursor) => complete(cells, source, cursor),
    inspect: (source, cursor, isDetailed) => inspectAt(cells, source, cursor, isDetailed),
    isComplete: completeness,
    localModules: (path) => localModules(path, resolve),
    isGuarded,
    // It holds as soon as the cell has passed the check.
    keep: () => {},
    restore: (known) => {
      cells.notebook.clear();
      for (const [name, source, unset, declarations] of known) {
        cells.notebook.add(name, cells.notebook.moduleOf(source), declarations);
        if (unset.length > 0) cells.notebook.takeBack(name, unset);
      }
    },
  };
}
