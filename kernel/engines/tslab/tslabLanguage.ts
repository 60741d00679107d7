import { entryType } from "../../language/entryType.js";
import { errorsReport } from "../../language/errorsReport.js";
import type { CheckResult, LanguageCalls, LanguageStart } from "../../threadMessages.js";
import { loadTslab, type TslabDiagnostic } from "./tslabConverter.js";
import { tslabScript } from "./tslabScript.js";

const nothingToRun: CheckResult = {
  ok: true,
  cell: { js: "", map: { lines: [] }, endsInExpression: false, names: [] },
};

/** tslab's converter as the language half of an engine. Its semantics stay what they are; docs/decisions/0018 lists them. */
export function tslabLanguage(_start: LanguageStart): LanguageCalls {
  const { createConverter, isCompleteCode, getCodeMetadata, printQuickInfo } = loadTslab();
  const converter = createConverter();
  // What the cells declare that have run to their end, and what the cell declares that runs now.
  let declarations = "";
  let pending: { readonly runId: number; readonly declarations: string } | undefined;
  return {
    check(source, runId, count) {
      const metadata = getCodeMetadata(source);
      if (metadata.module) {
        return resultOf(converter.addModule(metadata.module, source, metadata), source, count) ?? nothingToRun;
      }
      if (metadata.mode === "browser") return nothingToRun;
      const converted = converter.convert(declarations, source);
      const failed = resultOf(converted.diagnostics, source, count);
      if (failed) return failed;
      pending = { runId, declarations: converted.declOutput ?? "" };
      return { ok: true, cell: tslabScript(converted, runId) };
    },
    keep(runId) {
      if (pending?.runId === runId) ({ declarations } = pending);
    },
    // It knows only what cells declare that have run to their end.
    forget: () => {},
    complete(source, cursor) {
      const { start, end, candidates, original } = converter.complete(declarations, source, cursor);
      const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind]));
      const matches = candidates.map((text) => ({ text, type: entryType(kinds.get(text) ?? "") }));
      return { matches, start, end };
    },
    inspect(source, cursor) {
      const info = converter.inspect(declarations, source, cursor);
      if (!info) return undefined;
      const text = printQuickInfo(info);
      return { text, markdown: `\`\`\`typescript\n${text}\n\`\`\`` };
    },
    isComplete(source) {
      const { completed, indent = "" } = isCompleteCode(source);
      return completed ? { status: "complete" } : { status: "incomplete", indent };
    },
    // A compiler that had to be ended forgets what the cells declared: the server knows no cells of this engine.
    restore: () => {},
    // The converter hands over the local files with the cell that imports them.
    localModules: () => undefined,
    // Only a debugger asks: our compiler is loaded then.
    isGuarded: async (...place) => (await import("../../language/guardedPlace.js")).isGuarded(...place),
  };
}

function resultOf(diagnostics: readonly TslabDiagnostic[], source: string, count: number): CheckResult | undefined {
  if (diagnostics.length === 0) return undefined;
  const errors = diagnostics.map(({ code, messageText, start, end, fileName }) =>
    fileName === undefined
      ? { code, message: messageText, start: start.offset, length: end.offset - start.offset }
      : { code, message: `${fileName}:${start.line + 1}: ${messageText}`, start: 0, length: 1 },
  );
  return { ok: false, error: errorsReport(errors, { source, where: `cell [${count}]`, advice: () => undefined }) };
}
