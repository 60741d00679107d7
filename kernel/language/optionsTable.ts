import { ts } from "./ts.js";

/** A type with more properties than this is a class, not a set of options. */
const mostOptions = 40;

/**
 * The fields of the options objects that a function takes, each with its type and documentation, so that units and
 * defaults can be read where the function is called. Empty for anything else.
 */
export function optionsTable(program: ts.Program, file: string, position: number): string {
  const parsed = program.getSourceFile(file);
  const node = parsed && callee(parsed, position);
  if (!parsed || !node) return "";
  const checker = program.getTypeChecker();
  const [signature] = checker.getTypeAtLocation(node).getCallSignatures();
  const tables = (signature?.getParameters() ?? []).flatMap((parameter) => parameterLines(parameter, checker, node));
  return tables.join("\n");
}

/** The name at the position, or the last name before a bracket there. */
function callee(parsed: ts.SourceFile, position: number): ts.Identifier | undefined {
  let found: ts.Identifier | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getFullStart() > position || node.end < position) return;
    if (ts.isIdentifier(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function parameterLines(parameter: ts.Symbol, checker: ts.TypeChecker, node: ts.Node): string[] {
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, node));
  const properties = type.getProperties();
  if (!isOptions(type) || properties.length === 0 || properties.length > mostOptions) return [];
  return [`${parameter.name}:`, ...properties.map((property) => `  ${propertyLine(property, checker, node)}`)];
}

/** An interface or literal type of plain fields. */
function isOptions(type: ts.Type): boolean {
  if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0 || type.isClass()) return false;
  return type.getProperties().every(({ flags }) => !(flags & ts.SymbolFlags.Method));
}

function propertyLine(property: ts.Symbol, checker: ts.TypeChecker, node: ts.Node): string {
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const declared = checker.getTypeOfSymbolAtLocation(property, node);
  const type = checker.typeToString(isOptional ? checker.getNonNullableType(declared) : declared, node);
  const text = ts.displayPartsToString(property.getDocumentationComment(checker)).replace(/\s+/g, " ");
  const preset = property.getJsDocTags().find(({ name }) => name === "default" || name === "defaultValue");
  const presetText = preset ? ` (default ${ts.displayPartsToString(preset.text)})` : "";
  return `${property.name}${isOptional ? "?" : ""}: ${type}${text || presetText ? `  ${text}${presetText}` : ""}`;
}
