import type { CellError } from "./cellError.js";
import type { CellService } from "./cellService.js";
import { localImport } from "./importedNames.js";
import { localFiles, localResolver } from "./localModules.js";
import type { CellModule } from "./notebook.js";
import { ownError } from "./ownError.js";

/** The errors of one local file. */
export interface FileErrors {
  readonly where: string;
  readonly source: string;
  readonly errors: readonly CellError[];
}

/** The local TypeScript files with errors that a draft reaches by its imports. */
export function localErrors(cells: CellService, draft: CellModule): FileErrors[] {
  const local = draft.imports.filter((name) => localImport.test(name));
  if (local.length === 0) return [];
  const resolve = localResolver(cells.options);
  const folder = cells.draftFile.slice(0, cells.draftFile.lastIndexOf("/"));
  const entries = local.flatMap((name) => resolve(name, folder) ?? []);
  const paths = new Set(entries.flatMap((entry) => [...localFiles(entry, resolve).keys()]));
  return [...paths].flatMap((path) => fileErrors(cells, path));
}

function fileErrors({ service, program }: CellService, path: string): FileErrors[] {
  const parsed = program.getSourceFile(path);
  if (!parsed) return [];
  const syntax = service.getSyntacticDiagnostics(path);
  const found = syntax.length > 0 ? syntax : service.getSemanticDiagnostics(path);
  const errors = found.flatMap((diagnostic) => ownError(diagnostic, diagnostic.start ?? 0));
  return errors.length > 0 ? [{ where: path, source: parsed.text, errors }] : [];
}
