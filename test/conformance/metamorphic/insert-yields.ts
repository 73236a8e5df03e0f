/**
 * How does ordinary code become code full of yields that does the same?
 *
 * Each function becomes a generator that is run to its end at once, and some of its expressions `E` become `(yield E)`;
 * the driver sends every yielded value straight back.
 *
 *     function add(a, b = 1) {            function add(...$values) { return $run((function* (a, b = 1) {
 *       return twice(a) + b;       ->       return (yield twice)((yield a)) + (yield b);
 *     }                                   }).apply(this, $values)); }
 *
 * An expression is left alone where wrapping it would mean something else: assignment targets, callees that carry `this`,
 * links of an optional chain, functions and classes that get their name from where they stand.
 */
import ts from "typescript";

export interface Insertion {
  /** Which part of the expressions is wrapped, from 0 to 1. */
  readonly density: number;
  readonly seed: number;
}

/** Returns the text of `source`, a script, with yields inserted. The result needs `$run` in scope. */
export function insertYields(source: string, { density, seed }: Insertion): string {
  const file = ts.createSourceFile("package.js", source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const chosen = (node: ts.Node): boolean => hash(node.pos * 31 + node.end, seed) < density;
  return print(file, false);

  /** The text of `node`; `inGenerator` says whether a yield in it would belong to a function we rewrote. */
  function print(node: ts.Node, inGenerator: boolean): string {
    if (isRewritable(node)) return printFunction(node);
    const inside = inGenerator && !ts.isClassStaticBlockDeclaration(node) && !ts.isPropertyDeclaration(node) && !ts.isFunctionLike(node);
    const text = printChildren(node, child => print(child, ts.isComputedPropertyName(child) ? inGenerator : inside));
    if (!inGenerator) return text;
    if (ts.isExpressionStatement(node)) return text === node.getText(file) ? text : `{ ${text} }`;
    return isWrappable(node) && chosen(node) ? `(yield ${text})` : text;
  }

  /** The text of `node` with its children printed by `child`; what lies between them is copied. */
  function printChildren(node: ts.Node, child: (node: ts.Node) => string): string {
    let text = "";
    let position = node.getStart(file);
    ts.forEachChild(node, part => {
      const start = part.getStart(file);
      text += source.slice(position, start) + child(part);
      position = part.end;
    });
    return text + source.slice(position, node.end);
  }

  function printFunction(node: RewritableFunction): string {
    const parameters = node.parameters.map(parameter => print(parameter, false)).join(", ");
    const block = node.body;
    const body = ts.isBlock(block)
      ? `{ ${block.statements.map(statement => print(statement, true)).join("\n")} }`
      : `{ return ${print(block, true)}; }`;
    const call = `return $run((function* (${parameters}) ${body}).apply(this, $values));`;
    if (ts.isArrowFunction(node)) return `((...$values) => { ${call} })`;
    if (ts.isGetAccessor(node)) return `${headOf(node)}() { ${call.replace("$values", "[]")} }`;
    return `${headOf(node)}(...$values) { ${call} }`;
  }

  /** Everything before the parameters: modifiers, `function`, the name. */
  function headOf(node: RewritableFunction): string {
    const open = node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.OpenParenToken)!;
    return source.slice(node.getStart(file), open.getStart(file));
  }
}

type RewritableFunction = (ts.FunctionDeclaration | ts.FunctionExpression | ts.MethodDeclaration | ts.GetAccessorDeclaration | ts.ArrowFunction) & {
  readonly body: ts.ConciseBody;
};

function isRewritable(node: ts.Node): node is RewritableFunction {
  if (!(ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node) || ts.isArrowFunction(node))) return false;
  if (node.body === undefined || ("asteriskToken" in node && node.asteriskToken !== undefined)) return false;
  if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return false;
  return !usesOuterFunction(node) && !isUsedAsConstructor(node);
}

/** `super`, `new.target`, and an arrow's `arguments`, mean the function itself and cannot move into an inner one. */
function usesOuterFunction(node: ts.FunctionLikeDeclaration): boolean {
  const isArrow = ts.isArrowFunction(node);
  return node.getChildren().some(function search(part: ts.Node): boolean {
    if (part.kind === ts.SyntaxKind.SuperKeyword || ts.isMetaProperty(part)) return true;
    if (isArrow && ts.isIdentifier(part) && part.text === "arguments") return true;
    if (ts.isFunctionDeclaration(part) || ts.isFunctionExpression(part)) return false;
    return part.getChildren().some(search);
  });
}

/** A function that writes to its own `prototype` or is called with `new` stays one: `return $run()` gives its result away. */
function isUsedAsConstructor(node: ts.FunctionLikeDeclaration): boolean {
  const name = node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : undefined;
  return name !== undefined && /^[A-Z]/.test(name);
}

function isWrappable(node: ts.Node): boolean {
  if (!ts.isExpression(node) || ts.isParenthesizedExpression(node) || ts.isOmittedExpression(node) || ts.isSpreadElement(node)) return false;
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node) || ts.isPrivateIdentifier(node)) return false;
  if (ts.isIdentifier(node) && !isReference(node)) return false;
  if (node.kind === ts.SyntaxKind.SuperKeyword || node.kind === ts.SyntaxKind.ImportKeyword || ts.isTemplateLiteralToken(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  if (ts.isStringLiteralLike(node) && !isExpressionPosition(node)) return false;
  if (ts.isNumericLiteral(node) && !isExpressionPosition(node)) return false;
  return !isPinned(node) && !isTarget(node);
}

/** Names of properties and imports are literals too, but not expressions. */
function isExpressionPosition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return false;
  return !("name" in parent && parent.name === node) && !("propertyName" in parent && parent.propertyName === node);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if ("name" in parent && parent.name === node) return false;
  if ("propertyName" in parent && parent.propertyName === node) return false;
  if ("label" in parent && parent.label === node) return false;
  return !ts.isShorthandPropertyAssignment(parent) && !ts.isMetaProperty(parent);
}

/** Whether the parent needs the reference itself, not its value. */
function isPinned(node: ts.Expression): boolean {
  let outer: ts.Node = node;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  const { parent } = outer;
  if (ts.isTypeOfExpression(parent) || ts.isDeleteExpression(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  if (ts.isTaggedTemplateExpression(parent)) return true;
  if (ts.isCallExpression(parent) && parent.expression === outer) {
    return !ts.isIdentifier(node) || node.text === "require" || ts.isOptionalChain(parent);
  }
  // A link of an optional chain: the chain would end at the parenthesis.
  return ts.isOptionalChain(node) && "expression" in parent && parent.expression === outer && ts.isOptionalChain(parent);
}

/** Whether `node` is assigned to, or lies in a pattern that is. */
function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    if (parent.left === node && assigns) return true;
    // `[a = 1] = …`: the default is a value, its target is found by the rule above.
    return false;
  }
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent) || ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return isTarget(parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(parent.parent);
  return ts.isParenthesizedExpression(parent) && isTarget(parent);
}

/** A number in [0, 1) that depends on both arguments only. */
function hash(position: number, seed: number): number {
  let value = Math.imul(position ^ (seed * 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
}
