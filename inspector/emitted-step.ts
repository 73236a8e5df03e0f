/**
 * Where in the emitted code is one machine?
 *
 * Its description has a name of its own, and the only call that mentions it starts the machine:
 *
 *     get(url) {                                       start
 *       return startCoroutine(co => {                  the call
 *         step: for (;;) switch (co.state) {
 *           case 0:                                    a state
 *             co.state = 1; return fetch(url);         a suspension
 *           …
 *       }, get$machine);                               the name
 *     }                                                end
 */
import { ts, type TS } from "../transformer/typescript.js";

export interface EmittedStep {
  /** Offsets of the function around the machine. */
  readonly start: number;
  readonly end: number;
  readonly states: readonly { readonly number: number; readonly start: number }[];
  /** Offset at which the last state ends. */
  readonly lastStateEnd: number;
  /** Where the machine stores `state` and returns. */
  readonly suspensions: readonly { readonly state: number; readonly start: number }[];
}

/** @param resumptions the states in which yields resume */
export function stepOf(file: TS.SourceFile, describe: string, resumptions: readonly number[]): EmittedStep {
  const call = findNode(file, (node): node is TS.CallExpression => ts.isCallExpression(node) && node.arguments.some((argument) => ts.isIdentifier(argument) && argument.text === describe));
  if (call === undefined) throw new Error(`the emitted code of ${file.fileName} does not mention ${describe}`);
  const around = enclosingFunction(call);
  const loop = findNode(call.arguments[0], ts.isSwitchStatement);
  const clauses = loop?.caseBlock.clauses.filter(ts.isCaseClause) ?? [];
  return {
    start: around.getStart(file),
    end: around.end,
    states: clauses.map((clause) => ({ number: Number(clause.expression.getText(file)), start: clause.getStart(file) })),
    lastStateEnd: clauses.at(-1)?.end ?? around.end,
    suspensions: clauses.flatMap((clause) => suspensionsIn(clause, file)).filter(({ state }) => resumptions.includes(state)),
  };
}

/** Statements `co.state = 4;` directly before a `return`. */
function suspensionsIn(clause: TS.CaseClause, file: TS.SourceFile): { state: number; start: number }[] {
  const found: { state: number; start: number }[] = [];
  walk(clause, (node) => {
    if (!ts.isReturnStatement(node) || !("statements" in node.parent)) return;
    const siblings = node.parent.statements as TS.NodeArray<TS.Statement>;
    const before = siblings[siblings.indexOf(node) - 1];
    const state = before === undefined ? null : /\.state = (\d+);?$/.exec(before.getText(file));
    if (state !== null) found.push({ state: Number(state[1]), start: node.getStart(file) });
  });
  return found;
}

function enclosingFunction(node: TS.Node): TS.Node {
  let around = node.parent;
  while (!ts.isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  return around;
}

function findNode<Found extends TS.Node>(root: TS.Node, test: (node: TS.Node) => node is Found): Found | undefined {
  let found: Found | undefined;
  walk(root, (node) => {
    if (found === undefined && test(node)) found = node;
  });
  return found;
}

/** Visits `root` and what is in it, in the order of the text, however deep. */
function walk(root: TS.Node, visit: (node: TS.Node) => void): void {
  const pending = [root];
  while (pending.length > 0) {
    const node = pending.pop()!;
    visit(node);
    const children: TS.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    pending.push(...children.toReversed());
  }
}
