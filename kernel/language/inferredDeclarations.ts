import type { CellService } from "./cellService.js";
import type { ts } from "./ts.js";

/** `emit` as the language service calls it: with declarations even where the options want no output. */
type Emit = (
  file: ts.SourceFile,
  write: ts.WriteFileCallback,
  cancellation: undefined,
  onlyDeclarations: true,
  transformers: undefined,
  force: true,
) => ts.EmitResult;

/**
 * The draft as declarations with all types written out, or undefined where TypeScript cannot write them. The draft must
 * have passed the check.
 */
export function inferredDeclarations({ program, draftFile }: CellService): string | undefined {
  const draft = program.getSourceFile(draftFile);
  if (!draft) return undefined;
  let text: string | undefined;
  const write: ts.WriteFileCallback = (_, written) => {
    text = written;
  };
  const { diagnostics } = (program.emit as Emit)(draft, write, undefined, true, undefined, true);
  return diagnostics.length > 0 ? undefined : text;
}
