/**
 * How does a random program of generators become one of coroutines?
 *
 * Its two generators get the decorator, or are wrapped, and what is yielded goes through two free names, which make a Future
 * or something else to wait for of it (`yields.ts`):
 *
 *     function* sub(v) { yield v + 1; }        const sub = coroutine(function* sub(v) { yield awaited(v + 1); });
 *     function* run() {                   ->   const run = coroutine(function* run() {
 *       yield* sub(5);                           yield* sub(5);
 *       yield* [1, 2];                           yield* delegated([1, 2]);
 *     }                                        });
 *
 * Every fifth `yield` becomes a `yield*`, which the grammar writes too rarely. Every fourth bare one stays, and half of the
 * generators within, whose yields reach the coroutine by `yield*`.
 */
import ts from "typescript";
import { writeProgram, type ProgramTree } from "../grammar/program.js";

export function writeCoroutineProgram(tree: ProgramTree): string {
  return `import { coroutine } from "ts-coroutine";\n${toCoroutines(writeProgram(tree))}\nexport {};`;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

function toCoroutines(source: string): string {
  const file = ts.createSourceFile("program.js", source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const insertions: Insertion[] = [];

  function around(node: ts.Node, before: string, after: string, inside: () => void = () => {}): void {
    insertions.push({ at: node.getStart(file), text: before });
    inside();
    insertions.push({ at: node.end, text: after });
  }

  function visit(node: ts.Node): void {
    const visitChildren = (): void => ts.forEachChild(node, visit);
    if (isOutermost(node) && ts.isFunctionDeclaration(node)) around(node, `const ${node.name!.text} = coroutine(`, ");", visitChildren);
    else if (isOutermost(node)) around(node, "@coroutine ", "", visitChildren);
    else if (isCalledByDelegation(node) && node.pos % 2 === 0) around(node, "coroutine(", ")", visitChildren);
    else if (ts.isYieldExpression(node)) visitYield(node);
    else visitChildren();
  }

  function visitYield(node: ts.YieldExpression): void {
    const { expression } = node;
    if (expression === undefined) {
      if (node.pos % 4 !== 0) insertions.push({ at: node.end, text: " awaited()" });
      return;
    }
    if (node.asteriskToken === undefined && node.pos % 5 === 0) {
      insertions.push({ at: node.getStart(file) + "yield".length, text: "*" });
      around(expression, "delegated(", ")", () => visit(expression));
    } else if (node.asteriskToken === undefined) around(expression, "awaited(", ")", () => visit(expression));
    else if (/^(this\.)?sub\(5\)$/.test(expression.getText(file))) visit(expression);
    else around(expression, "delegated(", ")", () => visit(expression));
  }

  visit(file);
  return inserted(source, insertions);
}

/** `run` or `sub`. */
function isOutermost(node: ts.Node): node is ts.FunctionDeclaration | ts.MethodDeclaration {
  if (ts.isFunctionDeclaration(node)) return node.asteriskToken !== undefined && ts.isSourceFile(node.parent);
  return ts.isMethodDeclaration(node) && node.asteriskToken !== undefined && ts.isClassDeclaration(node.parent) && ts.isSourceFile(node.parent.parent);
}

/** The function of `yield* (function* (x) { … })(1)`. */
function isCalledByDelegation(node: ts.Node): boolean {
  if (!ts.isFunctionExpression(node) || node.asteriskToken === undefined) return false;
  const call = node.parent.parent;
  return ts.isCallExpression(call) && call.expression === node.parent && ts.isYieldExpression(call.parent) && call.parent.asteriskToken !== undefined;
}

/** At one place, what was inserted first stands first. */
function inserted(source: string, insertions: readonly Insertion[]): string {
  let text = "";
  let position = 0;
  for (const { at, text: piece } of insertions.toSorted((one, other) => one.at - other.at)) {
    text += source.slice(position, at) + piece;
    position = at;
  }
  return text + source.slice(position);
}
