import { ts } from "./ts.js";

const { SyntaxKind } = ts;

/** What looks at nothing of the values but that they are numbers, texts, truth values or objects. */
const plainKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.SourceFile,
  SyntaxKind.EndOfFileToken,
  SyntaxKind.EmptyStatement,
  SyntaxKind.ExpressionStatement,
  SyntaxKind.VariableStatement,
  SyntaxKind.VariableDeclarationList,
  SyntaxKind.VariableDeclaration,
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateExpression,
  SyntaxKind.TemplateSpan,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NumberKeyword,
  SyntaxKind.StringKeyword,
  SyntaxKind.BooleanKeyword,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.ConditionalExpression,
  SyntaxKind.BinaryExpression,
  SyntaxKind.PrefixUnaryExpression,
  SyntaxKind.PostfixUnaryExpression,
  SyntaxKind.QuestionToken,
  SyntaxKind.ColonToken,
]);
const plainOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  ...[SyntaxKind.PlusToken, SyntaxKind.MinusToken, SyntaxKind.AsteriskToken, SyntaxKind.SlashToken],
  ...[SyntaxKind.PercentToken, SyntaxKind.AsteriskAsteriskToken, SyntaxKind.EqualsToken],
  ...[SyntaxKind.LessThanToken, SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanToken],
  ...[SyntaxKind.GreaterThanEqualsToken, SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken],
  ...[SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken],
]);

/**
 * True for a cell that reckons and names results, as `const fovNm = 512 * 0.02`: its types can be told without a member
 * of any of them.
 */
export function isPlain(cell: ts.Node): boolean {
  if (!plainKinds.has(cell.kind)) return ts.isBinaryOperatorToken(cell) && plainOperators.has(cell.kind);
  return ts.forEachChild(cell, (child) => !isPlain(child) || undefined) === undefined;
}
