import type { LanguageCalls } from "../threadMessages.js";
import { cellScript } from "./cellScript.js";
import { CellService } from "./cellService.js";
import { completeness } from "./completeness.js";
import { complete } from "./completion.js";
import { draftErrors } from "./diagnostics.js";
import { errorsReport } from "./errorsReport.js";
import { isGuarded } from "./guardedPlace.js";
import { IdleWork } from "./idleWork.js";
import { inferredDeclarations } from "./inferredDeclarations.js";
import { inspectAt } from "./inspection.js";
import type { LanguageDeclarations } from "./languageDeclarations.js";
import { localModules, localResolver } from "./localModules.js";
import { LostNames } from "./lostNames.js";
import type { CellModule } from "./notebook.js";
import { reservedAdvice, reservedNames } from "./reservedNames.js";
import { RightCells } from "./rightCells.js";

/** How the first answers come early. */
export interface EarlyStart {
  /** What the first cells are checked with, where they need no more; by default everything is read at once. */
  readonly language?: LanguageDeclarations | undefined;
  /** Called when everything has been read. */
  readonly whenAllIsRead?: () => void;
}

/** Makes the calls that the other threads make: loads the declarations of the notebook's world, now or when they are needed. */
export function languageCalls(
  folder: string,
  emDeclarations: string | undefined,
  { language, whenAllIsRead = () => {} }: EarlyStart = {},
): LanguageCalls {
  const cells = new CellService(folder, emDeclarations, language);
  const resolve = localResolver(cells.options);
  const lost = new LostNames();
  const right = new RightCells();
  /** The names of the cell that was checked last. */
  let last = { runId: 0, count: 0, names: [] as readonly string[] };
  const readAll = () => {
    if (cells.knowsAll) return;
    cells.readAll();
    warmUp(cells);
    whenAllIsRead();
  };
  const check: LanguageCalls["check"] = (source, runId, count) => {
    const { notebook } = cells;
    const name = cells.cellName(runId);
    let draft = cells.open(source, name);
    const unknown = [...draft.declared.keys()].filter((one) => !notebook.names.has(one));
    const isDeep = notebook.isDeep(draft);
    let cell = isDeep ? undefined : right.find(draft.text, cells.world);
    let warning: string | undefined;
    if (!cell) {
      if (!cells.knowsAll && !isRightAlready(cells, draft)) {
        readAll();
        draft = cells.open(source, name);
      }
      const found = draftErrors(cells, draft, count, lost);
      if (found.error) {
        lost.add(unknown, count, "was not run");
        return { ok: false, error: found.error };
      }
      warning = found.warning;
      cell = cellScript(draft.parsed, draft.shift > 0 ? 1 : 0);
      const conflicts = reservedNames(draft, cell.names);
      if (conflicts.length > 0) {
        return {
          ok: false,
          error: errorsReport(conflicts, { source, where: `cell [${count}]`, advice: () => reservedAdvice }),
        };
      }
      if (warning === undefined) right.keep(draft.text, cells.world, cell);
    }
    const redeclared = cell.names.filter((name) => notebook.names.has(name));
    // Known from here on: what a cell declares stays declared, even if it throws.
    const declarations = isDeep ? inferredDeclarations(cells) : undefined;
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
  if (cells.knowsAll) warmUp(cells);
  const calls: LanguageCalls = {
    check,
    forget,
    complete: (source, cursor) => {
      readAll();
      return complete(cells, source, cursor);
    },
    inspect: (source, cursor, isDetailed) => {
      readAll();
      return inspectAt(cells, source, cursor, isDetailed);
    },
    isComplete: completeness,
    localModules: (path) => localModules(path, resolve),
    isGuarded,
    // It holds as soon as the cell has passed the check.
    keep: () => {},
    restore: (known) => {
      cells.notebook.clear();
      cells.discard();
      // What these cells lead to has not been looked at.
      if (known.length > 0) cells.readAll();
      for (const [name, source, unset, declarations] of known) {
        cells.notebook.add(name, cells.notebook.moduleOf(source), declarations);
        if (unset.length > 0) cells.notebook.takeBack(name, unset);
      }
    },
  };
  return answered(calls, cells, [readAll, () => cells.tidyUp()]);
}

/** The first check of a program works out what every check needs: better before a cell than in it. */
function warmUp(cells: CellService): void {
  cells.open("void 0");
  cells.service.getSemanticDiagnostics(cells.draftFile);
}

/**
 * True where the declarations of the language alone show that a cell is right: there is nothing in it that they do not
 * know. What else is declared, by Node or by packages, can only add to it. A cell in which anything seems wrong is to be
 * looked at again, with everything known.
 */
function isRightAlready({ service, draftFile }: CellService, draft: CellModule): boolean {
  if (draft.augments || draft.imports.length > 0) return false;
  return (
    service.getSyntacticDiagnostics(draftFile).length === 0 && service.getSemanticDiagnostics(draftFile).length === 0
  );
}

/** The calls, with work that is done while none is made; after an error in one, the program is made anew. */
function answered(calls: LanguageCalls, cells: CellService, work: readonly (() => void)[]): LanguageCalls {
  const idle = new IdleWork(work);
  const answer =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      idle.postpone();
      try {
        return call(...args);
      } catch (error) {
        cells.discard();
        throw error;
      }
    };
  const entries = Object.entries(calls).map(([name, call]) => [name, answer(call as (...args: never[]) => unknown)]);
  return Object.fromEntries(entries) as LanguageCalls;
}
