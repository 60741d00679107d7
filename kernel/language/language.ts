import { MemorySweep } from "../memorySweep.js";
import type { LanguageCalls } from "../threadMessages.js";
import { CellCheck } from "./cellCheck.js";
import { CellService } from "./cellService.js";
import { completeness } from "./completeness.js";
import { complete } from "./completion.js";
import { isGuarded } from "./guardedPlace.js";
import { IdleWork } from "./idleWork.js";
import { inspectAt } from "./inspection.js";
import type { LanguageDeclarations } from "./languageDeclarations.js";
import { localModules, localResolver } from "./localModules.js";

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
  const readAll = () => {
    if (cells.knowsAll) return;
    cells.readAll();
    warmUp(cells);
    whenAllIsRead();
  };
  if (cells.knowsAll) warmUp(cells);
  const check = new CellCheck(cells, readAll);
  const calls: LanguageCalls = {
    check: (source, runId, count) => check.check(source, runId, count),
    forget: (runId, names) => check.forget(runId, names),
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
      if (known.length > 0) readAll();
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

/** The calls, with work that is done while none is made; after an error in one, the program is made anew. */
function answered(calls: LanguageCalls, cells: CellService, work: readonly (() => void)[]): LanguageCalls {
  const idle = new IdleWork(work);
  const sweep = new MemorySweep();
  const answer =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      idle.postpone();
      sweep.tick();
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
