/**
 * How is a statement cut at its yields?
 *
 * A statement without a yield is appended as it stands (jumps that leave it are replaced, see jumps.ts). One with a yield
 * is taken apart into operations; its blocks dissolve into the list, and only their scopes are remembered.
 *
 *     if (a) { b = yield c; } else d();        branch  unless a → 2
 *                                              suspend c → 1;  label 1;  code b = co.sent;  jump 3
 *                                              label 2;  code d();  label 3
 */
import { ts, type TS } from "../../typescript.js";
import { isDirective, isVar, keywordOf } from "../../analyze/declarations.js";
import { unwrap } from "../../analyze/targets.js";
import type { Builder } from "../builder.js";
import { remarkHead, remarkLines, remarkStatement } from "../comments.js";
import { lowerClass } from "../expressions/class.js";
import { discard, isLogical, lowerCondition, lowerExpression, lowerTo, unnamed } from "../expressions/expression.js";
import { emitJump, emitReturn, mustTakeApart, replaceJumps, withTarget } from "./jumps.js";
import { lowerDo, lowerFor, lowerForIn, lowerForOf, lowerWhile } from "./loop.js";
import type { DeclarationKeyword } from "../machine.js";
import { isPattern, lowerPatternDeclaration } from "../expressions/pattern.js";
import { lowerTry, lowerUsing } from "./region.js";
import { isAnonymousFunctionDefinition } from "../expressions/stable.js";
import { lowerSwitch } from "./switch.js";

/** The whole body of the machine. Falls off the end as a `return`. */
export function lowerBody(builder: Builder, body: TS.Block): void {
  const directives = body.statements.findIndex((statement) => !isDirective(statement));
  const statements = directives < 0 ? [] : body.statements.slice(directives);
  builder.prologue.push(...body.statements.slice(0, body.statements.length - statements.length));
  builder.prologue.push(...statements.filter((statement) => ts.isFunctionDeclaration(statement)));
  openScope(builder, body);
  if (directives <= 0) remarkHead(builder, body.statements.pos);
  lowerStatements(builder, statements.filter((statement) => !ts.isFunctionDeclaration(statement)));
  remarkLines(builder, body.statements.end);
  emitReturn(builder, null);
}

/** Notes that the block of `node` is entered here; its function declarations come first (ECMA-262 14.2.3). */
export function openScope(builder: Builder, node: TS.Node): void {
  const scope = builder.context.names.scopeOf.get(node);
  if (scope === undefined || scope.bindings.size === 0) return;
  builder.exploded.add(scope);
  builder.context.dissolved.add(node);
  builder.emit({ operation: "scope", scope });
}

/** A block whose scope is `node`'s: function declarations first, then the statements in order. */
export function lowerBlockStatements(builder: Builder, node: TS.Node, statements: TS.NodeArray<TS.Statement>): void {
  openScope(builder, node);
  remarkHead(builder, statements.pos);
  defineFunctions(builder, statements);
  lowerStatements(builder, statements.filter((statement) => !ts.isFunctionDeclaration(statement)));
  remarkLines(builder, statements.end);
}

/** The function declarations of a block: they exist from its start. */
export function defineFunctions(builder: Builder, statements: readonly TS.Statement[]): void {
  for (const statement of statements) {
    const declaration = ts.isLabeledStatement(statement) ? statement.statement : statement;
    if (ts.isFunctionDeclaration(declaration) && declaration.name) {
      builder.emit({ operation: "define", node: declaration, binding: builder.context.names.bindingOf.get(declaration.name)! });
    }
  }
}

export function lowerStatements(builder: Builder, statements: readonly TS.Statement[]): void {
  for (const [index, statement] of statements.entries()) {
    if (ts.isVariableStatement(statement) && keywordOf(statement.declarationList) === "using") {
      // What `using` protects is the rest of its block.
      lowerUsing(builder, statement.declarationList, () => lowerStatements(builder, statements.slice(index + 1)));
      return;
    }
    lowerStatement(builder, statement);
  }
}

/** Appends `statement`. `labels` are the labels directly before it. */
export function lowerStatement(builder: Builder, statement: TS.Statement, labels: readonly string[] = []): void {
  const { statementHere } = builder;
  builder.statementHere = statement;
  lowerByKind(builder, statement, labels);
  builder.statementHere = statementHere;
}

function lowerByKind(builder: Builder, statement: TS.Statement, labels: readonly string[]): void {
  if (ts.isVariableStatement(statement) && !builder.contains(statement)) return builder.emit({ operation: "declarations", node: statement });
  if (ts.isEnumDeclaration(statement)) return builder.emit({ operation: "define", node: statement, binding: builder.context.names.bindingOf.get(statement.name)! });
  if (ts.isClassDeclaration(statement)) return lowerClassDeclaration(builder, statement);
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return keepType(builder, statement);
  if (ts.isEmptyStatement(statement)) return;
  if (!isPrintedWhole(builder, statement)) remarkStatement(builder, statement);
  if (ts.isVariableStatement(statement)) return lowerDeclarations(builder, statement.declarationList);
  if (ts.isReturnStatement(statement)) return lowerReturn(builder, statement);
  if (ts.isBreakOrContinueStatement(statement)) return emitJump(builder, statement);
  if (!builder.contains(statement)) return appendVerbatim(builder, statement, labels);
  if (ts.isExpressionStatement(statement)) return lowerTo(builder, statement.expression, discard(builder));
  if (ts.isBlock(statement)) return lowerLabelled(builder, labels, () => lowerBlockStatements(builder, statement, statement.statements));
  if (ts.isIfStatement(statement)) return lowerLabelled(builder, labels, () => lowerIf(builder, statement));
  if (ts.isThrowStatement(statement)) return lowerThrow(builder, statement);
  if (ts.isLabeledStatement(statement)) return lowerStatement(builder, statement.statement, [...labels, statement.label.text]);
  if (ts.isWhileStatement(statement)) return lowerWhile(builder, statement, labels);
  if (ts.isDoStatement(statement)) return lowerDo(builder, statement, labels);
  if (ts.isForStatement(statement)) return lowerFor(builder, statement, labels);
  if (ts.isForInStatement(statement)) return lowerForIn(builder, statement, labels);
  if (ts.isForOfStatement(statement)) return lowerForOf(builder, statement, labels);
  if (ts.isSwitchStatement(statement)) return lowerSwitch(builder, statement, labels);
  if (ts.isTryStatement(statement)) return lowerLabelled(builder, labels, () => lowerTry(builder, statement));
  builder.context.report(statement, 1005, `a yield inside ${ts.SyntaxKind[statement.kind]} is not supported. Move the yield out of it.`);
}

/** A type is there from the start of the function, for the variables around the step: the first one of its name. */
function keepType(builder: Builder, statement: TS.InterfaceDeclaration | TS.TypeAliasDeclaration): void {
  const isType = (other: TS.Statement) => (ts.isInterfaceDeclaration(other) || ts.isTypeAliasDeclaration(other)) && other.name.text === statement.name.text;
  if (!builder.prologue.some(isType)) builder.prologue.push(statement);
}

/** Whether `statement` will be printed with the comments before it, or is taken apart. */
function isPrintedWhole(builder: Builder, statement: TS.Statement): boolean {
  return !builder.contains(statement) && !ts.isReturnStatement(statement) && !ts.isBreakOrContinueStatement(statement);
}

/** A statement without a yield: as it stands, with its labels. */
function appendVerbatim(builder: Builder, statement: TS.Statement, labels: readonly string[]): void {
  const whole = labels.length > 0 ? labelledBy(statement, labels.length) : statement;
  if (mustTakeApart(builder, whole)) return lowerStatement(builder, statement, labels);
  replaceJumps(builder, whole);
  builder.emit({ operation: "code", code: whole, ends: ts.isThrowStatement(statement) });
}

/** The statement with the `count` labels before it. */
export function labelledBy(statement: TS.Statement, count: number): TS.Statement {
  let whole = statement;
  for (let index = 0; index < count; index += 1) whole = whole.parent as TS.LabeledStatement;
  return whole;
}

/** A labelled statement that is no loop: only `break label` names it. */
function lowerLabelled(builder: Builder, labels: readonly string[], lower: () => void): void {
  if (labels.length === 0) return lower();
  const end = builder.label();
  withTarget(builder, { labels, unlabelled: false, break: { label: end, place: builder.place } }, lower);
  builder.mark(end);
}

function lowerIf(builder: Builder, node: TS.IfStatement): void {
  const branchYields = builder.contains(node.thenStatement) || (node.elseStatement !== undefined && builder.contains(node.elseStatement));
  if (!branchYields && !isShortCircuit(node.expression) && !mustTakeApart(builder, node)) {
    // Only the test yields: `if (co.sent) A else B` needs no jumps.
    builder.replace(node.expression, lowerExpression(builder, node.expression));
    replaceJumps(builder, node);
    builder.whole(node);
    return;
  }
  const end = builder.label();
  const otherwise = node.elseStatement ? builder.label() : end;
  lowerCondition(builder, node.expression, false, otherwise);
  lowerStatement(builder, node.thenStatement);
  if (node.elseStatement) {
    builder.jump(end);
    builder.mark(otherwise);
    remarkLines(builder, node.thenStatement.end);
    lowerStatement(builder, node.elseStatement);
  }
  builder.mark(end);
}

function isShortCircuit(node: TS.Expression): boolean {
  const inner = unwrap(node);
  if (ts.isPrefixUnaryExpression(inner)) return isShortCircuit(inner.operand);
  return ts.isConditionalExpression(inner) || (ts.isBinaryExpression(inner) && isLogical(inner.operatorToken.kind));
}

function lowerThrow(builder: Builder, node: TS.ThrowStatement): void {
  builder.replace(node.expression, lowerExpression(builder, node.expression));
  builder.whole(node, { ends: true });
}

function lowerReturn(builder: Builder, node: TS.ReturnStatement): void {
  if (node.expression) lowerTo(builder, node.expression, (value) => emitReturn(builder, value));
  else emitReturn(builder, null);
}

function lowerClassDeclaration(builder: Builder, node: TS.ClassDeclaration): void {
  if (builder.contains(node)) lowerClass(builder, node);
  builder.emit({ operation: "define", node, binding: builder.context.names.bindingOf.get(node.name!)! });
}

/** Declarations one after the other. Without an initializer, `let x;` is `x = undefined` and `var x;` is nothing. */
export function lowerDeclarations(builder: Builder, list: TS.VariableDeclarationList): void {
  const keyword = keywordOf(list) as DeclarationKeyword;
  for (const { name, initializer } of list.declarations) {
    if (initializer === undefined) {
      if (!isVar(list)) builder.emit({ operation: "declare", keyword, name, value: null });
    } else if (isPattern(name) && builder.contains(name)) {
      const value = lowerExpression(builder, initializer);
      lowerPatternDeclaration(builder, name, keyword, builder.keep(value, "value"));
    } else {
      lowerInitializer(builder, keyword, name, initializer);
    }
  }
}

/** `const x = a ? yield b : c` writes to `x` in each branch; an anonymous function in a branch does not become `x`. */
function lowerInitializer(builder: Builder, keyword: DeclarationKeyword, name: TS.BindingName, initializer: TS.Expression): void {
  const inner = unwrap(initializer);
  if (!builder.contains(inner) || isAnonymousFunctionDefinition(inner)) {
    builder.emit({ operation: "declare", keyword, name, value: lowerExpression(builder, initializer) });
    return;
  }
  lowerTo(builder, initializer, (value) => {
    builder.emit({ operation: "declare", keyword, name, value: value === initializer ? value : unnamed(value) });
  });
}
