/**
 * Which operands may be evaluated later than the source says?
 *
 * Before a yield, everything to the left of it in the same expression has been evaluated. An operand whose value cannot
 * change meanwhile, and whose evaluation nobody can see, needs no temporary:
 *
 *     f(1, this, () => x, limit, yield y)         co.call is not needed for 1, this, the arrow, and a `limit` never written
 *     sum += yield x                              sum += co.sent, if nothing but this function writes `sum`
 */
import { ts, type TS } from "../../typescript.js";
import { isAssignment, unwrap } from "../../analyze/targets.js";
import type { Binding } from "../../analyze/names.js";
import { isEarly } from "../variables/early.js";
import type { Builder } from "../builder.js";
import { isNode, isVariable, type Hole } from "../machine.js";

/** Whether `hole`, evaluated after the next yield, gives what it gives now, without any other effect. */
export function isStable(builder: Builder, hole: Hole): boolean {
  if (isVariable(hole)) return true;
  return isNode(hole) && !builder.context.replacements.has(hole) && isStableNode(builder, hole);
}

/** Whether `hole` may moreover be evaluated twice: a function would become two. */
function isRepeatable(builder: Builder, hole: Hole): boolean {
  return isStable(builder, hole) && !(isNode(hole) && (ts.isArrowFunction(unwrap(hole as TS.Expression)) || ts.isFunctionExpression(unwrap(hole as TS.Expression))));
}

/** `hole` if it may be evaluated any number of times, later, too; otherwise what stands for its value of now. */
export function outlive(builder: Builder, hole: Hole, hint: string): Hole {
  return isRepeatable(builder, hole) ? hole : builder.keep(hole, hint);
}

function isStableNode(builder: Builder, node: TS.Node): boolean {
  if (ts.isParenthesizedExpression(node)) node = unwrap(node);
  switch (node.kind) {
    case ts.SyntaxKind.NumericLiteral:
    case ts.SyntaxKind.BigIntLiteral:
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.ThisKeyword:
    case ts.SyntaxKind.SuperKeyword:
    case ts.SyntaxKind.OmittedExpression:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.MetaProperty:
      return true;
    case ts.SyntaxKind.Identifier:
      return isStableName(builder, node as TS.Identifier);
    default:
      return false;
  }
}

function isStableName(builder: Builder, node: TS.Identifier): boolean {
  const binding = builder.context.names.bindingOf.get(node);
  if (binding === undefined) return node.text === "undefined";
  const { closures, positions } = writesOf(binding);
  const isWritten = closures || positions.length > 0;
  switch (binding.kind) {
    case "parameter":
    case "function":
      return !isWritten && binding.declarations.length === 1;
    case "const":
      return !isWritten && isDeclaredBefore(builder, binding, node);
    case "let":
      return !closures && binding.scope.owner === builder.node && isDeclaredBefore(builder, binding, node) && !isWrittenBeside(node, positions);
    default:
      return false;
  }
}

/** Where a variable is assigned to after its declaration. */
interface Writes {
  /** In a function inside its own: at any time. */
  readonly closures: boolean;
  /** In its own function, in source order. */
  readonly positions: readonly number[];
}

const writesOfBindings = new WeakMap<Binding, Writes>();

function writesOf(binding: Binding): Writes {
  const known = writesOfBindings.get(binding);
  if (known !== undefined) return known;
  const references = binding.references.filter(({ writes }) => writes);
  const positions = references.filter(({ closure }) => closure === null).map(({ node }) => node.pos);
  const writes = { closures: positions.length < references.length, positions };
  writesOfBindings.set(binding, writes);
  return writes;
}

/**
 * Whether the variable `node`, which only its function writes, at `positions`, is written in the same full expression. What
 * it is a part of, and then assigned, does not count: that comes later still.
 */
function isWrittenBeside(node: TS.Identifier, positions: readonly number[]): boolean {
  const targets = new Set<number>();
  let root: TS.Node = node;
  for (; !ts.isStatement(root.parent) && !ts.isVariableDeclaration(root.parent); root = root.parent) {
    const { parent } = root;
    if (isAssignment(parent) && ts.isIdentifier(parent.left)) targets.add(parent.left.pos);
  }
  for (let index = firstFrom(root.pos, positions, (position) => position); index < positions.length && positions[index] < root.end; index++) {
    if (!targets.has(positions[index])) return true;
  }
  return false;
}

/** The index of the first of `items`, which stand in source order, that does not stand before `start`. */
function firstFrom<Item>(start: number, items: readonly Item[], positionOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positionOf(items[middle]) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A constant of this function, read after its declaration and outside a loop head that could rebind it. */
function isDeclaredBefore({ context }: Builder, binding: Binding, node: TS.Identifier): boolean {
  if (ts.isCaseBlock(binding.scope.node) || ts.isSourceFile(binding.scope.node)) return false;
  const reference = binding.references[firstFrom(node.pos, binding.references, (mention) => mention.node.pos)];
  return reference?.node === node && !isEarly(binding, reference, context.names);
}

/** ECMA-262 IsAnonymousFunctionDefinition: takes its name from what it is assigned to. */
export function isAnonymousFunctionDefinition(node: TS.Node): boolean {
  const inner = unwrap(node as TS.Expression);
  if (ts.isArrowFunction(inner)) return true;
  return (ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && inner.name === undefined;
}
