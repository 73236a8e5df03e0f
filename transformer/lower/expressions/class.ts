/**
 * How is a class defined when its heritage or a computed key yields?
 *
 *     class extends (yield Base) {          base = co.sent  …
 *       [yield key]() {}                    class extends base { [co.sent]() {} }
 *     }
 *
 * The class stays whole; what is evaluated before the last yield is kept, keys as property keys, in place.
 */
import { ts, type TS } from "../../typescript.js";
import type { Builder } from "../builder.js";
import { lowerOperands } from "./expression.js";
import { code, text } from "../machine.js";
import type { Operand } from "./operands.js";

export function lowerClass<Node extends TS.ClassLikeDeclaration>(builder: Builder, node: Node): Node {
  const operands = operandsOfClass(node);
  const last = operands.findLastIndex((operand) => builder.contains(operand.node));
  checkOwnName(builder, node, operands.slice(0, last + 1));
  lowerOperands(builder, operands);
  return node;
}

/** Inside heritage and keys the class's name is not initialized yet; an operand that moves out would see the name outside. */
function checkOwnName(builder: Builder, node: TS.ClassLikeDeclaration, moved: readonly Operand[]): void {
  const self = builder.context.names.scopeOf.get(node)?.bindings.get(node.name?.text ?? "");
  for (const { node: mention, closure } of self?.references ?? []) {
    if (closure !== null || !moved.some((operand) => operand.node.pos <= mention.pos && mention.end <= operand.node.end)) continue;
    const name = text(JSON.stringify(mention.text));
    builder.rewrite(mention, code`${builder.context.imported("initialized")}(${builder.context.imported("uninitialized")}, ${name})`);
  }
}

/** Decorators, the heritage and the computed keys, in the order of ECMA-262 15.7.14 (ClassDefinitionEvaluation). */
function operandsOfClass(node: TS.ClassLikeDeclaration): Operand[] {
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return [
    ...decoratorsOf(node),
    ...(heritage ? [{ node: heritage.expression, role: "value", hint: "base" } as const] : []),
    ...node.members.flatMap((member): Operand[] => [
      ...decoratorsOf(member),
      ...(member.name && ts.isComputedPropertyName(member.name) ? [{ node: member.name.expression, role: "key", hint: "key" } as const] : []),
    ]),
  ];
}

function decoratorsOf(node: TS.Node): Operand[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map((decorator) => ({ node: decorator.expression, role: "value", hint: "decorator" }));
}
