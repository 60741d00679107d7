import type { CheckResult, RunnableCell } from "../threadMessages.js";
import { cellScript } from "./cellScript.js";
import type { CellService } from "./cellService.js";
import { draftErrors } from "./diagnostics.js";
import { errorsReport } from "./errorsReport.js";
import { inferredDeclarations } from "./inferredDeclarations.js";
import { LostNames } from "./lostNames.js";
import type { CellModule } from "./notebook.js";
import { reservedAdvice, reservedNames } from "./reservedNames.js";
import { RightCells } from "./rightCells.js";

/** A draft whose check is over: it can run, or it cannot. */
type Checked =
  | { readonly cell: RunnableCell; readonly warning?: string | undefined }
  | Extract<CheckResult, { ok: false }>;

/** Checks cells, makes their scripts, and keeps what they declare. */
export class CellCheck {
  readonly #cells: CellService;
  readonly #readAll: () => void;
  readonly #lost = new LostNames();
  readonly #right = new RightCells();
  /** The names that the cell which was checked last has declared for the first time. */
  #last = { runId: 0, count: 0, names: [] as readonly string[] };

  /** `readAll` is called where the declarations of the language alone do not show that a cell is right. */
  constructor(cells: CellService, readAll: () => void) {
    this.#cells = cells;
    this.#readAll = readAll;
  }

  check(source: string, runId: number, count: number): CheckResult {
    const { notebook } = this.#cells;
    const name = this.#cells.cellName(runId);
    const draft = this.#cells.open(source, name);
    const unknown = [...draft.declared.keys()].filter((one) => !notebook.names.has(one));
    const isDeep = notebook.isDeep(draft);
    const again = isDeep ? undefined : this.#right.find(draft.text, this.#cells.world);
    const checked = again ? { cell: again } : this.#checkNew(draft, name, count);
    if (!("cell" in checked)) {
      this.#lost.add(unknown, count, "was not run");
      return checked;
    }
    const { cell, warning } = checked;
    const redeclared = cell.names.filter((one) => notebook.names.has(one));
    // Known from here on: what a cell declares stays declared, even if it throws.
    const declarations = isDeep ? inferredDeclarations(this.#cells) : undefined;
    const known = { name, declarations, forgotten: notebook.add(name, draft, declarations) };
    // The program has the text of the cell under this name; the next one gets what has taken its place.
    if (declarations !== undefined) this.#cells.discard();
    this.#lost.found(draft.declared.keys());
    this.#last = { runId, count, names: unknown };
    return { ok: true, cell: { ...cell, redeclared }, known, ...(warning === undefined ? {} : { warning }) };
  }

  /** Takes names of a cell back that it has not come to set; all of them for a cell that was not run. */
  forget(runId: number, names?: readonly string[]): void {
    this.#cells.notebook.takeBack(this.#cells.cellName(runId), names);
    if (runId !== this.#last.runId) return;
    const gone = this.#last.names.filter((name) => !names || names.includes(name));
    this.#lost.add(gone, this.#last.count, names ? "ended before that line" : "was not run");
  }

  #checkNew(opened: CellModule, name: string, count: number): Checked {
    const cells = this.#cells;
    let draft = opened;
    if (!cells.knowsAll && !isRightAlready(cells, draft)) {
      this.#readAll();
      draft = cells.open(draft.source, name);
    }
    const { error, warning } = draftErrors(cells, draft, count, this.#lost);
    if (error) return { ok: false, error };
    const cell = cellScript(draft.parsed, draft.shift > 0 ? 1 : 0);
    const conflicts = reservedNames(draft, cell.names);
    if (conflicts.length > 0) {
      const from = { source: draft.source, where: `cell [${count}]`, advice: () => reservedAdvice };
      return { ok: false, error: errorsReport(conflicts, from) };
    }
    if (warning === undefined) this.#right.keep(draft.text, cells.world, cell);
    return { cell, warning };
  }
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
