/**
 * How does a machine keep the promise of `try`, `catch`, `finally` and `using`?
 *
 * By standing in the right state. Each part of the statement is a range of states; entering a part stores a state of its
 * range; the table does the rest (runtime/machine/unwind.ts). Only the end of a `finally` asks the run time what is pending.
 *
 *     try { A } catch (e) { B } finally { C }       enter body      A    → 7
 *                                                   enter catch     e = co.caught;  B
 *                                                7: enter finally   C    if (co.finish(0, 8)) …
 *                                                8: leave
 */
import type { TS } from "../../typescript.js";
import { ts } from "../../typescript.js";
import { keywordOf } from "../../analyze/declarations.js";
import type { Builder } from "../builder.js";
import { remarkBetween } from "../comments.js";
import { lowerExpression } from "../expressions/expression.js";
import { code, text, type Hole, type Variable } from "../machine.js";
import { isPattern, lowerPatternDeclaration } from "../expressions/pattern.js";
import { lowerBlockStatements, openScope } from "./statement.js";

export function lowerTry(builder: Builder, node: TS.TryStatement): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  const region = builder.region("try", { catch: catchClause !== undefined, finally: finallyBlock !== undefined });
  const cleanup = builder.label();
  const onward = finallyBlock ? cleanup : region.after;
  builder.enter(region, "body", "try {");
  lowerBlockStatements(builder, tryBlock, tryBlock.statements);
  builder.jump(onward);
  if (catchClause) {
    builder.enter(region, "catch", catchClause.variableDeclaration ? `} catch (${catchClause.variableDeclaration.getText(builder.context.file)}) {` : "} catch {");
    builder.statementHere = catchClause;
    remarkBetween(builder, tryBlock.end);
    lowerCatch(builder, catchClause);
    builder.jump(onward);
  }
  if (finallyBlock) {
    builder.statementHere = finallyBlock;
    remarkBetween(builder, (catchClause ?? tryBlock).end);
    builder.enter(region, "finally", "} finally {");
    builder.mark(cleanup);
    lowerBlockStatements(builder, finallyBlock, finallyBlock.statements);
    builder.emit({ operation: "finish", region });
  }
  builder.statementHere = node;
  builder.exit(region, "}");
  builder.mark(region.after);
}

function lowerCatch(builder: Builder, node: TS.CatchClause): void {
  openScope(builder, node);
  const name = node.variableDeclaration?.name;
  const caught = code`${builder.frame}.caught`;
  if (name && isPattern(name) && builder.contains(name)) lowerPatternDeclaration(builder, name, "let", builder.keep(caught, "value"));
  else if (name) builder.emit({ operation: "declare", keyword: "let", name, value: caught });
  lowerBlockStatements(builder, node.block, node.block.statements);
}

/**
 *     using file = open();  B       file = co.use(open(), 0);
 *                                   enter body      B     co.leave(3);      disposes, in reverse order
 *                                3: leave
 */
export function lowerUsing(builder: Builder, list: TS.VariableDeclarationList, lowerRest: () => void): void {
  if ((list.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing || keywordOf(list) !== "using") {
    builder.context.report(list, 1005, "`await using` needs an async function. Write `using`, or close the resource in a `finally` block.");
    return;
  }
  withResources(builder, (resources) => {
    for (const { name, initializer } of list.declarations) {
      const value = initializer ? lowerExpression(builder, initializer) : text("undefined");
      builder.emit({ operation: "declare", keyword: "const", name, value: code`${resources}.use(${value})` });
    }
    lowerRest();
  });
}

/** `for (using file of files) B`: each turn is a block that `using` protects. */
export function lowerUsingHead(builder: Builder, name: TS.BindingName, value: Hole, lowerBody: () => void): void {
  withResources(builder, (resources) => {
    builder.emit({ operation: "declare", keyword: "const", name, value: code`${resources}.use(${value})` });
    lowerBody();
  });
}

function withResources(builder: Builder, lower: (resources: Variable) => void): void {
  const region = builder.region("using", { closes: true });
  const index = text(String(region.index));
  const resources = builder.keep(code`${builder.frame}.resources(${index})`, "resources");
  builder.enter(region, "body", "using");
  lower(resources);
  builder.emit({ operation: "leave", label: region.after });
  builder.exit(region);
  builder.mark(region.after);
}
