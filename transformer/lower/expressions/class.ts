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
import { isAssignmentTarget } from "../../analyze/targets.js";
import { walk } from "../../analyze/walk.js";
import type { Builder } from "../builder.js";
import { lowerOperands } from "./expression.js";
import { code, text } from "../machine.js";
import type { Operand } from "./operands.js";

export function lowerClass<Node extends TS.ClassLikeDeclaration>(builder: Builder, node: Node): Node {
  const operands = operandsOfClass(node);
  const last = operands.findLastIndex((operand) => builder.contains(operand.node));
  checkOwnName(builder, node, operands.slice(0, last + 1));
  checkPrivateNames(builder, node, operands.slice(0, last + 1));
  lowerOperands(builder, operands);
  return node;
}

/** Inside heritage and keys the class's name is not initialized yet; an operand that moves out would see the name outside. */
function checkOwnName(builder: Builder, node: TS.ClassLikeDeclaration, moved: readonly Operand[]): void {
  const end = lastYieldIn(builder, moved.at(-1));
  const self = builder.context.names.scopeOf.get(node)?.bindings.get(node.name?.text ?? "");
  for (const { node: mention, closure } of self?.references ?? []) {
    if (!moved.some((operand) => operand.node.pos <= mention.pos && mention.end <= operand.node.end)) continue;
    if (closure !== null) {
      // A declaration's name means the same class outside; an expression's is known inside only.
      if (ts.isClassExpression(node) && mention.end <= end) reportUnreachable(builder, mention);
      continue;
    }
    const name = text(JSON.stringify(mention.text));
    builder.rewrite(mention, code`${builder.context.imported("initialized")}(${builder.context.imported("uninitialized")}, ${name})`);
  }
}

/**
 * In a key that moves out, a private name of the class would mean one of an outer class, or nothing. No object has it yet,
 * so reading it throws, as here; a function may be called when there are some.
 */
function checkPrivateNames(builder: Builder, node: TS.ClassLikeDeclaration, moved: readonly Operand[]): void {
  const own = privateNamesOf(node);
  if (own.size === 0) return;
  const end = lastYieldIn(builder, moved.at(-1));
  for (const { node: operand, hint } of moved) {
    // The heritage sees the private names around the class.
    if (hint !== "base") visit(operand, own, false);
  }

  function visit(part: TS.Node, names: ReadonlySet<string>, inClosure: boolean): void {
    if (ts.isPrivateIdentifier(part) && names.has(part.text) && part.parent.end <= end) return mention(part, inClosure);
    const hidden = ts.isClassLike(part) ? privateNamesOf(part) : undefined;
    const visible = hidden === undefined ? names : new Set([...names].filter((name) => !hidden.has(name)));
    const closes = inClosure || ts.isFunctionLike(part) || ts.isPropertyDeclaration(part) || ts.isClassStaticBlockDeclaration(part);
    ts.forEachChild(part, (child) => visit(child, visible, closes && !(ts.isComputedPropertyName(child) && !inClosure)));
  }

  function mention(name: TS.PrivateIdentifier, inClosure: boolean): void {
    const access = name.parent;
    if (inClosure || !ts.isPropertyAccessExpression(access) || ts.isOptionalChain(access) || isAssignmentTarget(access)) {
      reportUnreachable(builder, name);
    } else {
      builder.rewrite(access, code`${builder.frame}.call(undefined, ${access.expression})`);
    }
  }
}

function reportUnreachable(builder: Builder, name: TS.Identifier | TS.PrivateIdentifier): void {
  builder.context.report(name, 1005, `${name.text} before a yield in a computed key of its own class is not supported. Move the yield into a declaration before the class.`);
}

function privateNamesOf(node: TS.ClassLikeDeclaration): Set<string> {
  return new Set(node.members.flatMap(({ name }) => (name !== undefined && ts.isPrivateIdentifier(name) ? [name.text] : [])));
}

/** Where the last yield of `operand` ends: what stands after it stays in its place. */
function lastYieldIn(builder: Builder, operand: Operand | undefined): number {
  let end = 0;
  if (operand !== undefined) {
    walk(operand.node, (part) => {
      if (ts.isYieldExpression(part) && builder.contains(part)) end = Math.max(end, part.end);
    });
  }
  return end;
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
