import ts from "typescript";
import { unitSuffix } from "../../src/core/units.js";
import { type PublicTypes, projectPath } from "./publicTypes.js";

/** Rooms whose exported types people or files see. */
const publicRooms = /^src\/(em|ops|core|io|twin|instrument|experiment|widgets|messages)\//;

/** Numbers and what holds numbers only. */
const arrays = /^(Float32|Float64|Int8|Int16|Int32|Uint8|Uint8Clamped|Uint16|Uint32)Array$/;

/** Every public numeric field whose name tells no unit and whose comment has no `@unitless`, as "file:line Type.field". */
export function fieldsWithoutUnit(types: PublicTypes): string[] {
  return types.sources
    .filter((file) => publicRooms.test(projectPath(file)))
    .flatMap((file) => file.statements.filter(isExported).flatMap((statement) => fieldsOf(statement)))
    .filter((field) => isNumeric(types.checker, types.checker.getTypeAtLocation(field)))
    .filter((field) => !isUnitless(field) && unitSuffix(field.name.getText()) === undefined)
    .map(describe);
}

type Field = ts.PropertySignature | ts.PropertyDeclaration | ts.GetAccessorDeclaration;

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && !!statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
}

/** The fields of an interface, of a class (the public ones) or of the objects written in a type alias. */
function fieldsOf(node: ts.Node): Field[] {
  const found: Field[] = [];
  const visit = (part: ts.Node): void => {
    if (isField(part) && isPublic(part)) found.push(part);
    // What a function holds inside is no public field.
    if (!ts.isBlock(part) && !ts.isParameter(part)) ts.forEachChild(part, visit);
  };
  if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node)) visit(node);
  return found;
}

function isField(node: ts.Node): node is Field {
  return ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isGetAccessorDeclaration(node);
}

function isPublic(field: Field): boolean {
  const hidden = ts.getCombinedModifierFlags(field) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
  return !hidden && !ts.isPrivateIdentifier(field.name) && !ts.isComputedPropertyName(field.name);
}

function isNumeric(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnion()) {
    const parts = type.types.filter((part) => !(part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
    return (
      parts.length > 0 && parts.every((part) => isNumeric(checker, part)) && !parts.every((part) => part.isLiteral())
    );
  }
  if (type.flags & ts.TypeFlags.NumberLike) return !(type.flags & ts.TypeFlags.EnumLike);
  if (arrays.test(type.symbol?.name ?? "")) return true;
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return false;
  const elements = checker.getTypeArguments(type as ts.TypeReference);
  return elements.length > 0 && elements.every((element) => isNumeric(checker, element));
}

/** `@unitless` at the field, or at its type followed by the names of its fields that have no unit. */
function isUnitless(field: Field): boolean {
  if (ts.getJSDocTags(field).some((tag) => tag.tagName.text === "unitless")) return true;
  const named = ts
    .getJSDocTags(field.parent)
    .filter((tag) => tag.tagName.text === "unitless")
    .map((tag) => ts.getTextOfJSDocComment(tag.comment) ?? "");
  return named.some((names) => names.split(/[\s,]+/).includes(field.name.getText()));
}

function describe(field: Field): string {
  const file = field.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(field.getStart());
  const owner = "name" in field.parent && field.parent.name ? `${field.parent.name.getText()}.` : "";
  return `${projectPath(file)}:${line + 1} ${owner}${field.name.getText()}`;
}
