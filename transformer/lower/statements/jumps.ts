/**
 * Where do `break`, `continue` and `return` go?
 *
 * The statements that a jump can name form a stack while the lowering descends, and the regions around the current
 * operation form a chain (`place`). A jump looks its target up on the stack; the regions on the chain that the target
 * does not share are left, and if one of them has something to run, the jump goes through the run time:
 *
 *     break;        co.state = 5; continue step;           nothing on the way
 *     break;        co.leave(5); continue step;            out of a `for-of` (close) or through a `finally`
 *     return x;     return co.end(x);     |  co.exit(x); continue step;
 *
 * A statement without a yield is printed as it stands, except for the jumps in it that leave it: those are replaced.
 */
import { ts, type TS } from "../../typescript.js";
import type { Builder } from "../builder.js";
import { code, type Code, type Hole, type Label, type Place } from "../machine.js";

/** A statement that `break` or `continue` may mean. */
export interface JumpTarget {
  readonly labels: readonly string[];
  /** Does a plain `break` mean this statement? (A loop or a `switch`, not a labelled block.) */
  readonly unlabelled: boolean;
  readonly break: { readonly label: Label; readonly place: Place };
  readonly continue?: {
    /** Where a `continue` goes that leaves nothing. */
    readonly label: Label;
    /** Where it goes through the run time: a state *inside* the loop's own region, so that the loop is not closed. */
    readonly inside: Label;
    readonly place: Place;
  };
}

/** Whether going from `from` to `to` has something to run on the way: a `finally`, a `close`, a completion to discard. */
function leavesSomething(from: Place, to: Place): boolean {
  const shared = new Set<unknown>();
  for (let place = to; place !== null; place = place.region.inside) shared.add(place.region);
  for (let place = from; place !== null; place = place.region.inside) {
    if (shared.has(place.region)) return false;
    const { region, part } = place;
    if (part === "finally" || region.hasFinally || (region.closes && part === "body")) return true;
  }
  return false;
}

/** Runs `lower` with `target` on the stack. */
export function withTarget(builder: Builder, target: JumpTarget, lower: () => void): void {
  builder.targets.push(target);
  lower();
  builder.targets.pop();
}

/** `return value;` at the current place. */
export function emitReturn(builder: Builder, value: Hole | null): void {
  builder.emit({ operation: "return", value, leaves: leavesSomething(builder.place, null) });
}

/** `break;`, `continue label;`, … at the current place. */
export function emitJump(builder: Builder, node: TS.BreakOrContinueStatement): void {
  const { label, leaves } = resolve(builder, node);
  builder.emit({ operation: leaves ? "leave" : "jump", label, comment: node.getText(builder.context.file).replace(/;$/, "") });
}

function resolve(builder: Builder, node: TS.BreakOrContinueStatement): { label: Label; leaves: boolean } {
  for (let index = builder.targets.length - 1; index >= 0; index -= 1) {
    const target = builder.targets[index];
    if (node.label ? !target.labels.includes(node.label.text) : !target.unlabelled) continue;
    if (ts.isBreakStatement(node)) {
      return { label: target.break.label, leaves: leavesSomething(builder.place, target.break.place) };
    }
    if (target.continue === undefined) continue;
    const leaves = leavesSomething(builder.place, target.continue.place);
    return { label: leaves ? target.continue.inside : target.continue.label, leaves };
  }
  throw new Error(`ts-coroutine: no target for "${node.getText()}"`);
}

/** Whether `jump`, at the current place, has something to run on the way. */
function leavesRegion(builder: Builder, jump: TS.ReturnStatement | TS.BreakOrContinueStatement): boolean {
  return ts.isReturnStatement(jump) ? leavesSomething(builder.place, null) : resolve(builder, jump).leaves;
}

/** The statements that a replaced jump becomes. */
export function jumpCode(builder: Builder, label: Label, leaves: boolean): Code {
  const { frame, loop } = builder;
  return leaves ? code`${frame}.leave(${label}); continue ${loop};` : code`${frame}.state = ${label}; continue ${loop};`;
}

export function returnCode(builder: Builder, value: Hole | null, leaves: boolean): Code {
  const { frame, loop } = builder;
  if (leaves) return value ? code`${frame}.exit(${value}); continue ${loop};` : code`${frame}.exit(); continue ${loop};`;
  return value ? code`return ${frame}.end(${value});` : code`return ${frame}.end();`;
}

/** A statement inside a verbatim one that jumps can stay in. */
interface Enclosing {
  readonly labels: readonly string[];
  readonly breaks: boolean;
  readonly continues: boolean;
}

/** Calls `found` for every jump that leaves `root`, with the statements of `root` around it, innermost last. */
function findLeavingJumps(root: TS.Statement, found: (jump: TS.ReturnStatement | TS.BreakOrContinueStatement, path: readonly TS.Node[]) => void): void {
  const enclosing: Enclosing[] = [];
  const path: TS.Node[] = [];

  function staysInside(node: TS.BreakOrContinueStatement): boolean {
    return enclosing.some(({ labels, breaks, continues }) =>
      node.label ? labels.includes(node.label.text) : ts.isBreakStatement(node) ? breaks : continues,
    );
  }

  function visit(node: TS.Node, labels: readonly string[]): void {
    if (ts.isReturnStatement(node)) {
      found(node, path);
    } else if (ts.isBreakOrContinueStatement(node)) {
      // `a: break a;` leaves itself.
      const leavesItself = node.label !== undefined && labels.includes(node.label.text);
      if (!leavesItself && !staysInside(node)) found(node, path);
    } else if (ts.isLabeledStatement(node)) {
      visit(node.statement, [...labels, node.label.text]);
    } else if (ts.isStatement(node) || ts.isBlock(node) || ts.isCaseOrDefaultClause(node) || ts.isCaseBlock(node) || ts.isCatchClause(node)) {
      if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return;
      const loop = ts.isIterationStatement(node, false);
      const named = loop || ts.isSwitchStatement(node) || labels.length > 0;
      if (named) enclosing.push({ labels, breaks: loop || ts.isSwitchStatement(node), continues: loop });
      path.push(node);
      ts.forEachChild(node, (child) => visit(child, []));
      path.pop();
      if (named) enclosing.pop();
    }
  }
  visit(root, []);
}

/**
 * Whether `root`, a statement without a yield, must be taken apart all the same: a jump leaves it through a `finally` or
 * a `for-of` of its own while a region of the machine is around. The engine runs its part after the jump has stored the
 * new state, and an error in it would look for its handler from there. Or a jump leaves a `try` with a `catch`, which must
 * not see what goes wrong when the machine then closes an iterator further out.
 */
export function mustTakeApart(builder: Builder, root: TS.Statement): boolean {
  if (builder.place === null) return false;
  let must = false;
  findLeavingJumps(root, (jump, path) => {
    const runsCode = path.some((node) => ts.isForOfStatement(node) || (ts.isTryStatement(node) && node.finallyBlock !== undefined));
    const isCaught = path.some((node) => ts.isTryStatement(node) && path.includes(node.tryBlock));
    if (!runsCode && !(isCaught && leavesRegion(builder, jump))) return;
    must = true;
    for (let node: TS.Node = jump; node !== root.parent; node = node.parent) builder.forced.add(node);
  });
  return must;
}

/**
 * Replaces the jumps that leave `root`, a statement that is printed as it stands. What they jump to is used from now on,
 * so this is called when the statement is appended, once for each statement.
 */
export function replaceJumps(builder: Builder, root: TS.Statement): void {
  findLeavingJumps(root, (node) => {
    if (ts.isReturnStatement(node)) {
      const leaves = leavesSomething(builder.place, null);
      builder.exitsInside ||= leaves;
      builder.replace(node, block(returnCode(builder, node.expression ?? null, leaves), leaves));
    } else {
      const { label, leaves } = resolve(builder, node);
      label.uses += 1;
      label.stays ||= leaves;
      builder.replace(node, block(jumpCode(builder, label, leaves), true));
    }
  });
}

/** Two statements need braces where the source had one. */
function block(statements: Code, two: boolean): Code {
  return two ? code`{ ${statements} }` : statements;
}
