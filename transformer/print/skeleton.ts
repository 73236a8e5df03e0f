/**
 * What does quasi-quoted code look like as syntax, before its holes are filled?
 *
 *     code`if (!${test}) { co.state = ${label}; continue ${loop}; }`
 *
 * The strings are parsed once, with a placeholder name in every hole. What is only ours, without a node of the source in
 * it, is *glue*: nobody has to understand it, so it stays the text it is.
 *
 *     if (!hole$0$) { co.state = glue$1$; continue glue$2$; }
 *                     ^^^^^^^^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^    glue
 */
import { ts, type TS } from "../typescript.js";
import { isCode, isLabel, isNode, isVariable, type Code, type Hole } from "../lower/machine.js";

export interface Skeleton {
  readonly statements: readonly TS.Statement[];
  /** The largest parts that are glue. */
  readonly glue: ReadonlyMap<TS.Node, Glue>;
  /** Statements that are a line of text once nothing but names and literals are in their holes. */
  readonly texts: ReadonlyMap<TS.Node, Glue>;
}

/** Text around the numbers of holes that are text, too. */
export interface Glue {
  readonly strings: readonly string[];
  readonly holes: readonly number[];
}

export interface FilledSkeleton extends Skeleton {
  /** What the placeholders stand for, by number; code without holes has become part of the text. */
  readonly holes: readonly Hole[];
}

/** What the context wants the code to be. */
export type Grammar = "statements" | "expression" | "binding";

const placeholder = /^(?:hole|glue)\$(\d+)\$$/;

/** The number of the hole, if `node` is a placeholder. */
export function holeNumber(node: TS.Node): number | null {
  if (node.kind !== ts.SyntaxKind.Identifier) return null;
  const match = placeholder.exec((node as TS.Identifier).text);
  return match === null ? null : Number(match[1]);
}

/** Whether code in statement position is a list of statements rather than an expression. */
export function isStatements({ strings, holes }: Code): boolean {
  const last = strings[strings.length - 1];
  const lastHole = holes[holes.length - 1];
  if (last === "" && lastHole !== undefined && !isNode(lastHole) && isCode(lastHole)) return isStatements(lastHole);
  return /[;}]\s*$/.test(last);
}

/** A hole that reads as text: a label's state, a variable's name. */
export function glueText(hole: Hole): string {
  return isLabel(hole) ? String(hole.state) : isVariable(hole) ? hole.name : "";
}

/** Skeletons by the path to them: the strings of the code, and what is in its holes. */
interface Path {
  readonly next: Map<unknown, Path>;
  skeleton: Skeleton | undefined;
}

function path(): Path {
  return { next: new Map(), skeleton: undefined };
}

export class SkeletonCache {
  private readonly roots: Record<Grammar, Path> = { statements: path(), expression: path(), binding: path() };

  get(code: Code, grammar: Grammar): FilledSkeleton {
    const holes: Hole[] = [];
    const found = follow(this.roots[grammar], code, holes);
    found.skeleton ??= parse(wrap(flatten(code, []), grammar));
    const { statements, glue, texts } = found.skeleton;
    return { statements, glue, texts, holes };
  }
}

function parse(source: string): Skeleton {
  const file = ts.createSourceFile("quoted.ts", source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  return { statements: file.statements, ...findGlue(file) };
}

/** Where the skeleton of `code` is kept. Appends what its placeholders stand for to `holes`. */
function follow(from: Path, { strings, holes: own }: Code, holes: Hole[]): Path {
  // The strings of a template are one object for every use of it; those that are put together are told apart by their text.
  let at = step(from, "raw" in strings ? strings : strings.join("\0"));
  for (const hole of own) {
    if (isFlattened(hole)) {
      at = follow(at, hole, holes);
    } else {
      holes.push(hole);
      at = step(at, isText(hole));
    }
  }
  return at;
}

function step({ next }: Path, key: unknown): Path {
  let at = next.get(key);
  if (at === undefined) next.set(key, (at = path()));
  return at;
}

function wrap(source: string, grammar: Grammar): string {
  if (grammar === "expression") return `(${source});`;
  return grammar === "binding" ? `let ${source} = 0;` : source;
}

/** The text of `code` with placeholders. Appends what they stand for to `holes`. */
function flatten({ strings, holes: own }: Code, holes: Hole[]): string {
  let source = strings[0];
  for (let index = 0; index < own.length; index += 1) {
    const hole = own[index];
    if (isFlattened(hole)) source += flatten(hole, holes);
    else source += `${isText(hole) ? "glue" : "hole"}$${holes.push(hole) - 1}$`;
    source += strings[index + 1];
  }
  return source;
}

/** Whether code in a hole becomes part of the skeleton around it. */
function isFlattened(hole: Hole): hole is Code {
  return !isNode(hole) && isCode(hole) && (isStatements(hole) || isOnlyGlue(hole));
}

function isText(hole: Hole): boolean {
  return !isNode(hole) && (isLabel(hole) || isVariable(hole));
}

function isOnlyGlue({ holes }: Code): boolean {
  return holes.every((hole) => isText(hole) || (!isNode(hole) && isCode(hole) && isOnlyGlue(hole)));
}

function findGlue(file: TS.SourceFile): Pick<Skeleton, "glue" | "texts"> {
  const glue = new Map<TS.Node, Glue>();
  const texts = new Map<TS.Node, Glue>();
  function visit(node: TS.Node): void {
    if (isGlue(node)) {
      glue.set(node, glueOf(node.getText(file).replace(/;$/, "")));
      return;
    }
    if (isLine(node)) texts.set(node, glueOf(node.getText(file)));
    ts.forEachChild(node, visit);
  }
  file.statements.forEach(visit);
  return { glue, texts };
}

function glueOf(text: string): Glue {
  const parts = text.split(/(?:hole|glue)\$(\d+)\$/);
  return { strings: parts.filter((_, index) => index % 2 === 0), holes: parts.filter((_, index) => index % 2 === 1).map(Number) };
}

/** Whether a part of a skeleton has no node of the source in it, and nothing that an emitter may have to lower. */
function isGlue(node: TS.Node): boolean {
  return isPlain(node, (name) => !name.startsWith("hole$"));
}

/** A statement that the emitter would print as it stands here, whatever name or literal is in its holes. */
function isLine(node: TS.Node): boolean {
  if (ts.isIfStatement(node)) {
    const { expression, thenStatement, elseStatement } = node;
    return elseStatement === undefined && isPlainWithHoles(expression) && (ts.isBlock(thenStatement) ? !isMultiLine(thenStatement) && thenStatement.statements.every(isPlainWithHoles) : isPlainWithHoles(thenStatement));
  }
  if (ts.isVariableStatement(node)) {
    const { declarations } = node.declarationList;
    return declarations.length === 1 && isPlainWithHoles(declarations[0].name) && declarations[0].initializer !== undefined && isPlainWithHoles(declarations[0].initializer);
  }
  // An expression's own skeleton is in parentheses.
  if (ts.isExpressionStatement(node) && ts.isParenthesizedExpression(node.expression)) return isPlainWithHoles(node.expression.expression);
  return ts.isStatement(node) && isPlainWithHoles(node);
}

function isPlainWithHoles(node: TS.Node): boolean {
  return isPlain(node, () => true);
}

function isMultiLine(block: TS.Block): boolean {
  return (block as { multiLine?: boolean }).multiLine === true;
}

function isPlain(node: TS.Node, accepts: (name: string) => boolean): boolean {
  const { SyntaxKind } = ts;
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return accepts((node as TS.Identifier).text);
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.StringLiteral:
      return true;
    case SyntaxKind.BinaryExpression: {
      const { left, operatorToken, right } = node as TS.BinaryExpression;
      return glueOperators.has(ts.tokenToString(operatorToken.kind)!) && isPlain(left, accepts) && isPlain(right, accepts);
    }
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.CallExpression:
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.ExpressionStatement:
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.ContinueStatement: {
      const isChain = (node as TS.PropertyAccessExpression | TS.CallExpression).questionDotToken !== undefined;
      return !isChain && ts.forEachChild(node, (child) => (isPlain(child, accepts) ? undefined : true)) === undefined;
    }
    default:
      return false;
  }
}

const glueOperators = new Set(["=", "===", "!==", "&&", "||", "+", "-"]);

/** A copy of a leaf of a skeleton. */
export function copyLeaf(node: TS.Node): TS.Node {
  const { factory } = ts;
  if (ts.isIdentifier(node)) return factory.createIdentifier(node.text);
  if (ts.isPrivateIdentifier(node)) return factory.createPrivateIdentifier(node.text);
  if (ts.isNumericLiteral(node)) return factory.createNumericLiteral(node.text);
  if (ts.isStringLiteral(node)) return factory.createStringLiteral(node.text);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return factory.createNoSubstitutionTemplateLiteral(node.text, node.rawText);
  if (ts.isTemplateHead(node)) return factory.createTemplateHead(node.text, node.rawText);
  if (ts.isTemplateMiddle(node)) return factory.createTemplateMiddle(node.text, node.rawText);
  if (ts.isTemplateTail(node)) return factory.createTemplateTail(node.text, node.rawText);
  if (ts.isEmptyStatement(node)) return factory.createEmptyStatement();
  if (ts.isReturnStatement(node)) return factory.createReturnStatement();
  if (ts.isContinueStatement(node)) return factory.createContinueStatement();
  if (ts.isBlock(node)) return factory.createBlock([]);
  if (ts.isObjectLiteralExpression(node)) return factory.createObjectLiteralExpression([]);
  if (ts.isArrayLiteralExpression(node)) return factory.createArrayLiteralExpression([]);
  if (ts.isOmittedExpression(node)) return factory.createOmittedExpression();
  return factory.createToken(node.kind as TS.KeywordTypeSyntaxKind) as TS.Node;
}

/** Forgets where a copied node came from. */
export function detachFromSkeleton<Node extends TS.Node>(node: Node): Node {
  ts.setTextRange(node, { pos: -1, end: -1 });
  if (ts.isBlock(node) && (node as { multiLine?: boolean }).multiLine !== true) ts.setEmitFlags(node, ts.EmitFlags.SingleLine);
  (node as { original?: TS.Node }).original = undefined;
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value) && "pos" in value) ts.setTextRange(value as unknown as TS.NodeArray<TS.Node>, { pos: -1, end: -1 });
  }
  return node;
}
