/**
 * What is a machine before it is printed?
 *
 * Lowering appends *operations* to a list; `states.ts` cuts the list into states; two printers turn the states into
 * text or into syntax nodes. An operation is printed as this JavaScript:
 *
 *     code       x = f(y);                                   a statement, the source's own or composed
 *     declare    const x = f(y);      |  x = f(y);           a declaration; an assignment once `x` lives outside the switch
 *     declarations                                           a whole declaration statement without a yield, likewise
 *     keep       left = f(y);                                a temporary
 *     label      case 3:                                     begins a state if anything jumps to it
 *     jump       co.state = 3; continue step;                `break`, `continue`, the end of a loop body
 *     leave      co.leave(3); continue step;                 the same where regions on the way have something to run
 *     branch     if (!(test)) { co.state = 3; continue step; }
 *     suspend    co.state = 3; return value;                 a generator's yield; label 3 follows
 *                co.state = 3; if (co.waits(value)) return;  a coroutine's
 *     return     return co.end(value);                    or `co.exit(value); continue step;` through regions
 *     finish     if (co.finish(0, 6)) continue step;            the end of a `finally`, before case 6
 *     part       co.state = 3;  case 3:                      enters or leaves a part of a region: a new state begins
 *     remark     // a comment of the source                  what stood beside a statement that was taken apart
 *     scope      acc = { value: uninitialized };             a block is entered: bindings that need it are made
 *     iteration  const i = i$ = { value: i$.value };         the next turn of a `for (let …)` has variables of its own
 *
 * Expressions are {@link Code}: quasi-quoted JavaScript whose holes are filled with source nodes, labels and variables.
 * A source node in a hole means its own text, with what `replacements` says about the nodes inside it.
 */
import type { Binding, Scope } from "../analyze/names.js";
import type { TS } from "../typescript.js";

/** A place to jump to; `state` is known once the list is cut into states. */
export interface Label {
  readonly fragment: "label";
  /**
   * Its state must lie in the region where it is marked, even if nothing but a jump follows: where a yield resumes (an
   * error thrown in looks for its handler from there), where a jump through regions lands (it closes what it leaves).
   */
  stays: boolean;
  uses: number;
  state: number;
}

/** A name that the machine makes: a temporary, or the slot of a source binding. Named once the states are known. */
export interface Variable {
  readonly fragment: "variable";
  /** What the name is made of: `each`, `left`, the binding's own name. */
  readonly hint: string;
  /** Indices of the states that mention it. */
  readonly states: Set<number>;
  /** What it is declared with: a body's `var` that repeats a parameter begins with the parameter's value. */
  readonly initial?: string;
  /** What the source has said it holds. */
  readonly type?: TS.TypeNode;
  name: string;
}

/** Quasi-quoted JavaScript: `strings` around `holes`. */
export interface Code {
  readonly fragment: "code";
  readonly strings: readonly string[];
  readonly holes: readonly Hole[];
}

/** A node as it stands, although something else stands in its place in the source. */
export interface Verbatim {
  readonly fragment: "verbatim";
  readonly node: TS.Node;
}

export type Hole = TS.Node | Code | Label | Variable | Verbatim;

export type Part = "body" | "catch" | "finally";

/** A `try`, the body of a `for-of`, … while its states are being collected. See `Region` of `ts-coroutine/machine`. */
export interface RegionUnderConstruction {
  readonly index: number;
  readonly inside: Place;
  readonly closes: boolean;
  readonly hasCatch: boolean;
  readonly hasFinally: boolean;
  readonly after: Label;
  /** What the region is in the source: `try`, `for-of`, …; for the comment in the table. */
  readonly source: string;
}

/** Where an operation stands: in which part of which region, or in none. */
export type Place = { readonly region: RegionUnderConstruction; readonly part: Part } | null;

export type DeclarationKeyword = "var" | "let" | "const";

/** A declaration that gives its own name to what it makes. */
export type Definition = TS.ClassDeclaration | TS.FunctionDeclaration | TS.EnumDeclaration;

export type Operation = (
  | { readonly operation: "code"; readonly code: Hole; readonly ends?: boolean }
  | {
      readonly operation: "declare";
      readonly keyword: DeclarationKeyword;
      /** What is declared; a single element stands for a pattern with only this element. */
      readonly name: TS.BindingName | TS.BindingElement;
      readonly value: Hole | null;
    }
  | { readonly operation: "declarations"; readonly node: TS.VariableStatement }
  | { readonly operation: "define"; readonly node: Definition; readonly binding: Binding }
  | { readonly operation: "keep"; readonly variable: Variable; readonly value: Hole }
  | { readonly operation: "label"; readonly label: Label }
  | { readonly operation: "jump" | "leave"; readonly label: Label }
  | { readonly operation: "branch"; readonly test: Hole; readonly when: boolean; readonly label: Label }
  | { readonly operation: "suspend"; readonly value: Hole | null; readonly label: Label; readonly node: TS.YieldExpression }
  | { readonly operation: "return"; readonly value: Hole | null; readonly leaves: boolean }
  | { readonly operation: "finish"; readonly region: RegionUnderConstruction }
  | { readonly operation: "part"; readonly place: Place; readonly enters: boolean }
  | { readonly operation: "remark"; readonly node: TS.Node | null; readonly leading: readonly string[]; readonly trailing: readonly string[] }
  | { readonly operation: "scope"; readonly scope: Scope }
  | { readonly operation: "iteration"; readonly scope: Scope }
) & {
  readonly comment?: string;
  /** The statement of the source that it is a part of. */
  source?: TS.Node;
};

/** A statement of the finished machine, with a word on what it was in the source. */
export interface EmittedStatement {
  readonly code: Hole;
  /** What it came from, for the source map; a statement of the source knows that itself. */
  source?: TS.Node;
  /** Comments of the source that stand before it. */
  readonly leading?: readonly string[];
  readonly comment?: string;
}

/** A state of the finished machine: a `case` of the step. */
export interface State {
  readonly number: number;
  readonly statements: readonly EmittedStatement[];
  /** Declares something, so it needs a block. */
  readonly scoped: boolean;
  readonly comment?: string;
}

/** A row of the region table; see `Region` of `ts-coroutine/machine`. */
export interface RegionRow {
  readonly states: readonly [number, number];
  readonly catch?: readonly [number, number];
  readonly finally?: readonly [number, number];
  readonly after?: number;
  readonly closes?: true;
  readonly inside?: number;
  readonly source: string;
}

/** A generator function, ready to be printed as a step. */
export interface Machine {
  /** The function in the source. */
  readonly node: GeneratorFunction;
  readonly kind: MachineKind;
  /** The decorator that made it a machine, if it is to go. */
  readonly decorator: TS.Decorator | null;
  /** `Reader.readAll`. */
  readonly name: string;
  /** Name of the hoisted function that returns the description. */
  readonly describe: string;
  /** The name that an anonymous function gets, by which it means itself. */
  readonly selfName: string | null;
  /** Name of the step's parameter. */
  readonly frame: string;
  /** The label of the step's loop. */
  readonly loop: string;
  /** Directives, function declarations and types of the body: printed before the step. */
  readonly prologue: readonly TS.Statement[];
  /** What must survive a yield, in order of first appearance. */
  readonly hoisted: readonly Variable[];
  readonly states: readonly State[];
  readonly regions: readonly RegionRow[];
  /** Some return leaves through a region: a last clause hands out the result. */
  readonly endsThroughRegion: boolean;
  /** Resumption state -> the yield. */
  readonly yields: ReadonlyMap<number, TS.YieldExpression>;
}

export type GeneratorFunction = TS.MethodDeclaration | TS.FunctionExpression | TS.FunctionDeclaration;

/** Who will drive the step. */
export type MachineKind = "coroutine" | "generator" | "function";

/** Composes code: `code\`if (!${test}) …\``. Strings are statements or an expression in JavaScript. */
export function code(strings: TemplateStringsArray, ...holes: Hole[]): Code {
  return { fragment: "code", strings, holes };
}

/** Code without holes. */
export function text(source: string): Code {
  return { fragment: "code", strings: [source], holes: [] };
}

/** A comma-separated list of holes between `open` and `close`. */
export function list(open: string, holes: readonly Hole[], close: string): Code {
  if (holes.length === 0) return text(open + close);
  return { fragment: "code", strings: [open, ...holes.slice(1).map(() => ", "), close], holes };
}

/** `callee(…list)`. */
export function call(callee: Hole, holes: readonly Hole[]): Code {
  return { fragment: "code", strings: ["", holes.length === 0 ? "()" : "(", ...holes.slice(1).map(() => ", "), ...(holes.length === 0 ? [] : [")"])], holes: [callee, ...holes] };
}

export function isCode(hole: Hole): hole is Code {
  return (hole as Code).fragment === "code";
}

export function isVerbatim(hole: Hole): hole is Verbatim {
  return (hole as Verbatim).fragment === "verbatim";
}

/** A value that is evaluated here, and referred to where it stood. */
export function verbatim(hole: Hole): Hole {
  return isNode(hole) ? { fragment: "verbatim", node: hole } : hole;
}

export function isVariable(hole: Hole): hole is Variable {
  return (hole as Variable).fragment === "variable";
}

export function isLabel(hole: Hole): hole is Label {
  return (hole as Label).fragment === "label";
}

/** A hole that is a node of the source. */
export function isNode(hole: Hole): hole is TS.Node {
  return (hole as Code).fragment === undefined;
}
