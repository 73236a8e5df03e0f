/**
 * How does quasi-quoted code become syntax nodes?
 *
 *     code`if (!${test}) { co.state = ${label}; continue ${loop}; }`
 *
 * The strings are parsed once, with a placeholder name in every hole; each use then copies the parsed tree and puts what
 * the hole holds where its placeholder stands. Copies are synthesized nodes: they have no position, so the emitter takes
 * neither comments nor line breaks for them from the file it is printing.
 */
import { ts, type TS } from "../typescript.js";
import { isCode, isNode, type Code, type Hole } from "../lower/machine.js";

export interface Skeleton {
  readonly statements: readonly TS.Statement[];
  /** What the placeholders stand for, by number; code without holes has become part of the text. */
  readonly holes: readonly Hole[];
}

/** What the context wants the code to be. */
export type Grammar = "statements" | "expression" | "binding";

const placeholder = /^hole\$(\d+)\$$/;

/** The number of the hole, if `node` is a placeholder. */
export function holeNumber(node: TS.Node): number | null {
  const match = ts.isIdentifier(node) ? placeholder.exec(node.text) : null;
  return match === null ? null : Number(match[1]);
}

/** Whether code in statement position is a list of statements rather than an expression. */
export function isStatements({ strings, holes }: Code): boolean {
  const last = strings[strings.length - 1];
  const lastHole = holes[holes.length - 1];
  if (last === "" && lastHole !== undefined && !isNode(lastHole) && isCode(lastHole)) return isStatements(lastHole);
  return /[;}]\s*$/.test(last);
}

export class SkeletonCache {
  private readonly parsed = new Map<string, readonly TS.Statement[]>();

  get(code: Code, grammar: Grammar): Skeleton {
    const holes: Hole[] = [];
    const source = wrap(flatten(code, holes), grammar);
    let statements = this.parsed.get(source);
    if (statements === undefined) {
      statements = ts.createSourceFile("quoted.ts", source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS).statements;
      this.parsed.set(source, statements);
    }
    return { statements, holes };
  }
}

function wrap(source: string, grammar: Grammar): string {
  if (grammar === "expression") return `(${source});`;
  return grammar === "binding" ? `let ${source} = 0;` : source;
}

/** The text of `code` with placeholders. Appends what they stand for to `holes`. */
function flatten(code: Code, holes: Hole[]): string {
  return code.strings
    .map((string, index) => {
      const hole = code.holes[index];
      if (hole === undefined) return string;
      if (!isNode(hole) && isCode(hole) && hole.holes.length === 0) return string + hole.strings[0];
      return `${string}hole$${holes.push(hole) - 1}$`;
    })
    .join("");
}

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
