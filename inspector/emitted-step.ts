/**
 * Where in the emitted code is one machine?
 *
 * Its description has a name of its own, and the only call that mentions it starts the machine:
 *
 *     get(url) {                                       start
 *       return startCoroutine(co => {                  the call
 *         step: for (;;) switch (co.state) {
 *           case 0:                                    a state
 *             co.state = 1; if (co.waits(…)) return;   a suspension; in a generator `co.state = 1; return …;`
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
  /** Where the machine stores `state`, and returns or asks whether it has to. */
  readonly suspensions: readonly { readonly state: number; readonly start: number }[];
}

/** The calls that start the machines of a file, by the names of their descriptions. */
export function startingCalls(file: TS.SourceFile): ReadonlyMap<string, TS.CallExpression> {
  const calls = new Map<string, TS.CallExpression>();
  for (const node of nodesIn(file)) {
    if (!ts.isCallExpression(node) || node.arguments.length < 2 || !ts.isArrowFunction(node.arguments[0])) continue;
    const description = node.arguments[1];
    if (ts.isIdentifier(description)) calls.set(description.text, node);
  }
  return calls;
}

/** @param resumptions the states in which yields resume */
export function stepOf(call: TS.CallExpression, resumptions: ReadonlySet<number>): EmittedStep {
  const file = call.getSourceFile();
  const around = enclosingFunction(call);
  const loop = nodesIn(call.arguments[0]).find(ts.isSwitchStatement)!;
  const clauses = loop.caseBlock.clauses.filter(ts.isCaseClause);
  return {
    start: around.getStart(file),
    end: around.end,
    states: clauses.map((clause) => ({ number: Number(clause.expression.getText(file)), start: clause.getStart(file) })),
    lastStateEnd: clauses.at(-1)!.end,
    suspensions: clauses.flatMap((clause) => suspensionsIn(clause, file)).filter(({ state }) => resumptions.has(state)),
  };
}

/** Statements `co.state = 4;` directly before a `return`, or before the question whether to return. */
function suspensionsIn(clause: TS.CaseClause, file: TS.SourceFile): { state: number; start: number }[] {
  return nodesIn(clause, (node) => ts.isFunctionLike(node)).flatMap((node) => {
    if (!leaves(node) || !("statements" in node.parent)) return [];
    const siblings = node.parent.statements as TS.NodeArray<TS.Statement>;
    const before = siblings[siblings.indexOf(node) - 1];
    const state = before === undefined ? null : /\.state = (\d+);?$/.exec(before.getText(file));
    return state === null ? [] : [{ state: Number(state[1]), start: node.getStart(file) }];
  });
}

function leaves(node: TS.Node): node is TS.Statement {
  return ts.isReturnStatement(node) || (ts.isIfStatement(node) && ts.isReturnStatement(node.thenStatement));
}

function enclosingFunction(node: TS.Node): TS.Node {
  let around = node.parent;
  while (!ts.isFunctionLike(around)) around = around.parent;
  return around;
}

/** `root` and what is in it, in the order of the text, however deep, but not what is in a node that `isClosed`. */
function nodesIn(root: TS.Node, isClosed: (node: TS.Node) => boolean = () => false): TS.Node[] {
  const nodes: TS.Node[] = [];
  const pending = [root];
  while (pending.length > 0) {
    const node = pending.pop()!;
    nodes.push(node);
    if (isClosed(node)) continue;
    const children: TS.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.toReversed()) pending.push(child);
  }
  return nodes;
}
