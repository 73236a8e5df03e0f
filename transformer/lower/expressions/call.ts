/**
 * How is a call made when an argument yields?
 *
 * The callee, and for a method also the object, are evaluated before the arguments; the call itself comes after them.
 *
 *     log(yield x)                callee = log; … callee(co.sent)
 *     this.list.push(yield x)     object = this.list; method = object.push; … co.call(method, object, co.sent)
 *     (yield f)(x)                (0, co.sent)(x)            no `this`
 *     o.tag`a ${yield x}`         co.method(method, object)`a ${co.sent}`      the template object keeps its identity
 */
import { ts, type TS } from "../../typescript.js";
import { unwrap } from "../../analyze/targets.js";
import type { Builder } from "../builder.js";
import { isOptionalChain, lowerChainAsCallee, lowerOptionalChain } from "./chain.js";
import { lowerExpression, lowerOperands } from "./expression.js";
import { code, isVariable, type Code, type Hole } from "../machine.js";
import { argumentOperands, operandsOf, type Operand } from "./operands.js";
import { outlive } from "./stable.js";

/** A callee, and the `this` it is called with; `receiver` null: none. */
export interface Callee {
  readonly callee: Hole;
  readonly receiver: Hole | null;
}

export function lowerCall(builder: Builder, node: TS.CallExpression): Hole {
  const operands = argumentOperands(node.arguments);
  if (!operands.some((operand) => builder.contains(operand.node))) {
    lowerCalleeInPlace(builder, node.expression);
    return node;
  }
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    lowerOperands(builder, operands);
    return node;
  }
  const { callee, receiver } = lowerCallee(builder, node.expression);
  lowerOperands(builder, operands);
  if (receiver !== null) return callWithReceiver(builder, callee, receiver, node.arguments);
  builder.replace(node.expression, callee);
  return node;
}

/** `co.call(method, object, …arguments)`. */
export function callWithReceiver(builder: Builder, callee: Hole, receiver: Hole, list: readonly TS.Expression[]): Code {
  return {
    fragment: "code",
    strings: ["", ".call(", ", ", ...list.map(() => ", "), ")"],
    holes: [builder.frame, callee, receiver, ...list],
  };
}

/** The only yields are in the callee: the call stays whole. */
function lowerCalleeInPlace(builder: Builder, callee: TS.Expression): void {
  const target = unwrap(callee);
  if (isOptionalChain(target)) {
    const { value, receiver } = lowerOptionalChain(builder, target);
    if (value === target) return;
    builder.replace(callee, receiver === null ? detach(value) : code`${builder.frame}.method(${value}, ${receiver})`);
  } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    lowerOperands(builder, operandsOf(target)!);
  } else {
    const value = lowerExpression(builder, callee);
    builder.replace(callee, value === callee ? value : detach(value));
  }
}

/** Evaluates callee and receiver so that both outlive the arguments. */
export function lowerCallee(builder: Builder, node: TS.Expression): Callee {
  const target = unwrap(node);
  if (isOptionalChain(target)) {
    const { value, receiver } = lowerChainAsCallee(builder, target);
    return { callee: outlive(builder, value, "callee"), receiver };
  }
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const receiver = pinObject(builder, target);
    return { callee: builder.keep(target, "method"), receiver };
  }
  return { callee: outlive(builder, lowerExpression(builder, node), "callee"), receiver: null };
}

/** Evaluates the object of a member once, the key in place. Returns the object; the member then reads from it. */
function pinObject(builder: Builder, member: TS.PropertyAccessExpression | TS.ElementAccessExpression): Hole {
  const operands = operandsOf(member)!;
  const [first] = operands;
  const isSuper = member.expression.kind === ts.SyntaxKind.SuperKeyword;
  let receiver: Hole = code`this`;
  if (!isSuper) {
    receiver = outlive(builder, lowerExpression(builder, first.node), "object");
    builder.replace(first.node, receiver);
  }
  lowerOperands(builder, isSuper ? operands : operands.slice(1));
  return receiver;
}

/** What has become a member by moving must not be called as a method. */
function detach(value: Hole): Hole {
  return isVariable(value) ? value : code`(0, ${value})`;
}

export function lowerTaggedTemplate(builder: Builder, node: TS.TaggedTemplateExpression): Hole {
  const operands: Operand[] = ts.isTemplateExpression(node.template)
    ? node.template.templateSpans.map((span) => ({ node: span.expression, role: "value", hint: "part" }))
    : [];
  if (!operands.some((operand) => builder.contains(operand.node))) {
    lowerCalleeInPlace(builder, node.tag);
    return node;
  }
  const { callee, receiver } = lowerCallee(builder, node.tag);
  lowerOperands(builder, operands);
  builder.replace(node.tag, receiver === null ? callee : code`${builder.frame}.method(${callee}, ${receiver})`);
  return node;
}
