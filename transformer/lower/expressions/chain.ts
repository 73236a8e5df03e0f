/**
 * How does an optional chain skip a yield?
 *
 *     a?.b(yield x).c             value = undefined;
 *                                 object = a;
 *                                 if (object === undefined || object === null) { co.state = 3; continue step; }
 *                                 method = object.b;
 *                                 co.state = 1; return x;
 *                               case 1:
 *                                 value = co.call(method, object, co.sent).c;
 *                               case 3:
 *
 * A chain whose only yields are in its head (`(yield a)?.b.c`) needs none of this: it stays whole.
 */
import { ts, type TS } from "../../typescript.js";
import { unwrap } from "../../analyze/targets.js";
import type { Builder } from "../builder.js";
import { callWithReceiver, lowerCallee } from "./call.js";
import { lowerExpression, lowerOperands } from "./expression.js";
import { call, code, isNode, type Code, type Hole } from "../machine.js";
import { argumentOperands } from "./operands.js";
import { outlive } from "./stable.js";

type Link = TS.PropertyAccessExpression | TS.ElementAccessExpression | TS.CallExpression;

/** A finished chain: its value, and the object a following call would have as `this`. */
export interface ChainResult {
  readonly value: Hole;
  readonly receiver: Hole | null;
}

export function isOptionalChain(node: TS.Node): node is Link {
  return ts.isOptionalChain(node) && !ts.isNonNullExpression(node);
}

/** The head of a chain, and its links in order of evaluation. */
function linksOf(chain: Link): { head: TS.Expression; links: Link[] } {
  const links: Link[] = [];
  let node: TS.Expression = chain;
  for (;;) {
    while (ts.isNonNullExpression(node)) node = node.expression;
    if (!isOptionalChain(node)) return { head: node, links };
    links.unshift(node);
    const starts = node.questionDotToken !== undefined;
    node = node.expression;
    if (starts) {
      // `(a?.b)?.c`: parentheses end a chain, and the inner one is the head of the outer one.
      while (ts.isNonNullExpression(node)) node = node.expression;
      if (!isOptionalChain(node)) return { head: node, links };
    }
  }
}

function operandsOfLink(link: Link): readonly TS.Expression[] {
  if (ts.isCallExpression(link)) return link.arguments;
  return ts.isElementAccessExpression(link) ? [link.argumentExpression] : [];
}

function yields(builder: Builder, link: Link): boolean {
  return operandsOfLink(link).some((operand) => builder.contains(operand));
}

export function lowerOptionalChain(builder: Builder, chain: Link): ChainResult {
  const { head, links } = linksOf(chain);
  if (!links.some((link) => yields(builder, link))) {
    lowerHeadInPlace(builder, head, links[0]);
    return { value: chain, receiver: null };
  }
  return explode(builder, head, links, "undefined", (last) => last);
}

/** `(a?.b)(yield x)`: the value of the chain and its receiver, before the arguments. */
export function lowerChainAsCallee(builder: Builder, chain: Link): ChainResult {
  const { head, links } = linksOf(chain);
  return explode(builder, head, links, "undefined", (last) => last);
}

/** `delete a?.[yield k]`: true where the chain ends early. */
export function lowerDeleteChain(builder: Builder, chain: Link): Hole {
  const { head, links } = linksOf(chain);
  return explode(builder, head, links, "true", (last) => code`delete ${last}`).value;
}

function lowerHeadInPlace(builder: Builder, head: TS.Expression, first: Link): void {
  const target = unwrap(head);
  if (ts.isCallExpression(first) && (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target))) {
    lowerExpression(builder, head);
  } else {
    const value = lowerExpression(builder, head);
    builder.replace(head, ts.isCallExpression(first) && value !== head ? code`(0, ${value})` : value);
  }
}

function explode(builder: Builder, head: TS.Expression, links: readonly Link[], early: string, finish: (last: Hole) => Hole): ChainResult {
  const result = builder.temporary("value");
  const end = builder.label();
  builder.statement(early === "true" ? code`${result} = true;` : code`${result} = undefined;`);
  const callsHead = ts.isCallExpression(links[0]) && isMember(unwrap(head));
  let { callee: current, receiver } = callsHead ? lowerCallee(builder, head) : { callee: lowerExpression(builder, head), receiver: null as Hole | null };
  links.forEach((link, index) => {
    const optional = link.questionDotToken !== undefined;
    if (optional || yields(builder, link)) current = outlive(builder, current, "object");
    if (optional) builder.emit({ operation: "branch", test: code`${current} === undefined || ${current} === null`, when: true, label: end });
    if (ts.isCallExpression(link)) {
      lowerOperands(builder, argumentOperands(link.arguments));
      current = receiver === null ? call(current, link.arguments) : callWithReceiver(builder, current, receiver, link.arguments);
      receiver = null;
      return;
    }
    const next = links[index + 1];
    // A call that cannot follow its callee directly needs to know the object.
    const pinned = next === undefined || (ts.isCallExpression(next) && (next.questionDotToken !== undefined || yields(builder, next)));
    if (pinned) current = receiver = outlive(builder, current, "object");
    current = member(builder, link, current);
  });
  builder.statement(code`${result} = ${finish(current)};`);
  builder.mark(end);
  return { value: result, receiver };
}

function member(builder: Builder, link: TS.PropertyAccessExpression | TS.ElementAccessExpression, object: Hole): Code {
  if (ts.isPropertyAccessExpression(link)) return isNode(object) && ts.isNumericLiteral(object) ? code`(${object}).${link.name}` : code`${object}.${link.name}`;
  return code`${object}[${lowerExpression(builder, link.argumentExpression)}]`;
}

function isMember(node: TS.Expression): boolean {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}
