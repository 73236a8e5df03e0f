/**
 * How does a `switch` find its clause when the clauses yield?
 *
 * Finding the clause and running it are two things. Without a yield in the tests, the engine's own `switch` finds it:
 *
 *     switch (v) {                  switch (v) {
 *       case 1: yield a;              case 1: co.state = 1; continue step;
 *       default: b();                 default: co.state = 3; continue step;
 *     }                             }
 *                                   case 1: …  case 3: b();
 *
 * Otherwise the tests are branches, in order; `default`, wherever it stands, is where the last one falls through to.
 */
import { ts, type TS } from "../../typescript.js";
import type { Builder } from "../builder.js";
import { remarkHead, remarkLines } from "../comments.js";
import { lowerExpression } from "../expressions/expression.js";
import { jumpCode, mustTakeApart, replaceJumps, withTarget } from "./jumps.js";
import { code, type Code, type Hole, type Label } from "../machine.js";
import { defineFunctions, labelledBy, lowerStatements, openScope } from "./statement.js";
import { isStable } from "../expressions/stable.js";

export function lowerSwitch(builder: Builder, node: TS.SwitchStatement, labels: readonly string[]): void {
  const value = lowerExpression(builder, node.expression);
  if (!builder.contains(node.caseBlock) && !mustTakeApart(builder, node)) {
    // Only the discriminant yields.
    builder.replace(node.expression, value);
    const whole = labelledBy(node, labels.length);
    replaceJumps(builder, whole);
    builder.whole(whole);
    return;
  }
  const { clauses } = node.caseBlock;
  const landings = clauses.map(() => builder.label());
  const exit = builder.label();
  const testsYield = clauses.some((clause) => ts.isCaseClause(clause) && builder.contains(clause.expression));
  const kept = testsYield && !isStable(builder, value) ? builder.keep(value, "value") : value;
  openScope(builder, node.caseBlock);
  remarkHead(builder, clauses.pos);
  for (const clause of clauses) defineFunctions(builder, clause.statements);
  if (testsYield) findClause(builder, kept, clauses, landings, exit);
  else builder.emit({ operation: "code", code: dispatch(builder, kept, clauses, landings, exit), ends: true });
  withTarget(builder, { labels, unlabelled: true, break: { label: exit, place: builder.place } }, () => {
    clauses.forEach((clause, index) => {
      builder.mark(landings[index]);
      remarkLines(builder, clause.pos);
      remarkHead(builder, clause.statements.pos);
      lowerStatements(builder, clause.statements.filter((statement) => !ts.isFunctionDeclaration(statement)));
    });
    remarkLines(builder, clauses.end);
  });
  builder.mark(exit);
}

function findClause(builder: Builder, value: Hole, clauses: readonly TS.CaseOrDefaultClause[], landings: readonly Label[], exit: Label): void {
  clauses.forEach((clause, index) => {
    if (ts.isDefaultClause(clause)) return;
    const test = lowerExpression(builder, clause.expression);
    builder.emit({ operation: "branch", test: code`${value} === (${test})`, when: true, label: landings[index] });
  });
  builder.jump(landings[clauses.findIndex(ts.isDefaultClause)] ?? exit);
}

function dispatch(builder: Builder, value: Hole, clauses: readonly TS.CaseOrDefaultClause[], landings: readonly Label[], exit: Label): Code {
  const strings = ["switch (", ") {\n"];
  const holes: Hole[] = [value];
  clauses.forEach((clause, index) => {
    if (ts.isCaseClause(clause)) {
      strings[strings.length - 1] += "  case ";
      strings.push(": ", "\n");
      holes.push(clause.expression, jumpCode(builder, landings[index], false));
    } else {
      strings[strings.length - 1] += "  default: ";
      strings.push("\n");
      holes.push(jumpCode(builder, landings[index], false));
    }
  });
  if (!clauses.some(ts.isDefaultClause)) {
    strings[strings.length - 1] += "  default: ";
    strings.push("\n");
    holes.push(jumpCode(builder, exit, false));
  }
  strings[strings.length - 1] += "}";
  return { fragment: "code", strings, holes };
}
