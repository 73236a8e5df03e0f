/**
 * Where does each variable of the source live?
 *
 * A name used in one state stays a declaration of that state; a name used in two moves out of the switch. A variable
 * that a closure captures in a loop must moreover be a new one for every turn:
 *
 *     local      case 3: { const body = co.sent; … }                        one state
 *     hoisted    let jobs; … case 0: jobs = [];                             several states
 *     copy       let url$; … case 3: { const url = url$ = each.value; … }   captured in a loop, never written again:
 *                            case 4: { const url = url$; … }                each state has its own constant
 *     cell       let sum$; … case 3: { const sum = sum$ = { value: 0 }; … sum.value += 1; … }     captured and written
 */
import { ts, type TS } from "../typescript.js";
import type { Binding, Reference } from "../analyze/names.js";
import type { Builder } from "./builder.js";
import { isEarly } from "./early.js";
import { isCode, isNode, isVariable, isVerbatim, type Hole, type Operation, type Variable } from "./machine.js";
import type { Block } from "./states.js";

export type Residence = "local" | "hoisted" | "copy" | "cell";

/** A variable of an exploded scope, and where it lives. */
export interface Carried {
  readonly binding: Binding;
  readonly states: Set<number>;
  residence: Residence;
  /** Mentions that may come before the declaration has run. */
  readonly early: readonly Reference[];
  /** The name in the states: of the local or hoisted variable, of the constant that a copy or cell is in a state. */
  readonly variable: Variable;
  /** Where a copy or cell survives the yield. */
  readonly slot: Variable | null;
}

/** A mention in a function declaration that is printed outside the step. */
export const OUTSIDE = -1;

/** Says for a node of the source in which state it is printed; undefined if nowhere. */
export type StateOf = (node: TS.Node) => number | undefined;

/** Registers where every piece of source is printed, and every variable that the machine made. */
export function locate(builder: Builder, blocks: readonly Block[]): StateOf {
  const roots = new Map<TS.Node, number | undefined>([[builder.node, undefined]]);
  for (const declaration of builder.prologue) roots.set(declaration, OUTSIDE);

  function note(hole: Hole, state: number): void {
    if (isVariable(hole)) hole.states.add(state);
    else if (isVerbatim(hole)) roots.set(hole.node, state);
    else if (isNode(hole)) noteNode(hole, state);
    else if (isCode(hole)) for (const inner of hole.holes) note(inner, state);
  }

  function noteNode(node: TS.Node, state: number): void {
    const replacement = builder.context.replacements.get(node);
    if (replacement === undefined) roots.set(node, state);
    else noteVariables(replacement, state);
  }
  for (const block of blocks) for (const operation of block.operations) for (const hole of holesOf(operation)) note(hole, block.number);

  const stateOf: StateOf = (node) => {
    const path: TS.Node[] = [];
    let root = node;
    while (!roots.has(root) && root.parent !== undefined) {
      path.push(root);
      root = root.parent;
    }
    const state = roots.get(root);
    for (const visited of path) roots.set(visited, state);
    return state;
  };
  for (const node of builder.replaced) {
    const state = stateOf(node.parent);
    const replacement = builder.context.replacements.get(node)!;
    if (state !== undefined) noteVariables(replacement, state);
  }
  return stateOf;
}

function noteVariables(hole: Hole, state: number): void {
  if (isVariable(hole)) hole.states.add(state);
  else if (!isNode(hole) && isCode(hole)) for (const inner of hole.holes) noteVariables(inner, state);
}

function holesOf(operation: Operation): Hole[] {
  switch (operation.operation) {
    case "code":
      return [operation.code];
    case "keep":
      return [operation.variable, operation.value];
    case "declare":
      return operation.value === null ? [operation.name] : [operation.name, operation.value];
    case "declarations":
    case "declare-class":
    case "declare-function":
      return [operation.node];
    case "branch":
      return [operation.test];
    case "suspend":
    case "return":
      return operation.value === null ? [] : [operation.value];
    default:
      return [];
  }
}

/** Decides for every variable of the machine's exploded scopes where it lives. */
export function settle(builder: Builder, stateOf: StateOf): Map<Binding, Carried> {
  const { names } = builder.context;
  const carried = new Map<Binding, Carried>();
  for (const scope of builder.exploded) {
    const isLoop = scope.node !== builder.node.body && isInsideLoop(builder, scope.node);
    for (const binding of scope.bindings.values()) {
      if (binding.kind === "self" || binding.kind === "parameter" || isDeclaredOutside(builder, binding)) continue;
      carried.set(binding, residenceOf(builder, binding, isLoop, stateOf));
    }
  }
  unifyPatterns(carried, names.bindingOf);
  return carried;
}

/** A function declaration of the body, also one that a `var` repeats: the prologue declares it. */
function isDeclaredOutside(builder: Builder, { declarations }: Binding): boolean {
  return declarations.some(({ parent }) => ts.isFunctionDeclaration(parent) && parent.parent === builder.node.body);
}

function residenceOf(builder: Builder, binding: Binding, isLoop: boolean, stateOf: StateOf): Carried {
  const states = new Set<number>();
  for (const node of [...binding.declarations, ...binding.references.map((reference) => reference.node)]) {
    const state = stateOf(node);
    if (state !== undefined) states.add(state);
  }
  const early = binding.references.filter((reference) => isEarly(binding, reference, builder.context.names));
  const residence = chooseResidence(binding, states, isLoop, early);
  const isBoxed = residence === "copy" || residence === "cell";
  return { binding, states, residence, early: residence === "local" ? [] : early, variable: named(binding.name), slot: isBoxed ? named(`${binding.name}$`) : null };
}

function chooseResidence(binding: Binding, states: ReadonlySet<number>, isLoop: boolean, early: readonly Reference[]): Residence {
  if (binding.kind === "var") return "hoisted";
  if (states.size <= 1 && !states.has(OUTSIDE)) return "local";
  const captured = binding.references.some((reference) => reference.closure !== null);
  if (!captured || !isLoop) return "hoisted";
  const isWritten = binding.references.some((reference) => reference.writes);
  return isWritten || early.length > 0 ? "cell" : "copy";
}

function named(hint: string): Variable {
  return { fragment: "variable", hint, states: new Set(), name: "" };
}

/** What one pattern declares lives in one kind of place, or the pattern could not be printed whole. */
function unifyPatterns(carried: Map<Binding, Carried>, bindingOf: ReadonlyMap<TS.Identifier, Binding>): void {
  for (const one of carried.values()) {
    const pattern = outermostPattern(one.binding.declarations[0]);
    if (pattern === null) continue;
    const others = identifiersOf(pattern).map((identifier) => carried.get(bindingOf.get(identifier)!)).filter((other) => other !== undefined);
    if (others.every((other) => other.residence === "local")) continue;
    const boxed = others.some((other) => other.residence === "copy" || other.residence === "cell");
    for (const other of others) {
      if (!boxed) other.residence = "hoisted";
      else if (other.residence !== "cell") other.residence = other.binding.references.some((reference) => reference.writes) || other.early.length > 0 ? "cell" : "copy";
      if (boxed && other.slot === null) (other as { slot: Variable }).slot = named(`${other.binding.name}$`);
    }
  }
}

function outermostPattern(identifier: TS.Node): TS.Node | null {
  let pattern: TS.Node | null = null;
  for (let node = identifier.parent; ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node); node = node.parent) pattern = node;
  return pattern;
}

/** The names that a pattern, or a single element, declares. */
export function identifiersOf(name: TS.Node): TS.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  if (ts.isBindingElement(name)) return identifiersOf(name.name);
  if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) return name.elements.flatMap((element) => (ts.isBindingElement(element) ? identifiersOf(element.name) : []));
  return [];
}

function isInsideLoop(builder: Builder, node: TS.Node): boolean {
  for (let ancestor = node; ancestor !== builder.node; ancestor = ancestor.parent) {
    if (ts.isIterationStatement(ancestor, false)) return true;
  }
  return false;
}
