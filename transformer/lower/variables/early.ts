/**
 * Can a variable be used before its declaration has run?
 *
 * A `let` that lives outside the switch is an ordinary variable from the start; the engine no longer throws when it is
 * read too early (the temporal dead zone, ECMA-262 9.1.1.1.6). So a read or write that *can* come too early is checked,
 * and only such: code that stands before the declaration, or a closure that exists before it.
 *
 *     const total = yield sum();       `add` can run before this line only if something before it mentions `add`
 *     function add(x) { total; }
 *
 * "Before" is mostly a matter of position. A name in a pattern is initialized at the end of its own element; what is
 * evaluated before that although it stands behind it is the initializer of each pattern around, and the head of a loop:
 *
 *     const { p: [one, two = one] = one } = one;         for (const { x, y = x } of x)
 *                            ^ late    ^ early ^ early                      ^ late  ^ early
 */
import { ts, type TS } from "../../typescript.js";
import type { Binding, Names, Reference } from "../../analyze/names.js";

/** Whether `reference` may be evaluated before the declaration of `binding`. */
export function isEarly(binding: Binding, reference: Reference, names: Names): boolean {
  const initialization = initializationOf(binding);
  if (initialization === null) return false;
  if (ts.isCaseBlock(binding.scope.node) && clauseOf(reference.node, binding.scope.node) !== clauseOf(binding.declarations[0], binding.scope.node)) {
    // The clause of the declaration may have been skipped.
    return true;
  }
  return isUsedBefore(initialization, reference, names, new Set());
}

/** Whether `reference` is in a function declaration that exists, at the head of its block, before the variable does. */
export function isCapturedEarly(binding: Binding, { closure }: Reference): boolean {
  const initialization = initializationOf(binding);
  if (initialization === null || closure === null || !ts.isFunctionDeclaration(closure)) return false;
  const block = ts.isCaseOrDefaultClause(closure.parent) ? closure.parent.parent : closure.parent;
  return precedes(block, initialization);
}

/** When a variable is initialized. */
interface Initialization {
  /** What begins before this position is evaluated before. */
  readonly end: number;
  /** What stands behind the position and is evaluated before, too. */
  readonly sooner: readonly TS.Node[];
}

/** When the variable is initialized; null for those that are from the start. */
function initializationOf({ kind, declarations: [identifier] }: Binding): Initialization | null {
  if (kind === "catch" ? ts.isVariableDeclaration(identifier.parent) : !["let", "const", "using", "class"].includes(kind)) return null;
  const sooner: TS.Node[] = [];
  let node: TS.Node = identifier.parent;
  while (ts.isBindingElement(node)) {
    // The pattern that holds the element, and what that is declared by.
    node = node.parent.parent;
    if ((ts.isBindingElement(node) || ts.isVariableDeclaration(node)) && node.initializer !== undefined) sooner.push(node.initializer);
  }
  const loop = node.parent?.parent;
  if (loop !== undefined && (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) && loop.initializer === node.parent) sooner.push(loop.expression);
  return { end: identifier.parent.end, sooner };
}

function precedes(node: TS.Node, { end, sooner }: Initialization): boolean {
  return node.pos < end || sooner.some((around) => around.pos <= node.pos && node.end <= around.end);
}

/** Whether the reference can be evaluated before `initialization`. */
function isUsedBefore(initialization: Initialization, reference: Reference, names: Names, seen: Set<TS.Node>): boolean {
  const { closure } = reference;
  if (closure === null) return precedes(reference.node, initialization);
  if (!ts.isFunctionDeclaration(closure) || closure.name === undefined) return precedes(closure, initialization);
  // A function declaration exists from the start of its block; it runs where it is first mentioned, at the earliest.
  if (seen.has(closure)) return false;
  seen.add(closure);
  const uses = names.bindingOf.get(closure.name)?.references.filter(({ node }) => node.pos < closure.pos || node.end > closure.end) ?? [];
  return uses.some((use) => isUsedBefore(initialization, use, names, seen));
}

function clauseOf(node: TS.Node, block: TS.CaseBlock): TS.Node {
  let clause = node;
  while (clause.parent !== block) clause = clause.parent;
  return clause;
}
