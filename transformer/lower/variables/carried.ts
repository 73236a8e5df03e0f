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
import { ts, type TS } from "../../typescript.js";
import type { Binding, Names, Reference } from "../../analyze/names.js";
import type { Builder } from "../builder.js";
import { isCapturedEarly, isEarly } from "./early.js";
import { isCode, isNode, isVariable, isVerbatim, type Hole, type Operation, type Variable } from "../machine.js";
import type { Block } from "../states.js";

export type Residence = "local" | "hoisted" | "copy" | "cell";

/** A variable of an exploded scope, and where it lives. */
export interface Carried {
  readonly binding: Binding;
  readonly states: Set<number>;
  residence: Residence;
  /** Where it lives if it cannot be local. */
  readonly moved: Exclude<Residence, "local">;
  /** Mentions that may come before the declaration has run. */
  early: readonly Reference[];
  /** The name in the states: of the local or hoisted variable, of the constant that a copy or cell is in a state. */
  readonly variable: Variable;
  /** Where a copy or cell survives the yield. */
  slot: Variable | null;
}

/** A mention in a function declaration that is printed outside the step. */
export const OUTSIDE = -1;

/** Says for a node of the source in which states it is printed: mostly one, none in dead code, two for a pinned object. */
export type StatesOf = (node: TS.Node) => ReadonlySet<number>;

/** Registers where every piece of source is printed, and every variable that the machine made. */
export function locate(builder: Builder, blocks: readonly Block[]): StatesOf {
  const { replacements } = builder.context;
  // Nodes that are printed for themselves, with their states; what is inside goes with them.
  const roots = new Map<TS.Node, number | Set<number>>([[builder.node, new Set()]]);
  for (const declaration of builder.prologue) roots.set(declaration, OUTSIDE);

  /** Nearly every node is printed in one state, and there are many nodes: a set only for the others. */
  function noteRoot(node: TS.Node, state: number): void {
    const states = roots.get(node);
    if (states === undefined) roots.set(node, state);
    else if (typeof states !== "number") states.add(state);
    else if (states !== state) roots.set(node, new Set([states, state]));
  }

  function note(hole: Hole, state: number): void {
    if (isVariable(hole)) hole.states.add(state);
    else if (isVerbatim(hole)) noteRoot(hole.node, state);
    else if (isNode(hole)) noteNode(hole, state);
    else if (isCode(hole)) for (const inner of hole.holes) note(inner, state);
  }

  function noteNode(node: TS.Node, state: number): void {
    const replacement = replacements.get(node);
    if (replacement === undefined) noteRoot(node, state);
    else note(replacement, state);
  }
  for (const block of blocks) for (const operation of block.operations) for (const hole of holesOf(operation)) note(hole, block.number);

  const known = new Map<TS.Node, ReadonlySet<number>>();

  /** In a loop up to what is known, and back: in a chain of calls, each link stands in the next. */
  function statesOf(node: TS.Node): ReadonlySet<number> {
    const path: TS.Node[] = [];
    let at = node;
    while (!known.has(at) && !isTop(at)) {
      path.push(at);
      at = at.parent;
    }
    let states = known.get(at) ?? ownStates(at);
    for (let index = path.length - 1; index >= 0; index -= 1) {
      at = path[index];
      if (!roots.has(at)) known.set(at, states);
      // A root that nothing replaces is printed where it stands, too, if that is printed: a pinned object.
      else states = states.size === 0 ? ownStates(at) : new Set([...ownStates(at), ...states]);
    }
    return states;
  }

  /** Whether nothing around `node` says where it is printed. */
  function isTop(node: TS.Node): boolean {
    return replacements.has(node) || node === builder.node || node.parent === undefined;
  }

  function ownStates(node: TS.Node): ReadonlySet<number> {
    const noted = roots.get(node);
    return typeof noted === "number" ? new Set([noted]) : (noted ?? new Set<number>());
  }

  // Outer nodes are replaced after the nodes inside them.
  for (const node of builder.replaced.toReversed()) {
    for (const state of statesOf(node.parent)) note(replacements.get(node)!, state);
  }
  known.clear();
  return statesOf;
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
    case "define":
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
export function settle(builder: Builder, blocks: readonly Block[], statesOf: StatesOf): Map<Binding, Carried> {
  const carried = new Map<Binding, Carried>();
  for (const scope of builder.exploded) {
    const isLoop = scope.node !== builder.node.body && isInsideLoop(builder, scope.node);
    for (const binding of scope.bindings.values()) {
      if (binding.kind === "self" || binding.kind === "parameter" || isDeclaredOutside(builder, binding)) continue;
      carried.set(binding, residenceOf(builder, binding, isLoop, statesOf));
    }
  }
  unifyPatterns(builder, carried);
  noteScopes(blocks, carried);
  // The engine itself checks what stays a declaration.
  for (const one of carried.values()) if (one.residence === "local") one.early = [];
  return carried;
}

/** Where a block is entered, a variable that may be read too early is made; where a loop turns, a cell is copied. */
function noteScopes(blocks: readonly Block[], carried: ReadonlyMap<Binding, Carried>): void {
  for (const { number, operations } of blocks) {
    for (const operation of operations) {
      if (operation.operation !== "scope" && operation.operation !== "iteration") continue;
      for (const binding of operation.scope.bindings.values()) {
        const one = carried.get(binding);
        if (one !== undefined && one.residence !== "local" && (one.early.length > 0 || operation.operation === "iteration")) one.states.add(number);
      }
    }
  }
}

/** A function declaration of the body, also one that a `var` repeats: the prologue declares it. */
function isDeclaredOutside(builder: Builder, { declarations }: Binding): boolean {
  return declarations.some(({ parent }) => ts.isFunctionDeclaration(parent) && parent.parent === builder.node.body);
}

function residenceOf(builder: Builder, binding: Binding, isLoop: boolean, statesOf: StatesOf): Carried {
  const states = new Set<number>();
  for (const node of [...binding.declarations, ...binding.references.map((reference) => reference.node)]) {
    for (const state of statesOf(node)) states.add(state);
  }
  const isReached = binding.declarations.some((declaration) => statesOf(declaration).size > 0);
  const early = binding.references.filter(
    (reference) =>
      isEarly(binding, reference, builder.context.names) ||
      // What is made anew in every turn must be there when the function that captures it is.
      (isLoop && isCapturedEarly(binding, reference)) ||
      (!isReached && isLexical(binding)),
  );
  const moved = chooseMoved(binding, isLoop, early);
  const mustMove = binding.kind === "var" || states.size > 1 || states.has(OUTSIDE) || (!isReached && isLexical(binding));
  const residence = mustMove ? moved : "local";
  const isBoxed = residence === "copy" || residence === "cell";
  return { binding, states, residence, moved, early, variable: { ...named(binding.name), initial: parameterNamed(builder, binding), type: annotationOf(binding) }, slot: isBoxed ? slotOf(binding, residence) : null };
}

/** Has a temporal dead zone. */
function isLexical({ kind }: Binding): boolean {
  return kind === "let" || kind === "const" || kind === "class" || kind === "using";
}

function chooseMoved(binding: Binding, isLoop: boolean, early: readonly Reference[]): "hoisted" | "copy" | "cell" {
  const captured = binding.references.some((reference) => reference.closure !== null);
  if (binding.kind === "var" || !captured || !isLoop) return "hoisted";
  return boxOf(binding, early);
}

/** What a captured variable of a loop is: a copy, if no state can see it change. */
function boxOf(binding: Binding, early: readonly Reference[]): "copy" | "cell" {
  return binding.references.some((reference) => reference.writes) || early.length > 0 ? "cell" : "copy";
}

/** ECMA-262 10.2.11, step 28: with parameter expressions, a `var` of a parameter's name is another variable, with its value. */
function parameterNamed(builder: Builder, { kind, name }: Binding): string | undefined {
  return kind === "var" && builder.context.names.scopeOf.get(builder.node)!.bindings.has(name) ? name : undefined;
}

/** Where the constant of a state comes from, or the cell. */
function slotOf(binding: Binding, residence: Residence): Variable {
  return { ...named(`${binding.name}$`), type: residence === "copy" ? annotationOf(binding) : undefined };
}

/** The type that a variable is declared with. */
function annotationOf({ declarations: [{ parent }] }: Binding): TS.TypeNode | undefined {
  return ts.isVariableDeclaration(parent) ? parent.type : undefined;
}

function named(hint: string): Variable {
  return { fragment: "variable", hint, states: new Set(), name: "" };
}

/** What one printed pattern declares lives in one kind of place, or the pattern could not be printed whole. */
function unifyPatterns(builder: Builder, carried: Map<Binding, Carried>): void {
  const { bindingOf } = builder.context.names;
  for (const one of carried.values()) {
    const pattern = printedPattern(builder, one.binding.declarations[0]);
    if (pattern === null || assignsCaught(pattern, builder.context.names)) continue;
    const others = identifiersOf(pattern).map((identifier) => carried.get(bindingOf.get(identifier)!)).filter((other) => other !== undefined);
    if (others.every((other) => other.residence === "local")) continue;
    const boxed = others.some((other) => other.moved !== "hoisted");
    const box = others.some((other) => boxOf(other.binding, other.early) === "cell") ? "cell" : "copy";
    for (const other of others) {
      other.residence = boxed ? box : "hoisted";
      if (boxed) other.slot ??= slotOf(other.binding, other.residence);
    }
  }
}

/** The outermost pattern around `identifier` that is printed whole: one with a yield is taken apart into its elements. */
function printedPattern(builder: Builder, identifier: TS.Node): TS.Node | null {
  let pattern: TS.Node | null = null;
  for (let node = identifier.parent; ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node); node = node.parent) {
    if (builder.contains(node)) break;
    pattern = node;
  }
  return pattern;
}

/** The names that a pattern, or a single element, declares. */
export function identifiersOf(name: TS.Node): TS.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  if (ts.isBindingElement(name)) return identifiersOf(name.name);
  if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) return name.elements.flatMap((element) => (ts.isBindingElement(element) ? identifiersOf(element.name) : []));
  return [];
}

/** `catch (x) { var x = 1; }`: such a name declares nothing where it stands, but assigns to the variable of the clause. */
export function assignsCaught(name: TS.Node, { bindingOf }: Names): boolean {
  return identifiersOf(name).some((identifier) => {
    const binding = bindingOf.get(identifier);
    return binding?.kind === "catch" && !binding.declarations.includes(identifier);
  });
}

function isInsideLoop(builder: Builder, node: TS.Node): boolean {
  for (let ancestor = node; ancestor !== builder.node; ancestor = ancestor.parent) {
    if (ts.isIterationStatement(ancestor, false)) return true;
  }
  return false;
}
