/**
 * What is evaluated before an assignment's right side yields?
 *
 * The reference on the left: object and key, once. For `+=` also the old value; for `||=` it decides whether there is a
 * right side at all.
 *
 *     get().x = yield 1        object = get();                        object.x = co.sent
 *     sum += yield 1           sum += co.sent                         `sum` is still what it was
 *     o[k()] += yield 1        object = o; key = k(); left = object[key];    object[key] = left + co.sent
 *     o.x ||= yield 1          object = o; left = object.x; if (left) …;     object.x = co.sent
 *     [a, b.c] = yield 1       [a, b.c] = co.sent                     a pattern without a yield stays whole
 */
import { ts, type TS } from "../../typescript.js";
import { unwrap } from "../../analyze/targets.js";
import type { Builder } from "../builder.js";
import { emitShortCircuit, lowerExpression, lowerOperands, lowerTo, type Sink } from "./expression.js";
import { code, isNode, text, type Hole } from "../machine.js";
import { operandsOf, referenceOperands } from "./operands.js";
import { lowerPatternAssignment } from "./pattern.js";
import { isAnonymousFunctionDefinition, isStable, outlive } from "./stable.js";

/** Returns the assignment, to be evaluated now: a statement's expression, not yet an operand. */
export function lowerAssignment(builder: Builder, node: TS.BinaryExpression): Hole {
  const target = unwrap(node.left);
  if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (isPattern(target) && builder.contains(target)) {
      const value = builder.keep(lowerExpression(builder, node.right), "value");
      lowerPatternAssignment(builder, target, value);
      return value;
    }
    lowerOperands(builder, operandsOf(node)!);
    return node;
  }
  if (!builder.contains(node.right)) {
    lowerOperands(builder, referenceOperands(target));
    return node;
  }
  if (isStable(builder, target)) return code`${target} ${text(node.operatorToken.getText(builder.context.file))} ${lowerExpression(builder, node.right)}`;
  pinReference(builder, target);
  const left = builder.keep(target, "left");
  const right = lowerExpression(builder, node.right);
  const operator = text(node.operatorToken.getText(builder.context.file).slice(0, -1));
  return code`${target} = ${left} ${operator} ${isNode(right) ? code`(${right})` : right}`;
}

/** Evaluates object and key of a member now; the member then reads and writes through them. */
export function pinReference(builder: Builder, target: TS.Expression): void {
  for (const { node, hint } of referenceOperands(target)) {
    builder.replace(node, outlive(builder, lowerExpression(builder, node), hint));
  }
}

/** `x ||= yield y`: the sink gets the old value where it decides, the assignment elsewhere. */
export function lowerLogicalAssignment(builder: Builder, node: TS.BinaryExpression, sink: Sink): void {
  const target = unwrap(node.left);
  const end = builder.label();
  const short = builder.label();
  pinReference(builder, target);
  const left = outlive(builder, target, "left");
  emitShortCircuit(builder, node.operatorToken.kind, left, short);
  lowerTo(builder, node.right, (value) => {
    const anonymous = isNode(value) && isAnonymousFunctionDefinition(value) && value !== unwrap(node.right);
    sink(code`${target} = ${anonymous ? code`(0, ${value})` : value}`);
  });
  builder.jump(end);
  builder.mark(short);
  sink(left);
  builder.mark(end);
}

function isPattern(node: TS.Expression): node is TS.ArrayLiteralExpression | TS.ObjectLiteralExpression {
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}
