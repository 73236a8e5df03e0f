/**
 * What does a lowering function write to?
 *
 * To a builder: it holds the operations of one machine in order, knows which region the next one stands in, and hands
 * out labels and variables. `emit*`-like methods append, `label`/`temporary`/`region` return something new, `replace`
 * says what stands in a source node's place when the node around it is printed.
 *
 *     const body = yield this.fetch(url);        suspend  value: this.fetch(url), label: 4
 *                                                label    4
 *                                                declare  body = co.sent
 */
import type { Names, Scope } from "../analyze/names.js";
import type { TS } from "../typescript.js";
import { code, verbatim, type Code, type GeneratorFunction, type Hole, type Label, type MachineKind, type Operation, type Part, type Place, type RegionUnderConstruction, type Variable } from "./machine.js";
import type { JumpTarget } from "./statements/jumps.js";

/** What the lowering of one file shares: the analyses, and what stands in the place of source nodes. */
export interface FileContext {
  readonly file: TS.SourceFile;
  readonly contains: ReadonlySet<TS.Node>;
  readonly names: Names;
  readonly replacements: Map<TS.Node, Hole>;
  /** What mentions of moved variables read as; a kept operand still reads as this where it is evaluated. */
  readonly rewrites: Map<TS.Node, Hole>;
  /** Function declarations that are printed as expressions: assigned to the variable that survives the yield. */
  readonly expressions: Set<TS.Node>;
  /** Statements that are printed whole although they yield: the comments before them stand before their first part. */
  readonly whole: Set<TS.Node>;
  /** Blocks whose statements have become operations: nothing is printed at their head. */
  readonly dissolved: Set<TS.Node>;
  /** Parts of long comma lists: many nodes stand between each of them and the file. */
  readonly remote: Set<TS.Node>;
  /** The name of every step's parameter, `co`, and of its loop, `step`. */
  readonly frame: string;
  readonly loop: string;
  /** Ancestors of replaced nodes: printing one of these is not copying it. */
  readonly touched: Set<TS.Node>;
  /** The local name of something that emitted code imports from `ts-coroutine/machine`. */
  imported(name: string): Variable;
  /** Puts an error at a node of the source. */
  report(node: TS.Node, code: number, message: string): void;
}

export class Builder {
  readonly context: FileContext;
  readonly node: GeneratorFunction;
  readonly kind: MachineKind;
  readonly operations: Operation[] = [];
  readonly regions: RegionUnderConstruction[] = [];
  readonly variables: Variable[] = [];
  /** Nodes that are taken apart although they have no yield. */
  readonly forced = new Set<TS.Node>();
  /** Variables that one `keep` sets: constants, if one state uses them. */
  readonly kept = new Set<Variable>();
  readonly prologue: TS.Statement[] = [];
  /** The statements around the next operation that a jump may name, innermost last. */
  readonly targets: JumpTarget[] = [];
  /** Links of chains that are lowered before what is around them, with what stands for their values. */
  readonly lowered = new Map<TS.Node, Hole>();
  /** Source nodes that `replace` was called for. */
  readonly replaced: TS.Node[] = [];
  /** A `return` inside a verbatim statement leaves through a region. */
  exitsInside = false;
  /** Scopes whose blocks have dissolved into the list of operations. */
  readonly exploded = new Set<Scope>();
  /** The statement of the source that is being taken apart, or its `catch` or `finally`. */
  statementHere: TS.Node | undefined;
  /** Where the next operation stands. */
  place: Place = null;
  /** The step's parameter, `co`. */
  readonly frame: Variable;
  /** The label of the step's loop, `step`. */
  readonly loop: Variable;

  constructor(context: FileContext, node: GeneratorFunction, kind: MachineKind) {
    const { frame, loop } = context;
    this.context = context;
    this.node = node;
    this.kind = kind;
    this.frame = { fragment: "variable", hint: frame, states: new Set(), name: frame };
    this.loop = { fragment: "variable", hint: loop, states: new Set(), name: loop };
  }

  contains(node: TS.Node): boolean {
    return this.context.contains.has(node) || this.forced.has(node);
  }

  emit(operation: Operation): void {
    if (operation.operation === "leave") operation.label.stays = true;
    operation.source ??= this.statementHere;
    this.operations.push(operation.comment === undefined ? operation : { ...operation, comment: oneLine(operation.comment) });
  }

  statement(statement: Hole, comment?: string): void {
    this.emit({ operation: "code", code: statement, comment });
  }

  label(): Label {
    return { fragment: "label", stays: false, uses: 0, state: -1 };
  }

  /** A label whose state lies in the region where it is marked, whatever follows. */
  stayingLabel(): Label {
    return { fragment: "label", stays: true, uses: 0, state: -1 };
  }

  /** Jumps to `label` land at the next operation. */
  mark(label: Label): void {
    this.emit({ operation: "label", label });
  }

  jump(label: Label, comment?: string): void {
    this.emit({ operation: "jump", label, comment });
  }

  /** A name for something that must survive until it is read, made of `hint`. */
  temporary(hint: string): Variable {
    const variable: Variable = { fragment: "variable", hint, states: new Set(), name: "" };
    this.variables.push(variable);
    return variable;
  }

  /** Evaluates `value` now. Returns what stands for it later. */
  keep(value: Hole, hint: string): Variable {
    const variable = this.temporary(hint);
    this.kept.add(variable);
    this.emit({ operation: "keep", variable, value: verbatim(value) });
    return variable;
  }

  /** Appends a statement of the source that has parts which were evaluated before. */
  whole(node: TS.Statement, options: { readonly ends?: boolean } = {}): void {
    this.context.whole.add(node);
    this.emit({ operation: "code", code: node, ...options });
  }

  /** From now on `hole` is printed where `node` stands. */
  replace(node: TS.Node, hole: Hole): void {
    if (hole === node) return;
    this.context.replacements.set(node, hole);
    this.replaced.push(node);
    touch(this.context, node);
  }

  /** Where the value of `node` is evaluated, it reads as `hole`. */
  rewrite(node: TS.Node, hole: Hole): void {
    this.context.rewrites.set(node, hole);
    touch(this.context, node);
  }

  /** A region inside the current place; `enter` its parts before appending to them. */
  region(source: string, parts: { catch?: boolean; finally?: boolean; closes?: boolean }): RegionUnderConstruction {
    const region: RegionUnderConstruction = {
      index: this.regions.length,
      inside: this.place,
      closes: parts.closes ?? false,
      hasCatch: parts.catch ?? false,
      hasFinally: parts.finally ?? false,
      after: this.label(),
      source,
    };
    this.regions.push(region);
    return region;
  }

  enter(region: RegionUnderConstruction, part: Part, comment?: string): void {
    this.place = { region, part };
    this.emit({ operation: "part", place: this.place, enters: true, comment });
  }

  /** Back to where the region stands. */
  exit(region: RegionUnderConstruction, comment?: string): void {
    this.place = region.inside;
    this.emit({ operation: "part", place: this.place, enters: false, comment });
  }

  /** `co.sent`: the value of the yield that was just resumed. To be used before the next yield. */
  get sent(): Code {
    return code`${this.frame}.sent`;
  }
}

const longestComment = 72;

/** A comment after code has one line, and not a long one. */
export function oneLine(comment: string): string {
  const line = comment.replace(/\s+/g, " ");
  return line.length > longestComment ? `${line.slice(0, longestComment - 1)}…` : line;
}

/** Notes that something inside the ancestors of `node` is not printed as it stands in the source. */
export function touch(context: FileContext, node: TS.Node): void {
  for (let ancestor = node; ancestor !== undefined && !context.touched.has(ancestor); ancestor = ancestor.parent) {
    context.touched.add(ancestor);
  }
}
