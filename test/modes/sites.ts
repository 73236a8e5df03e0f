/**
 * How many coroutines does a test file contain, and how many machines did the compiler make of them?
 *
 *     @coroutine *get() {…}          a site                 startCoroutine(co => …)     a machine
 *     generator(function* () {…})    a site                 startGenerator(co => …)     a machine
 *
 * A compiled test run that silently ran the native generators would prove nothing; the behaviour projects compare the
 * two numbers. Sites are recognised by spelling here, on purpose: a test writes `coroutine` and means it.
 */
import ts from "typescript";

const names = new Set(["coroutine", "generator"]);

export function countSites(source: string): number {
  return count(source, node => isDecoratedGenerator(node) || isWrappedGenerator(node));
}

export function countMachines(code: string): number {
  return count(code, node => ts.isCallExpression(node) && /^start(Coroutine|Generator)$/.test(lastName(node.expression)));
}

/** Throws unless every coroutine of `source` has become a machine in `code`. */
export function requireMachines(source: string, code: string, fileName: string): void {
  const sites = countSites(source);
  const machines = countMachines(code);
  if (machines < sites) throw new Error(`${fileName}: ${sites} coroutines in the source, but ${machines} machines in the output`);
}

function count(text: string, matches: (node: ts.Node) => boolean): number {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true);
  let found = 0;
  const visit = (node: ts.Node): void => {
    if (matches(node)) found++;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isDecoratedGenerator(node: ts.Node): boolean {
  if (!ts.isMethodDeclaration(node) || node.asteriskToken === undefined) return false;
  return (ts.getDecorators(node) ?? []).some(decorator => names.has(lastName(decorator.expression)));
}

function isWrappedGenerator(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !names.has(lastName(node.expression))) return false;
  return node.arguments.some(argument => ts.isFunctionExpression(argument) && argument.asteriskToken !== undefined);
}

/** `coroutine`, `gen.coroutine`, `coroutine({…})`, `(0, machine.startCoroutine)` -> the last name in it. */
function lastName(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  if (ts.isCallExpression(expression) || ts.isParenthesizedExpression(expression)) return lastName(expression.expression);
  if (ts.isBinaryExpression(expression)) return lastName(expression.right);
  return "";
}
