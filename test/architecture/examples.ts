import path from "node:path";
import ts from "typescript";
import { frontEndDeclarations } from "../../kernel/frontEnd/frontEndDeclarations.js";
import { outputDeclarations } from "../../kernel/output/outputDeclarations.js";
import { projectRoot } from "./sourceFiles.js";

/** A piece of documentation that people may copy into a cell. */
export interface Example {
  readonly name: string;
  readonly code: string;
}

/** What examples may use without making it: an image, and the atoms found in it. */
const given = ["micrograph", "haadf", "atoms"] as const;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The type errors of examples, each as "NAME: message"; all examples are checked in one program, each as a module. */
export function typeErrors(examples: readonly Example[]): string[] {
  const texts = new Map(examples.map(({ code }, i) => [exampleFile(i), asModule(code)]));
  texts.set(outputFile, `${outputDeclarations}${frontEndDeclarations}`);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => texts.has(path.resolve(name)) || fileExists(name);
  host.getSourceFile = (name, version) => {
    const text = texts.get(path.resolve(name));
    return text === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, text, version, true);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return examples.flatMap(({ name }, i) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(exampleFile(i)))
      .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
  );
}

/** What cells see beside `em`. */
const outputFile = path.join(projectRoot, "src", "em", "output.d.ts");

function exampleFile(index: number): string {
  return path.join(projectRoot, "src", "em", `example${index}.ts`);
}

/** The text as a cell sees it: `em` is there, and whatever of `given` it does not declare by itself. */
function asModule(code: string): string {
  const missing = given.filter((name) => !new RegExp(`\\b(const|let)\\s+${name}\\b`).test(code));
  const types = { micrograph: "Micrograph", haadf: "Micrograph", atoms: "Awaited<ReturnType<typeof em.atoms.find>>" };
  return [
    'import { em, type Micrograph } from "./index.js";',
    ...missing.map((name) => `declare const ${name}: ${types[name]};`),
    code,
    "export {};",
  ].join("\n");
}
