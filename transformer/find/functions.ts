/**
 * Which functions of a file become machines?
 *
 *     class A { @coroutine *m() {} }          the method; the decorator goes
 *     coroutine(function* () {})              the function; the call marks what it has become
 *     class A { @generator *m() {} }          the method, as a generator object
 *     function* g() {}                        only with `generators: "all"`
 *
 * What cannot become one, although it is marked, gets a diagnostic and stays.
 */
import { ts, type TS } from "../typescript.js";
import { walk } from "../analyze/walk.js";
import type { Yields } from "../analyze/yields.js";
import type { GeneratorFunction, MachineKind } from "../lower/machine.js";
import type { KnownExport, Recognize } from "./recognize.js";
import { nameOf } from "./display-name.js";

export interface Found {
  readonly node: GeneratorFunction & { body: TS.Block };
  readonly kind: MachineKind;
  /** `Reader.readAll` */
  readonly name: string;
  /** The decorator that is gone afterwards. */
  readonly decorator: TS.Decorator | null;
  /** What stands in the place of a decorator or callee that has work left to do at run time. */
  readonly marker: { readonly node: TS.Expression; readonly import: string } | null;
}

export interface FindOptions {
  readonly generators: "decorated" | "all";
}

export type Report = (node: TS.Node, code: number, message: string) => void;

export function findFunctions(file: TS.SourceFile, yields: Yields, recognize: Recognize, { generators }: FindOptions, report: Report): Found[] {
  const found = new Map<TS.Node, Found>();
  const evaluations = functionsWithEval(file);

  function visit(node: TS.Node): void {
    if (ts.canHaveDecorators(node)) for (const decorator of ts.getDecorators(node) ?? []) visitDecorator(node, decorator);
    if (ts.isCallExpression(node)) visitCall(node);
    if (generators === "all" && isGenerator(node) && !found.has(node)) add(node, "function", null, null);
  }

  function visitDecorator(node: TS.Node, decorator: TS.Decorator): void {
    const isFactory = ts.isCallExpression(decorator.expression);
    const callee = isFactory ? (decorator.expression as TS.CallExpression).expression : decorator.expression;
    const meaning = recognize(callee as TS.Expression);
    if (meaning !== "coroutine" && meaning !== "generator") return;
    if (!ts.isMethodDeclaration(node)) {
      report(decorator, 1001, `@${meaning} needs a generator method. Write \`@${meaning} *name() { … }\`.`);
    } else if (hasModifier(node, ts.SyntaxKind.AsyncKeyword)) {
      report(decorator, 1003, node.asteriskToken
        ? `@${meaning} cannot drive an async generator. Write \`*${node.name.getText(file)}()\` and \`yield\` instead of \`await\`.`
        : `@${meaning} does not take an async method. Write \`*${node.name.getText(file)}()\` and \`yield*\` instead of \`await\`.`);
    } else if (node.asteriskToken) {
      const marker = isFactory && meaning === "coroutine" && replacesCallback(decorator.expression as TS.CallExpression);
      if (marker) add(node, "coroutine", null, { node: decorator.expression as TS.Expression, import: "replaceCallback" });
      else add(node, meaning, decorator, null);
    } else if (meaning === "generator") {
      report(decorator, 1001, `@generator needs a generator method. Write \`*${node.name.getText(file)}()\`.`);
    }
    // A plain method under @coroutine is Tornado's own case: the run-time decorator makes its result a finished Future.
  }

  function visitCall(node: TS.CallExpression): void {
    const meaning: KnownExport | null = ts.isDecorator(node.parent) ? null : recognize(node.expression);
    if (meaning !== "coroutine" && meaning !== "generator") return;
    const [argument] = node.arguments;
    if (argument === undefined || !ts.isFunctionExpression(argument)) return;
    if (argument.asteriskToken === undefined) return;
    if (hasModifier(argument, ts.SyntaxKind.AsyncKeyword)) {
      report(argument, 1003, `${meaning}() cannot drive an async generator. Write \`function* () { … }\` and \`yield\` instead of \`await\`.`);
      return;
    }
    // `generator(…)` returns its argument: the call can stay.
    add(argument, meaning, null, meaning === "coroutine" ? { node: node.expression, import: "coroutineFunction" } : null);
  }

  function add(node: TS.Node, kind: MachineKind, decorator: TS.Decorator | null, marker: Found["marker"]): void {
    const generator = node as GeneratorFunction;
    if (generator.body === undefined) return;
    const inParameters = yields.inParameters.get(node);
    if (inParameters !== undefined) {
      report(inParameters, 1002, "a yield in a parameter default would run before the coroutine starts. Move it into the body.");
      return;
    }
    const evaluation = evaluations.get(generator);
    if (evaluation !== undefined) {
      report(evaluation, 1004, "direct eval can see the variables of the coroutine, which move when it is compiled. Write `(0, eval)(…)`, or move the call into a function of its own.");
      return;
    }
    found.set(node, { node: generator as Found["node"], kind, name: nameOf(generator, file), decorator, marker });
  }

  walk(file, visit);
  return [...found.values()];
}

function isGenerator(node: TS.Node): node is GeneratorFunction {
  return (ts.isMethodDeclaration(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) && node.asteriskToken !== undefined && !hasModifier(node, ts.SyntaxKind.AsyncKeyword);
}

function hasModifier(node: TS.HasModifiers, kind: TS.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

/** `@coroutine({ replaceCallback: true })`: part of it happens at every call, before the body sees its arguments. */
function replacesCallback(call: TS.CallExpression): boolean {
  const [options] = call.arguments;
  return options !== undefined && (!ts.isObjectLiteralExpression(options) || options.properties.length > 0);
}

/** The functions whose variables a direct `eval` can see, with the call. */
function functionsWithEval(file: TS.SourceFile): Map<TS.Node, TS.Node> {
  const seen = new Map<TS.Node, TS.Node>();
  if (!file.text.includes("eval")) return seen;
  walk(file, (node) => {
    // `eval?.(…)` is an indirect call (ECMA-262 13.3.9.1): it sees global variables only.
    if (!ts.isCallExpression(node) || node.questionDotToken || !ts.isIdentifier(node.expression) || node.expression.text !== "eval") return;
    for (let ancestor: TS.Node = node; ancestor !== undefined && !seen.has(ancestor); ancestor = ancestor.parent) seen.set(ancestor, node);
  });
  return seen;
}
