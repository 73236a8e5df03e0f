/**
 * How does quasi-quoted code become syntax nodes?
 *
 *     code`if (!${test}) { co.state = ${label}; continue ${loop}; }`
 *
 *     IfStatement                                    new nodes, by the skeleton
 *       PrefixUnaryExpression !
 *         each.step()                                what the hole holds
 *       Block
 *         ExpressionStatement
 *           "co.state = 2; continue step"            glue: one piece of text, as an identifier that is called so
 *
 * New nodes have no position, so the emitter takes neither comments nor line breaks for them from the file it is printing.
 * Glue is text because the emitter takes time for every node, and most of a machine is glue.
 */
import { ts, type TS } from "../typescript.js";
import { isCode, isNode, isVariable, isVerbatim, type Code, type Hole } from "../lower/machine.js";
import { toArrayElement, toProperty } from "./assignment-pattern.js";
import { copyLeaf, detachFromSkeleton, glueText, holeNumber, isStatements, SkeletonCache, type FilledSkeleton, type Glue, type Grammar } from "./skeleton.js";

/** Makes a statement of text that is one, or several, to its last character. `remark` is put behind it. */
export type ToLine = (text: string, remark: string | undefined) => TS.Statement;

/** What the composer leaves to the printer of source nodes. */
export interface NodePrinter {
  visitOne(node: TS.Node): TS.Node;
  visit(node: TS.Node): TS.VisitResult<TS.Node | undefined>;
  /** A node as it stands, although something else stands in its place in the source. */
  verbatim(node: TS.Node): TS.VisitResult<TS.Node | undefined>;
  expression(hole: Hole): TS.Expression;
  /** What a name or a literal of the source is printed as; null for whatever the emitter has to see. */
  leafText(node: TS.Node): string | null;
}

export class Composer {
  private readonly printer: NodePrinter;
  private readonly skeletons = new SkeletonCache();

  constructor(printer: NodePrinter) {
    this.printer = printer;
  }

  /** What can stand wherever a statement can. */
  statements(code: Code): TS.Statement[] {
    const filled = this.skeletons.get(code, "statements");
    return new Filling(this, this.printer, filled).statements(filled.statements);
  }

  /** The same, where as much as possible may be lines of text. `remark` is put behind the last statement. */
  lines(code: Code, toLine: ToLine, remark: string | undefined): TS.Statement[] {
    const filled = this.skeletons.get(code, "statements");
    return new Filling(this, this.printer, filled).lines(filled.statements, toLine, remark);
  }

  /** An expression as text, if it can be; else null. */
  expressionText(code: Code): string | null {
    const filled = this.skeletons.get(code, "expression");
    const text = new Filling(this, this.printer, filled).lineText(filled.statements[0]);
    return text === null ? null : text.slice("(".length, -");".length);
  }

  expression(code: Code): TS.Expression {
    return (this.only<TS.ExpressionStatement>(code, "expression", ({ expression }) => (expression as TS.ParenthesizedExpression).expression) as TS.Expression);
  }

  bindingName(code: Code): TS.BindingName {
    return this.only<TS.VariableStatement>(code, "binding", ({ declarationList }) => declarationList.declarations[0].name) as TS.BindingName;
  }

  /** The part of the code's only statement that it was wrapped for. */
  private only<Statement extends TS.Statement>(code: Code, grammar: Grammar, part: (statement: Statement) => TS.Node): TS.Node {
    const filled = this.skeletons.get(code, grammar);
    return new Filling(this, this.printer, filled).root(part(filled.statements[0] as Statement)) as TS.Node;
  }
}

/** One use of a skeleton. */
class Filling {
  private readonly composer: Composer;
  private readonly printer: NodePrinter;
  private readonly holes: readonly Hole[];
  private readonly glue: ReadonlyMap<TS.Node, Glue>;
  private readonly texts: ReadonlyMap<TS.Node, Glue>;

  constructor(composer: Composer, printer: NodePrinter, { holes, glue, texts }: FilledSkeleton) {
    this.composer = composer;
    this.printer = printer;
    this.holes = holes;
    this.glue = glue;
    this.texts = texts;
  }

  /** Statements of glue that follow one another share a line. */
  statements(statements: readonly TS.Statement[]): TS.Statement[] {
    return this.joined(statements, (line) => asGlue(line.slice(0, -1), true) as TS.Statement, (statement) => this.node(statement));
  }

  /** Of a statement with nothing but names and literals in its holes, the emitter gets to see the text. */
  lines(statements: readonly TS.Statement[], toLine: ToLine, remark: string | undefined): TS.Statement[] {
    const last = statements[statements.length - 1];
    let endsInNode = false;
    const lines = this.joined(statements, (line, statement) => toLine(line, statement === last ? remark : undefined), (statement) => {
      const text = this.lineText(statement);
      endsInNode = text === null && statement === last;
      return text === null ? this.node(statement) : toLine(text, statement === last ? remark : undefined);
    });
    if (remark !== undefined && endsInNode) {
      ts.addSyntheticTrailingComment(lines[lines.length - 1], ts.SyntaxKind.SingleLineCommentTrivia, ` ${remark}`, false);
    }
    return lines;
  }

  private joined(statements: readonly TS.Statement[], toLine: (line: string, last: TS.Statement) => TS.Statement, toNode: (statement: TS.Statement) => TS.VisitResult<TS.Node | undefined>): TS.Statement[] {
    const filled: TS.Statement[] = [];
    let line = "";
    for (let index = 0; index < statements.length; index += 1) {
      const statement = statements[index];
      const glue = this.glue.get(statement);
      if (glue !== undefined) {
        line += `${line === "" ? "" : " "}${this.text(glue)};`;
        const next = statements[index + 1];
        if (next !== undefined && this.glue.has(next)) continue;
        filled.push(toLine(line, statement));
        line = "";
        continue;
      }
      const node = toNode(statement);
      if (Array.isArray(node)) filled.push(...(node as TS.Statement[]));
      else if (node !== undefined) filled.push(node as TS.Statement);
    }
    return filled;
  }

  private text({ strings, holes }: Glue): string {
    let text = strings[0];
    for (let index = 0; index < holes.length; index += 1) text += glueText(this.holes[holes[index]]) + strings[index + 1];
    return text;
  }

  /** A statement with nothing but names and literals in its holes, as the emitter would print it; else null. */
  lineText(statement: TS.Statement): string | null {
    const line = this.texts.get(statement);
    if (line === undefined) return null;
    const { strings, holes } = line;
    let text = strings[0];
    for (let index = 0; index < holes.length; index += 1) {
      const filling = this.holeText(this.holes[holes[index]]);
      if (filling === null) return null;
      text += filling + strings[index + 1];
    }
    return text;
  }

  private holeText(hole: Hole): string | null {
    if (isNode(hole)) return this.printer.leafText(hole);
    if (isVerbatim(hole)) return this.printer.leafText(hole.node);
    return isCode(hole) ? this.composer.expressionText(hole) : glueText(hole);
  }

  /** A node of the skeleton, filled. */
  readonly node = (node: TS.Node): TS.VisitResult<TS.Node | undefined> => {
    const glue = this.glue.get(node);
    if (glue !== undefined) return asGlue(this.text(glue), ts.isStatement(node));
    return this.built(node);
  };

  /** A whole expression. What it is put into may have to set it in parentheses, so only a name or a member is glue here. */
  root(node: TS.Node): TS.VisitResult<TS.Node | undefined> {
    return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? this.node(node) : this.built(node);
  }

  private built(node: TS.Node): TS.VisitResult<TS.Node | undefined> {
    const number = holeNumber(node);
    if (number !== null) return this.printer.expression(this.holes[number]);
    return this.specialPlace(node) ?? this.frequent(node) ?? this.other(node);
  }

  private one<Node extends TS.Node>(node: Node): Node {
    return this.node(node) as Node;
  }

  /** The kinds that nearly every state has; the factory makes them faster than a visitor copies them. */
  private frequent(node: TS.Node): TS.Node | null {
    const { factory, SyntaxKind } = ts;
    switch (node.kind) {
      case SyntaxKind.ExpressionStatement:
        return factory.createExpressionStatement(this.one((node as TS.ExpressionStatement).expression));
      case SyntaxKind.ReturnStatement: {
        const { expression } = node as TS.ReturnStatement;
        return factory.createReturnStatement(expression && this.one(expression));
      }
      case SyntaxKind.IfStatement: {
        const { expression, thenStatement, elseStatement } = node as TS.IfStatement;
        const branch = factory.createIfStatement(this.one(expression), this.one(thenStatement), elseStatement && this.one(elseStatement));
        return ts.isBlock(thenStatement) ? branch : ts.setEmitFlags(branch, ts.EmitFlags.SingleLine);
      }
      case SyntaxKind.Block: {
        const { statements, multiLine } = node as TS.Block & { readonly multiLine?: boolean };
        const block = factory.createBlock(this.statements(statements), multiLine);
        return multiLine ? block : ts.setEmitFlags(block, ts.EmitFlags.SingleLine);
      }
      case SyntaxKind.CaseClause:
        return factory.createCaseClause(this.one((node as TS.CaseClause).expression), this.statements((node as TS.CaseClause).statements));
      case SyntaxKind.DefaultClause:
        return factory.createDefaultClause(this.statements((node as TS.DefaultClause).statements));
      case SyntaxKind.BinaryExpression: {
        const { left, operatorToken, right } = node as TS.BinaryExpression;
        return factory.createBinaryExpression(this.one(left), operatorToken.kind, this.one(right));
      }
      case SyntaxKind.PrefixUnaryExpression: {
        const { operator, operand } = node as TS.PrefixUnaryExpression;
        return factory.createPrefixUnaryExpression(operator, this.one(operand));
      }
      case SyntaxKind.CallExpression: {
        const { expression, questionDotToken, arguments: list } = node as TS.CallExpression;
        if (questionDotToken !== undefined) return null;
        return factory.createCallExpression(this.one(expression), undefined, list.map((argument) => this.one(argument)));
      }
      default:
        return null;
    }
  }

  private other(node: TS.Node): TS.Node {
    const copied = ts.visitEachChild(node, this.node, undefined);
    return detachFromSkeleton(copied === node ? copyLeaf(node) : copied);
  }

  private at(child: TS.Node | undefined): Hole | null {
    const number = child === undefined ? null : holeNumber(child);
    return number === null ? null : this.holes[number];
  }

  /** Places where a hole is not an expression: a statement, a declared name, an element or a property. */
  private specialPlace(node: TS.Node): TS.VisitResult<TS.Node | undefined> | null {
    const { factory } = ts;
    if (ts.isExpressionStatement(node)) {
      const hole = this.at(node.expression);
      if (hole !== null && !isNode(hole) && isCode(hole) && isStatements(hole)) return this.composer.statements(hole);
      if (hole !== null && isVerbatim(hole) && ts.isStatement(hole.node)) return this.printer.verbatim(hole.node);
    } else if (ts.isVariableDeclaration(node)) {
      const hole = this.at(node.name);
      if (hole !== null) return factory.createVariableDeclaration(this.bindingName(hole), undefined, undefined, node.initializer && this.one(node.initializer));
    } else if (ts.isBindingElement(node)) {
      const hole = this.at(node.name);
      if (hole !== null && isNode(hole)) return this.printer.visit(hole) as TS.Node;
    } else if (ts.isArrayLiteralExpression(node)) {
      const hole = this.at(node.elements[0]);
      if (hole !== null && isNode(hole) && ts.isBindingElement(hole)) return factory.createArrayLiteralExpression([toArrayElement(hole, (inner) => this.printer.visitOne(inner))]);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      const hole = this.at(node.name);
      if (hole !== null && isNode(hole)) return ts.isBindingElement(hole) ? toProperty(hole, (inner) => this.printer.visitOne(inner)) : (this.printer.visit(hole) as TS.Node);
    } else if (ts.isPropertyAssignment(node)) {
      const hole = this.at(node.name);
      if (hole !== null && isNode(hole)) return factory.createPropertyAssignment(this.propertyName(hole), this.one(node.initializer));
    }
    return null;
  }

  private propertyName(node: TS.Node): TS.PropertyName {
    if (ts.isIdentifier(node)) return ts.factory.createIdentifier(node.text);
    return (ts.isComputedPropertyName(node) ? this.printer.visitOne(node) : node) as TS.PropertyName;
  }

  private bindingName(hole: Hole): TS.BindingName {
    if (isNode(hole)) return this.printer.visitOne(hole) as TS.BindingName;
    if (isVariable(hole)) return ts.factory.createIdentifier(hole.name);
    return this.composer.bindingName(hole as Code);
  }
}

/** Text that the emitter prints as it stands. */
export function asGlue(text: string, isStatement: boolean): TS.Statement | TS.Expression {
  const expression = ts.factory.createIdentifier(text);
  return isStatement ? ts.factory.createExpressionStatement(expression) : expression;
}
