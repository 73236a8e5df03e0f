/**
 * How is an expression evaluated when there is a yield inside?
 *
 * Everything to the left of the last yield has to happen before the machine suspends, the rest after it resumes. So the
 * operands before the last yielding one are kept in variables (unless `stable.ts` says it makes no difference), the
 * yield becomes a suspension, and the expression itself is then the source's own text with the kept parts replaced:
 *
 *     total + this.price(yield item)         left = total; method = this.price;
 *                                            co.state = 1; return item;
 *                                          case 1:
 *                                            left + co.call(method, this, co.sent)
 *
 * `lowerExpression` returns what stands for the value. `lowerTo` hands it to a sink, once per branch: a conditional needs
 * no temporary where the sink can be written twice. `lowerCondition` turns truth values into jumps.
 */
import { ts, type TS } from "../../typescript.js";
import { isAssignment, isWrapper, unwrap } from "../../analyze/targets.js";
import { leftSpine } from "../../analyze/walk.js";
import { lowerAssignment, lowerLogicalAssignment } from "./assignment.js";
import type { Builder } from "../builder.js";
import { lowerCall, lowerTaggedTemplate } from "./call.js";
import { isOptionalChain, lowerDeleteChain, lowerOptionalChain } from "./chain.js";
import { lowerClass } from "./class.js";
import { code, isCode, isNode, isVariable, verbatim, type Hole, type Label } from "../machine.js";
import { operandsOf, type Operand } from "./operands.js";
import { isAnonymousFunctionDefinition, isStable, outlive } from "./stable.js";

/** Evaluates `node` as far as its last yield. Returns what stands for its value: an operand of any operator. */
export function lowerExpression(builder: Builder, node: TS.Expression): Hole {
  if (!builder.contains(node)) return node;
  const known = builder.lowered.get(node);
  if (known !== undefined) return known;
  // Innermost first, so that each finds what it begins with lowered already: a long chain must not become deep recursion.
  for (const inner of firstEvaluated(builder, node)) builder.lowered.set(inner, lowerByKind(builder, inner));
  return lowerByKind(builder, node);
}

/** What `node` begins with, what that begins with, and so on, innermost first: in `a.b(yield 1).c(yield 2)`, all that ends in `)`. */
function firstEvaluated(builder: Builder, node: TS.Expression): TS.Expression[] {
  const inner: TS.Expression[] = [];
  for (let first = beginningOf(node); first !== null && builder.contains(first) && !builder.lowered.has(first); first = beginningOf(first)) inner.push(first);
  return inner.reverse();
}

/** The expression that is lowered before anything else when `node` is, if `node` is a link of a chain. */
function beginningOf(node: TS.Expression): TS.Expression | null {
  if (isWrapper(node) || ts.isNewExpression(node)) return node.expression;
  if (isOptionalChain(node)) return null;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return node.expression;
  if (!ts.isCallExpression(node) && !ts.isTaggedTemplateExpression(node)) return null;
  const callee = ts.isCallExpression(node) ? node.expression : node.tag;
  const target = unwrap(callee);
  if (isOptionalChain(target)) return null;
  return ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target) ? target.expression : callee;
}

function lowerByKind(builder: Builder, node: TS.Expression): Hole {
  if (ts.isYieldExpression(node)) return lowerYield(builder, node);
  if (isWrapper(node)) {
    const inner = lowerExpression(builder, node.expression);
    return inner === node.expression ? node : inner;
  }
  if (isSequence(node)) {
    discardLeft(builder, node);
    return unnamed(lowerExpression(builder, node.right));
  }
  if (branches(builder, node)) return lowerToVariable(builder, node);
  if (isOptionalChain(node)) return lowerOptionalChain(builder, node).value;
  if (isAssignment(node)) {
    const assigned = lowerAssignment(builder, node);
    return isCode(assigned) ? code`(${assigned})` : assigned;
  }
  if (ts.isBinaryExpression(node)) return lowerBinary(builder, node);
  if (ts.isCallExpression(node)) return lowerCall(builder, node);
  if (ts.isTaggedTemplateExpression(node)) return lowerTaggedTemplate(builder, node);
  if (ts.isClassExpression(node)) return lowerClass(builder, node);
  if (ts.isDeleteExpression(node)) return lowerDelete(builder, node);
  const operands = operandsOf(node);
  if (operands === null) {
    builder.context.report(node, 1005, `a yield inside ${ts.SyntaxKind[node.kind]} is not supported. Move the yield into a declaration before it.`);
    return node;
  }
  lowerOperands(builder, operands);
  return node;
}

/**
 *     yield E                         a generator             a coroutine
 *                                     co.state = 1;           co.state = 1;
 *                                     return E;               if (co.waits(E)) return;
 *                                   case 1:                 case 1:                          the value: co.sent
 *
 *     yield* E                        return co.delegate(E);  if (co.delegates(E)) return;
 */
function lowerYield(builder: Builder, node: TS.YieldExpression): Hole {
  const value = node.expression ? lowerExpression(builder, node.expression) : null;
  const label = builder.stayingLabel();
  builder.emit({ operation: "suspend", value, label, node });
  builder.mark(label);
  return builder.sent;
}

/** Evaluates operands from left to right and puts what they became in their places. */
export function lowerOperands(builder: Builder, operands: readonly Operand[]): void {
  const last = operands.findLastIndex((operand) => builder.contains(operand.node));
  operands.forEach((operand, index) => {
    if (index > last) return;
    const value = lowerExpression(builder, operand.node);
    builder.replace(operand.node, index < last ? keepOperand(builder, operand, value) : value);
  });
}

/** Evaluates one operand before a later one yields. */
function keepOperand(builder: Builder, { role, hint, property, node }: Operand, value: Hole): Hole {
  const isAnonymous = isAnonymousFunctionDefinition(node);
  if (role === "value" && isStable(builder, value)) return value;
  const isLiteral = ts.isStringLiteralLike(node) || ts.isNumericLiteral(node);
  if ((role === "key" || role === "string") && isLiteral) return value;
  value = verbatim(value);
  switch (role) {
    case "spread":
      return builder.keep(code`[...${value}]`, hint);
    case "members":
      return builder.keep(code`{ ...${value} }`, hint);
    case "string":
      return builder.keep(code`\`\${${value}}\``, hint);
    case "key":
      return builder.keep(code`${builder.frame}.key(${value})`, hint);
    case "value":
      if (property && isAnonymous) return builder.keep(code`${builder.frame}.only({ ${property.name}: ${value} })`, hint);
      return builder.keep(isAnonymous ? code`(0, ${value})` : value, hint);
  }
}

/** `a + b + …`, innermost first, in a loop: a long sum must not become deep recursion. */
function lowerBinary(builder: Builder, node: TS.BinaryExpression): Hole {
  const spine = leftSpine(node);
  const first = spine.findIndex((expression) => builder.contains(expression));
  let left: Hole | null = null;
  for (const expression of spine.slice(first)) {
    if (expression !== node && left === null && (branches(builder, expression) || isAssignment(expression))) {
      left = lowerExpression(builder, expression);
      continue;
    }
    const operands = operandsOf(expression)!;
    if (left === null) {
      lowerOperands(builder, operands);
    } else {
      const [leftOperand, rightOperand] = operands;
      const yieldsRight = builder.contains(rightOperand.node);
      builder.replace(leftOperand.node, yieldsRight ? keepOperand(builder, leftOperand, left) : left);
      if (yieldsRight) builder.replace(rightOperand.node, lowerExpression(builder, rightOperand.node));
    }
    left = expression;
  }
  return left!;
}

/** Whether `node` is a `?:`, `&&`, `||`, `??` or a logical assignment with a yield in a part that may be skipped. */
function branches(builder: Builder, node: TS.Expression): boolean {
  if (ts.isConditionalExpression(node)) return builder.contains(node.whenTrue) || builder.contains(node.whenFalse);
  if (!ts.isBinaryExpression(node)) return false;
  if (node.operatorToken.kind === ts.SyntaxKind.CommaToken) return builder.contains(node);
  return (isLogical(node.operatorToken.kind) || isLogicalAssignment(node.operatorToken.kind)) && builder.contains(node.right);
}

export function isLogical(kind: TS.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

function isLogicalAssignment(kind: TS.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
}

function lowerToVariable(builder: Builder, node: TS.Expression): Hole {
  const result = builder.temporary("value");
  lowerTo(builder, node, (value) => builder.statement(code`${result} = ${unnamed(value)};`));
  return result;
}

/** In a branch, an anonymous function must not take the name of what the branch is written to. */
export function unnamed(value: Hole): Hole {
  return isNode(value) && isAnonymousFunctionDefinition(value) ? code`(0, ${value})` : value;
}

/** What a branch does with its value. Called once for every way the value can come about. */
export type Sink = (value: Hole) => void;

/** The sink for a value that nobody reads. */
export function discard(builder: Builder): Sink {
  return (value) => {
    if (isVariable(value) || value === null || isStable(builder, value)) return;
    if (isCode(value) && value.strings.at(-1) === ".sent") return;
    const needsParentheses = isNode(value) && /^(\{|function\b|class\b|async\b|let\b)/.test(value.getText(builder.context.file));
    builder.statement(needsParentheses ? code`(${value});` : code`${value};`);
  };
}

/**
 * Evaluates `node` and hands its value to `sink`, in every branch of its own.
 *
 *     x = a ? yield b : c;            if (!(a)) { co.state = 2; continue step; }
 *                                     co.state = 1; return b;
 *                                   case 1: x = co.sent; co.state = 3; continue step;
 *                                   case 2: x = c;
 */
export function lowerTo(builder: Builder, node: TS.Expression, sink: Sink): void {
  const inner = unwrap(node);
  if (!branches(builder, inner)) {
    if (builder.contains(inner) && isAssignment(inner)) sink(lowerAssignment(builder, inner));
    else sink(lowerExpression(builder, node));
    return;
  }
  const end = builder.label();
  if (ts.isConditionalExpression(inner)) {
    const otherwise = builder.label();
    lowerCondition(builder, inner.condition, false, otherwise);
    lowerTo(builder, inner.whenTrue, sink);
    builder.jump(end);
    builder.mark(otherwise);
    lowerTo(builder, inner.whenFalse, sink);
  } else {
    const binary = inner as TS.BinaryExpression;
    const operator = binary.operatorToken.kind;
    if (isSequence(binary)) {
      discardLeft(builder, binary);
      lowerTo(builder, binary.right, sink);
      return;
    }
    if (isLogicalAssignment(operator)) {
      lowerLogicalAssignment(builder, binary, sink);
      return;
    }
    const otherwise = builder.label();
    const kept = outlive(builder, lowerExpression(builder, binary.left), "left");
    emitShortCircuit(builder, operator, kept, otherwise);
    lowerTo(builder, binary.right, sink);
    builder.jump(end);
    builder.mark(otherwise);
    sink(kept);
  }
  builder.mark(end);
}

type Sequence = TS.BinaryExpression & { readonly operatorToken: TS.Token<TS.SyntaxKind.CommaToken> };

function isSequence(node: TS.Node): node is Sequence {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

/** `a, b, c`: everything but the last is for its effect. In a loop: a long list must not become deep recursion. */
function discardLeft(builder: Builder, node: Sequence): void {
  const parts: TS.Expression[] = [];
  let { left } = node as TS.BinaryExpression;
  for (; isSequence(left); left = left.left) parts.push(left.right);
  parts.push(left);
  for (const part of parts.reverse()) {
    if (parts.length > 100) builder.context.remote.add(part);
    lowerTo(builder, part, discard(builder));
  }
}

/** Jumps to `label` when `left` decides the value of `left && …`, `left || …`, `left ?? …` alone. */
export function emitShortCircuit(builder: Builder, operator: TS.SyntaxKind, left: Hole, label: Label): void {
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      builder.emit({ operation: "branch", test: left, when: false, label });
      break;
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      builder.emit({ operation: "branch", test: left, when: true, label });
      break;
    default:
      builder.emit({ operation: "branch", test: code`${left} !== undefined && ${left} !== null`, when: true, label });
  }
}

/** Goes to `label` if the truth of `node` is `when`, and on to the next operation otherwise. */
export function lowerCondition(builder: Builder, node: TS.Expression, when: boolean, label: Label): void {
  const inner = unwrap(node);
  if (inner.kind === ts.SyntaxKind.TrueKeyword || inner.kind === ts.SyntaxKind.FalseKeyword) {
    if ((inner.kind === ts.SyntaxKind.TrueKeyword) === when) builder.jump(label);
    return;
  }
  if (builder.contains(inner)) {
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      lowerCondition(builder, inner.operand, !when, label);
      return;
    }
    if (ts.isBinaryExpression(inner) && branches(builder, inner)) {
      const operator = inner.operatorToken.kind;
      if (isSequence(inner)) {
        discardLeft(builder, inner);
        lowerCondition(builder, inner.right, when, label);
        return;
      }
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
        const decides = operator === ts.SyntaxKind.BarBarToken;
        const skip = builder.label();
        lowerCondition(builder, inner.left, decides, when === decides ? label : skip);
        lowerCondition(builder, inner.right, when, label);
        builder.mark(skip);
        return;
      }
    }
  }
  builder.emit({ operation: "branch", test: lowerExpression(builder, node), when, label });
}

/** `delete o[yield k]` keeps the member; `delete (yield x)` must not become `delete co.sent`. */
function lowerDelete(builder: Builder, node: TS.DeleteExpression): Hole {
  const target = unwrap(node.expression);
  if (isOptionalChain(target)) return lowerDeleteChain(builder, target);
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    lowerOperands(builder, operandsOf(node)!);
  } else {
    builder.replace(node.expression, code`(0, ${verbatim(lowerExpression(builder, node.expression))})`);
  }
  return node;
}
