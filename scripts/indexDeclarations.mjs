import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import { projectRoot } from "./setup/project.mjs";

const require = createRequire(import.meta.url);
/** The declarations of the language that cells are checked with, as in kernel/language/compilerSettings.ts. */
const libraries = ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"];
/** What the checker asks for when it begins. */
const core = [
  ..."Array ReadonlyArray Object Function CallableFunction NewableFunction String Number Boolean RegExp".split(" "),
  ..."IArguments ThisType".split(" "),
];
/** What it asks for where the syntax of a cell leads to it, without its name. */
const bySyntax = [
  ..."Promise PromiseLike PromiseConstructor Awaited Symbol Iterable Iterator IterableIterator".split(" "),
  ..."AsyncIterable AsyncIterator Generator AsyncGenerator TemplateStringsArray Disposable AsyncDisposable".split(" "),
  ..."BigInt ImportMeta".split(" "),
];

/**
 * Writes the declarations of the language by the names that they declare, each with the names that it needs in turn:
 * kernel/language/languageDeclarations.ts gives the compiler only those that the first cells lead to.
 */
export function indexDeclarations() {
  const { version } = require("typescript/package.json");
  const file = path.join(projectRoot, "dist", "compiler", `declarations-${version}.json`);
  if (fs.existsSync(file)) return;
  /** @type {Map<string, { text: string, needs: Set<string> }>} */
  const entries = new Map();
  for (const statement of libraryFiles().flatMap((library) => library.statements.map((one) => ({ library, one })))) {
    addStatement(entries, statement.library, statement.one);
  }
  const names = Object.fromEntries(
    [...entries].map(([name, { text, needs }]) => [
      name,
      { text, needs: [...needs].filter((one) => entries.has(one)) },
    ]),
  );
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ core, bySyntax, names }));
}

/**
 * The files of the libraries, those that they refer to first.
 * @returns {ts.SourceFile[]}
 */
function libraryFiles() {
  const folder = path.dirname(require.resolve("typescript"));
  /** @type {Map<string, ts.SourceFile>} */
  const files = new Map();
  /** @param {string} name */
  const visit = (name) => {
    if (files.has(name)) return;
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    const parsed = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
    for (const { fileName } of parsed.libReferenceDirectives) visit(`lib.${fileName}.d.ts`);
    files.set(name, parsed);
  };
  for (const name of libraries) visit(name);
  return [...files.values()];
}

const printer = ts.createPrinter({ removeComments: true });

/**
 * @param {Map<string, { text: string, needs: Set<string> }>} entries
 * @param {ts.SourceFile} library
 * @param {ts.Statement} statement
 */
function addStatement(entries, library, statement) {
  const text = printer.printNode(ts.EmitHint.Unspecified, statement, library);
  for (const name of namesOf(statement)) {
    const entry = entries.get(name) ?? { text: "", needs: new Set() };
    entry.text += `${text}\n`;
    /** @param {ts.Node} node */
    const visit = (node) => {
      // The names of members are among them: more than is needed does no harm.
      if (ts.isIdentifier(node)) entry.needs.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(statement);
    entries.set(name, entry);
  }
}

/**
 * @param {ts.Statement} statement
 * @returns {string[]}
 */
function namesOf(statement) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const name = ts.isDeclarationStatement(statement) ? statement.name : undefined;
  // A statement without a name would be lost: better no index than half a language.
  if (!name) throw new Error(`no name in ${statement.getText().slice(0, 80)}`);
  return [name.text];
}
