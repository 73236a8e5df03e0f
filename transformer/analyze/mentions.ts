/**
 * Does this identifier stand for the value of a variable?
 *
 *     x + o.x + { x: 1 } + { y: x }        the first and the last do
 *     x: for (;;) break x;                 labels do not
 *     import { x } from "x";               nor does what declares
 */
import { ts, type TS } from "../typescript.js";

/** Whether `node` is gone before anything runs. */
export function isTypeOnly(node: TS.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  return ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** Whether an identifier that declares nothing stands for the value of a variable. */
export function isMention(node: TS.Identifier): boolean {
  const { parent } = node;
  const { SyntaxKind } = ts;
  switch (parent.kind) {
    case SyntaxKind.PropertyAccessExpression:
      return (parent as TS.PropertyAccessExpression).expression === node;
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.BindingElement:
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.Parameter:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.EnumMember:
      return (parent as TS.HasInitializer).initializer === node;
    case SyntaxKind.ExportSpecifier: {
      const { propertyName, name, parent: list } = parent as TS.ExportSpecifier;
      return (propertyName ?? name) === node && !list.parent.moduleSpecifier;
    }
    case SyntaxKind.JsxOpeningElement:
    case SyntaxKind.JsxSelfClosingElement:
    case SyntaxKind.JsxClosingElement:
      return !/^[a-z]/.test(node.text);
    case SyntaxKind.JsxAttribute:
    case SyntaxKind.JsxNamespacedName:
    case SyntaxKind.LabeledStatement:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.MetaProperty:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.ModuleDeclaration:
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.ImportClause:
    case SyntaxKind.ImportEqualsDeclaration:
    case SyntaxKind.ImportAttribute:
    case SyntaxKind.NamespaceImport:
    case SyntaxKind.NamespaceExport:
      return false;
    default:
      return true;
  }
}
