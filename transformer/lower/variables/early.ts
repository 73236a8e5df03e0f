/**
 * Can a variable be used before its declaration has run?
 *
 * A `let` that lives outside the switch is an ordinary variable from the start; the engine no longer throws when it is
 * read too early (the temporal dead zone, ECMA-262 9.1.1.1.6). So a read or write that *can* come too early is checked,
 * and only such: code that stands before the declaration, or a closure that exists before it.
 *
 *     const total = yield sum();       `add` can run before this line only if something before it mentions `add`
 *     function add(x) { total; }
 */
import { ts, type TS } from "../../typescript.js";
import type { Binding, Names, Reference } from "../../analyze/names.js";

/** Whether `reference` may be evaluated before the declaration of `binding`. */
export function isEarly(binding: Binding, reference: Reference, names: Names): boolean {
  const declared = endOfDeclaration(binding);
  if (declared === null) return false;
  if (ts.isCaseBlock(binding.scope.node) && clauseOf(reference.node, binding.scope.node) !== clauseOf(binding.declarations[0], binding.scope.node)) {
    // The clause of the declaration may have been skipped.
    return true;
  }
  return earliestUse(binding, reference, names, new Set()) < declared;
}

/** Whether `reference` is in a function declaration that exists, at the head of its block, before the variable does. */
export function isCapturedEarly(binding: Binding, { closure }: Reference): boolean {
  const declared = endOfDeclaration(binding);
  if (declared === null || closure === null || !ts.isFunctionDeclaration(closure)) return false;
  const block = ts.isCaseOrDefaultClause(closure.parent) ? closure.parent.parent : closure.parent;
  return block.pos < declared;
}

/** The position from which on the variable is initialized; null for those that are from the start. */
export function endOfDeclaration(binding: Binding): number | null {
  const [identifier] = binding.declarations;
  if (binding.kind === "catch") return ts.isVariableDeclaration(identifier.parent) ? null : (binding.scope.node as TS.CatchClause).block.pos;
  if (!["let", "const", "using", "class"].includes(binding.kind)) return null;
  let node: TS.Node = identifier;
  while (ts.isBindingElement(node) || ts.isIdentifier(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) node = node.parent;
  const loop = node.parent?.parent;
  if (loop !== undefined && (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) && loop.initializer === node.parent) return loop.statement.pos;
  return node.end;
}

/** The first position at which the reference can be evaluated. */
function earliestUse(binding: Binding, reference: Reference, names: Names, seen: Set<TS.Node>): number {
  const { closure } = reference;
  if (closure === null) return reference.node.pos;
  if (!ts.isFunctionDeclaration(closure) || closure.name === undefined) return closure.pos;
  // A function declaration exists from the start of its block; it runs where it is first mentioned, at the earliest.
  if (seen.has(closure)) return Infinity;
  seen.add(closure);
  const self = names.bindingOf.get(closure.name);
  const uses = self?.references ?? [];
  return Math.min(...uses.map((use) => (use.node.pos >= closure.pos && use.node.end <= closure.end ? Infinity : earliestUse(self!, use, names, seen))), Infinity);
}

function clauseOf(node: TS.Node, block: TS.CaseBlock): TS.Node {
  let clause = node;
  while (clause.parent !== block) clause = clause.parent;
  return clause;
}
