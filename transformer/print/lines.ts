/**
 * How does a whole line of text pass for a statement?
 *
 *     if (!c) { co.state = 1; continue step; }        ExpressionStatement
 *                                                       Identifier `if (!c) { co.state = 1; continue step; }`
 *
 * Transformers that come later see an expression statement, in which nothing is theirs. When the emitter prints it, it asks
 * whether something else is to be printed (`onSubstituteNode`), and gets the bare name, which it ends with no semicolon. Who
 * prints without asking prints one that does no harm.
 */
import { ts, type TS } from "../typescript.js";

export class Lines {
  /** What every line says it was made of: it costs nothing, and a set of as many lines as there are states does. */
  private readonly origin = ts.factory.createNotEmittedStatement(ts.factory.createEmptyStatement());

  /** To be called while the transformer is set up: the compiler allows it at no other time. */
  constructor(context: TS.TransformationContext) {
    const substitute = context.onSubstituteNode;
    context.enableSubstitution(ts.SyntaxKind.ExpressionStatement);
    context.onSubstituteNode = (hint, node) => {
      const given = substitute(hint, node);
      return this.isLine(given) ? given.expression : given;
    };
  }

  /** A statement that prints as `text`, semicolons and all. */
  line(text: string, remark?: string): TS.Statement {
    const { factory } = ts;
    const isSimple = remark === undefined && text.endsWith(";");
    if (isSimple) return factory.createExpressionStatement(factory.createIdentifier(text.slice(0, -1)));
    const line = factory.createExpressionStatement(factory.createIdentifier(remark === undefined ? text : `${text} // ${remark}`));
    return ts.setOriginalNode(line, this.origin);
  }

  /** The node whose comments are printed. */
  printed(statement: TS.Statement): TS.Node {
    return this.isLine(statement) ? statement.expression : statement;
  }

  private isLine(node: TS.Node): node is TS.ExpressionStatement {
    return (node as { readonly original?: TS.Node }).original === this.origin;
  }
}
