/**
 * Is something written at this place?
 *
 *     x = 1   x += 1   x++   [x] = …   ({ a: x } = …)   ({ x = 1 } = …)   for (x of …)   [...x] = …
 */
import { ts, type TS } from "../typescript.js";

/** Parentheses and TypeScript's own wrappers (`as`, `!`, `satisfies`) around an expression: gone at run time. */
export function isWrapper(node: TS.Node): node is TS.ParenthesizedExpression | TS.AssertionExpression | TS.NonNullExpression | TS.SatisfiesExpression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isTypeAssertionExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node);
}

/** The expression inside its wrappers. */
export function unwrap(node: TS.Expression): TS.Expression {
  while (isWrapper(node)) node = node.expression;
  return node;
}

export function isAssignment(node: TS.Node): node is TS.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const operator = node.operatorToken.kind;
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

/** Whether evaluating the code around `node` (an identifier or member) assigns to it. */
export function isAssignmentTarget(node: TS.Node): boolean {
  for (let child = node, parent = node.parent; parent !== undefined; child = parent, parent = parent.parent) {
    if (isAssignment(parent)) return parent.left === child;
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    }
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === child;
    if (ts.isShorthandPropertyAssignment(parent)) {
      if (parent.name !== child) return false;
    } else if (ts.isPropertyAssignment(parent)) {
      if (parent.initializer !== child) return false;
    } else if (!isWrapper(parent) && !ts.isArrayLiteralExpression(parent) && !ts.isObjectLiteralExpression(parent) && !ts.isSpreadElement(parent) && !ts.isSpreadAssignment(parent)) {
      return false;
    }
  }
  return false;
}
