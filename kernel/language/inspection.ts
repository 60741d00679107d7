import type { Inspection } from "../threadMessages.js";
import type { CellService } from "./cellService.js";
import { declarationSource } from "./declarationSource.js";
import { optionsTable } from "./optionsTable.js";
import { tidy } from "./ownError.js";
import { ts } from "./ts.js";

const fence = "```";

/** A documented thing: its signature, its text and its tags. */
interface Documented {
  readonly signature: string;
  readonly documentation: string;
  readonly tags: readonly ts.JSDocTagInfo[];
  /** What the options of the call are: name, type and text of each. */
  readonly options: string;
  /** Where in the draft it stands. */
  readonly position: number;
}

/**
 * What is known of the thing at the cursor, or of the function in whose brackets the cursor is; with `isDetailed` also the
 * text that declares it.
 */
export function inspectAt(
  cells: CellService,
  source: string,
  cursor: number,
  isDetailed = false,
): Inspection | undefined {
  const draft = cells.open(source);
  const position = draft.offset + cursor;
  const found = quickInfo(cells, source, draft.offset, cursor) ?? signatureAt(cells, position);
  if (!found) return undefined;
  const declared = isDetailed ? declarationSource(cells, found.position) : undefined;
  if (!declared) return { text: plain(found), markdown: markdown(found) };
  const { code, where } = declared;
  return {
    text: `${plain(found)}\n\nDeclared in ${where}:\n${code}`,
    markdown: `${markdown(found)}\n\n*Declared in ${where}*\n${fence}typescript\n${code}\n${fence}`,
  };
}

/** Looks at the word under the cursor, then at the word that ends there. */
function quickInfo(cells: CellService, source: string, offset: number, cursor: number): Documented | undefined {
  const at = [cursor, cursor - 1].find((place) => /[\p{ID_Continue}$]/u.test(source[place] ?? ""));
  if (at === undefined) return undefined;
  const { service, draftFile } = cells;
  readDocumentation(cells, offset + at);
  const info = declaredInfo(cells, source, at) ?? service.getQuickInfoAtPosition(draftFile, offset + at);
  if (!info || ts.displayPartsToString(info.displayParts) === "any") return undefined;
  return {
    signature: withoutImport(ts.displayPartsToString(info.displayParts)),
    documentation: ts.displayPartsToString(info.documentation),
    tags: info.tags ?? [],
    options: optionsTable(cells.program, draftFile, offset + at),
    position: offset + at,
  };
}

/** A variable of an earlier cell has its documentation there; what the draft binds it to has none. */
function declaredInfo(cells: CellService, source: string, at: number): ts.QuickInfo | undefined {
  const before = /[\p{ID_Continue}$.]*$/u.exec(source.slice(0, at))?.[0] ?? "";
  const name = before + (/^[\p{ID_Continue}$]+/u.exec(source.slice(at))?.[0] ?? "");
  const declared = cells.notebook.declaration(name);
  // A name in a comment or a text leads to no cell.
  if (!declared || !cells.notebook.moduleOf(source).usedCells.includes(declared.file)) return undefined;
  const file = cells.draftFile.replace(/[^/]*$/, `${declared.file}.ts`);
  return cells.service.getQuickInfoAtPosition(file, declared.position);
}

function signatureAt(cells: CellService, position: number): Documented | undefined {
  const { service, draftFile } = cells;
  const start = service.getSignatureHelpItems(draftFile, position, undefined)?.applicableSpan.start;
  if (start === undefined) return undefined;
  readDocumentation(cells, start - 1);
  const help = service.getSignatureHelpItems(draftFile, position, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (!help || !item) return undefined;
  const parameters = item.parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts));
  const separator = ts.displayPartsToString(item.separatorDisplayParts);
  const prefix = ts.displayPartsToString(item.prefixDisplayParts);
  return {
    signature: `${prefix}${parameters.join(separator)}${ts.displayPartsToString(item.suffixDisplayParts)}`,
    documentation: ts.displayPartsToString(item.documentation),
    tags: item.tags,
    options: optionsTable(cells.program, draftFile, help.applicableSpan.start - 1),
    // Of a call, where the name of the function ends.
    position: help.applicableSpan.start - 2,
  };
}

/** Files of packages are parsed without their documentation until it is asked for. */
function readDocumentation(cells: CellService, position: number): void {
  const definitions = cells.service.getDefinitionAtPosition(cells.draftFile, position) ?? [];
  cells.document(definitions.map(({ fileName }) => fileName));
}

/** `import x` lines tell where the name comes from in our modules, which is of no use to the reader. */
function withoutImport(signature: string): string {
  return tidy(signature)
    .replace(/^\(alias\) /, "")
    .replace(/\nimport .*$/s, "");
}

function plain({ signature, documentation, tags, options }: Documented): string {
  const tagLines = tags.map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`.trimEnd());
  return [tidy(signature), documentation, options, tagLines.join("\n")].filter(Boolean).join("\n\n");
}

function markdown({ signature, documentation, tags, options }: Documented): string {
  const parts = [`\`\`\`typescript\n${tidy(signature)}\n\`\`\``, documentation];
  if (options) parts.push(options.split("\n").map(optionMarkdown).join("\n"));
  for (const { name, text } of tags) parts.push(tagMarkdown(name, ts.displayPartsToString(text)));
  return parts.filter(Boolean).join("\n\n");
}

/** A line of the table of options (see optionsTable.ts): the name of the parameter, or below it a field with its type and text. */
function optionMarkdown(line: string): string {
  const [, field, text = ""] = /^ {2}(.*?)(?: {2}(.*))?$/.exec(line) ?? [];
  return field === undefined ? `\n*${line}*\n` : `- \`${field}\` ${text}`.trimEnd();
}

function tagMarkdown(name: string, text: string): string {
  if (name === "example" && !text.includes("```")) return `*Example*\n\`\`\`typescript\n${text}\n\`\`\``;
  if (name === "param") {
    const [, parameter = "", description = ""] = /^(\S+)\s*(?:[-–]\s*)?(.*)$/s.exec(text) ?? [];
    return `- \`${parameter}\`: ${description}`;
  }
  return `*@${name}* ${text}`;
}
