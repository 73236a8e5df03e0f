/**
 * How does a loop run when its body, its head or its test yields?
 *
 *     while (a) B        1: unless a → 2;  B;  → 1;  2:
 *     do B while (a)     1: B;  if a → 1;
 *     for (I; T; U) B    I;  1: unless T → 3;  B;  2: copy the bindings; U;  → 1;  3:
 *     for (x of xs) B    each = co.iterate(xs, r);
 *                        1: unless each.step() → 3;   enter region r:  x = each.value;  B;   leave it;  → 1;  3:
 *
 * In a `for-of` the call of `next()` stands outside the region, the rest of the body inside: an error of the iterator
 * itself does not close it, anything else that leaves the body does (ECMA-262 14.7.5.7).
 */
import { ts, type TS } from "../../typescript.js";
import { isVar, keywordOf } from "../../analyze/declarations.js";
import type { Scope } from "../../analyze/names.js";
import { unwrap } from "../../analyze/targets.js";
import { pinReference } from "../expressions/assignment.js";
import type { Builder } from "../builder.js";
import { discard, lowerCondition, lowerExpression, lowerTo } from "../expressions/expression.js";
import { withTarget } from "./jumps.js";
import { code, text, type DeclarationKeyword, type Hole, type Label } from "../machine.js";
import { isPattern, lowerPatternAssignment, lowerPatternDeclaration } from "../expressions/pattern.js";
import { lowerUsing, lowerUsingHead } from "./region.js";
import { lowerDeclarations, lowerStatement, openScope } from "./statement.js";

/** The first line of a loop, as a comment beside what it became. */
function headOf(builder: Builder, node: TS.IterationStatement): string {
  const { file } = builder.context;
  const head = file.text.slice(node.getStart(file), node.statement.getStart(file)).trim().replace(/\s+/g, " ");
  return ts.isBlock(node.statement) ? `${head} {` : head;
}

/** Lowers the body with `break` going to `exit` and `continue` to `next`. */
function lowerLoopBody(builder: Builder, labels: readonly string[], body: TS.Statement, exit: Label, next: Label): void {
  const { place } = builder;
  const target = { labels, unlabelled: true, break: { label: exit, place }, continue: { label: next, inside: next, place } };
  withTarget(builder, target, () => lowerStatement(builder, body));
}

export function lowerWhile(builder: Builder, node: TS.WhileStatement, labels: readonly string[]): void {
  const head = builder.label();
  const exit = builder.label();
  builder.mark(head);
  lowerCondition(builder, node.expression, false, exit);
  lowerLoopBody(builder, labels, node.statement, exit, head);
  builder.jump(head, headOf(builder, node));
  builder.mark(exit);
}

export function lowerDo(builder: Builder, node: TS.DoStatement, labels: readonly string[]): void {
  const top = builder.label();
  const next = builder.label();
  const exit = builder.label();
  builder.mark(top);
  lowerLoopBody(builder, labels, node.statement, exit, next);
  builder.mark(next);
  lowerCondition(builder, node.expression, true, top);
  builder.mark(exit);
}

export function lowerFor(builder: Builder, node: TS.ForStatement, labels: readonly string[]): void {
  const { initializer } = node;
  openScope(builder, node);
  if (initializer && ts.isVariableDeclarationList(initializer)) {
    if (keywordOf(initializer) === "using") {
      lowerUsing(builder, initializer, () => lowerForLoop(builder, node, labels));
      return;
    }
    lowerDeclarations(builder, initializer);
  } else if (initializer) {
    lowerTo(builder, initializer, discard(builder));
  }
  lowerForLoop(builder, node, labels);
}

function lowerForLoop(builder: Builder, node: TS.ForStatement, labels: readonly string[]): void {
  const { initializer, condition, incrementor } = node;
  const head = builder.label();
  const next = builder.label();
  const exit = builder.label();
  const scope = builder.context.names.scopeOf.get(node);
  const copies = initializer !== undefined && ts.isVariableDeclarationList(initializer) && !isVar(initializer) && scope !== undefined;
  // ECMA-262 14.7.4.4 copies before the first turn, too; only a closure made in the initializer can tell.
  if (copies && isCapturedInside(scope, initializer)) builder.emit({ operation: "iteration", scope });
  builder.mark(head);
  if (condition) lowerCondition(builder, condition, false, exit);
  lowerLoopBody(builder, labels, node.statement, exit, next);
  builder.mark(next);
  if (copies) builder.emit({ operation: "iteration", scope });
  if (incrementor) lowerTo(builder, incrementor, discard(builder));
  builder.jump(head, headOf(builder, node));
  builder.mark(exit);
}

function isCapturedInside({ bindings }: Scope, node: TS.Node): boolean {
  return [...bindings.values()].some(({ references }) => references.some(({ closure }) => closure !== null && node.pos <= closure.pos && closure.end <= node.end));
}

export function lowerForIn(builder: Builder, node: TS.ForInStatement, labels: readonly string[]): void {
  openScope(builder, node);
  const each = builder.keep(code`${builder.frame}.keys(${lowerExpression(builder, node.expression)})`, "each");
  const head = builder.label();
  const exit = builder.label();
  builder.mark(head);
  builder.emit({ operation: "branch", test: code`${each}.step()`, when: false, label: exit, comment: headOf(builder, node) });
  bindHead(builder, node, code`${each}.value`);
  lowerLoopBody(builder, labels, node.statement, exit, head);
  builder.jump(head);
  builder.mark(exit);
}

export function lowerForOf(builder: Builder, node: TS.ForOfStatement, labels: readonly string[]): void {
  openScope(builder, node);
  const region = builder.region("for-of", { closes: true });
  const iterable = lowerExpression(builder, node.expression);
  const each = builder.temporary("each");
  builder.statement(code`${each} = ${builder.frame}.iterate(${iterable}, ${text(String(region.index))});`);
  const head = builder.label();
  const next = builder.stayingLabel();
  const exit = region.after;
  builder.mark(head);
  builder.emit({ operation: "branch", test: code`${each}.step()`, when: false, label: exit, comment: headOf(builder, node) });
  const outside = builder.place;
  builder.enter(region, "body");
  const target = {
    labels,
    unlabelled: true,
    break: { label: exit, place: outside },
    continue: { label: head, inside: next, place: builder.place },
  };
  const using = usingHead(node);
  withTarget(builder, target, () => {
    if (using !== null) {
      openScope(builder, node);
      lowerUsingHead(builder, using, code`${each}.value`, () => lowerStatement(builder, node.statement));
    } else {
      bindHead(builder, node, code`${each}.value`);
      lowerStatement(builder, node.statement);
    }
  });
  builder.mark(next);
  builder.jump(head);
  builder.exit(region);
  builder.mark(exit);
}

/** The name in `for (using name of …)`. */
function usingHead({ initializer }: TS.ForOfStatement): TS.BindingName | null {
  return ts.isVariableDeclarationList(initializer) && keywordOf(initializer) === "using" ? initializer.declarations[0].name : null;
}

/** Gives the loop's variable, or assignment target, the next value. */
function bindHead(builder: Builder, node: TS.ForInOrOfStatement, value: Hole): void {
  const head = node.initializer;
  openScope(builder, node);
  if (ts.isVariableDeclarationList(head)) {
    const keyword = keywordOf(head);
    const { name } = head.declarations[0];
    if (isPattern(name) && builder.contains(name)) lowerPatternDeclaration(builder, name, keyword as DeclarationKeyword, builder.keep(value, "value"));
    else builder.emit({ operation: "declare", keyword: keyword as DeclarationKeyword, name, value });
    return;
  }
  const target = unwrap(head);
  if (isPattern(target)) {
    if (builder.contains(target)) lowerPatternAssignment(builder, target as TS.ArrayLiteralExpression, builder.keep(value, "value"));
    else builder.statement(code`(${target} = ${value});`);
    return;
  }
  if (!ts.isIdentifier(target) && builder.contains(target)) pinReference(builder, target);
  builder.statement(code`${target} = ${value};`);
}
