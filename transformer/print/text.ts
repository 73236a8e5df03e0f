/**
 * How is a machine written into the source?
 *
 * In place: only the generator functions change. What is left of the source inside them is copied with its formatting,
 * comments and types, so the result is still TypeScript (or the same JavaScript), and any bundler finishes the job.
 *
 *     *get(url) {                         get(url) {
 *       const body = yield fetch(url);      let body;
 *       …                                   return startCoroutine(co => { step: for (;;) switch (co.state) { … } }, get$machine);
 *     }                                   }
 */
import { ts, type TS } from "../typescript.js";
import { leftSpine } from "../analyze/walk.js";
import type { FileContext } from "../lower/builder.js";
import { isCode, isLabel, isNode, isVariable, isVerbatim, type Code, type EmittedStatement, type Hole, type Machine, type State } from "../lower/machine.js";
import { skipBlanks } from "./blanks.js";
import { Writer } from "./writer.js";
import { classMarks, headMarks, keyCall, literalMarks } from "./marks.js";
import { shapeOf, type Shape } from "./shape.js";
import { dependsOnLineBefore, endsWithItsLine, followsOpenField } from "./line-ends.js";

export class TextPrinter {
  private readonly context: FileContext;
  private readonly machines: ReadonlyMap<TS.Node, Machine>;
  private readonly file: TS.SourceFile;
  private readonly active = new Set<TS.Node>();
  readonly writer: Writer;

  constructor(context: FileContext, machines: ReadonlyMap<TS.Node, Machine>) {
    this.context = context;
    this.machines = machines;
    this.file = context.file;
    this.writer = new Writer(context.file);
  }

  /** Prints the statements of the file, and all that stands between them, from `start` to `end`. */
  range(statements: readonly TS.Statement[], start: number, end: number): void {
    let position = start;
    for (const statement of statements) {
      if (!this.context.touched.has(statement)) continue;
      const begin = statement.getStart(this.file);
      this.writer.slice(position, begin);
      this.node(statement);
      position = statement.end;
    }
    this.writer.slice(position, end);
  }

  private node(node: TS.Node): void {
    if (dependsOnLineBefore(node, this.file)) this.writer.keepStatementsApart();
    const replacement = this.context.replacements.get(node);
    if (replacement !== undefined) this.replacement(node, replacement);
    else this.verbatim(node);
  }

  /** The node as it stands, but for what its variables have become. */
  private verbatim(node: TS.Node): void {
    const rewrite = this.active.has(node) ? undefined : this.context.rewrites.get(node);
    if (rewrite !== undefined) {
      // A rewrite may contain its own node, which then reads as it stands.
      this.active.add(node);
      this.replacement(node, rewrite);
      this.active.delete(node);
      return;
    }
    const machine = this.machines.get(node);
    if (machine !== undefined) this.machine(machine);
    else if (!this.context.touched.has(node)) this.writer.slice(node.getStart(this.file), node.end);
    else if (ts.isObjectLiteralExpression(node)) this.literal(node);
    else if (ts.isComputedPropertyName(node)) this.computedKey(node);
    else if (ts.isBinaryExpression(node)) this.binary(node);
    else if (linkBefore(node) !== null) this.chain(node);
    else this.children(node);
  }

  private replacement(node: TS.Node, hole: Hole): void {
    const { parent } = node;
    const needsParentheses = ts.isNewExpression(parent) && parent.expression === node && isCode(hole) && hole.strings.some((string) => string.includes("("));
    this.writer.keepWordsApart();
    if (needsParentheses) this.writer.text("(");
    this.hole(hole);
    if (needsParentheses) this.writer.text(")");
    this.writer.keepWordsApart();
  }

  /** The node's own text, around the children that are printed differently; from `position` on, if what comes before is printed. */
  private children(node: TS.Node, position = node.getStart(this.file)): void {
    const changed: TS.Node[] = [];
    ts.forEachChild(node, (child) => {
      if (this.context.touched.has(child) && child.end > position) changed.push(child);
    });
    changed.sort((one, other) => one.pos - other.pos);
    const marks = marksInside(node, this.machines, this.context);
    for (const child of changed) {
      if (marks !== null && position <= marks.position && child.getStart(this.file) >= marks.position) {
        this.writer.slice(position, marks.position);
        this.marks(marks.text, marks.position);
        position = marks.position;
      }
      this.writer.slice(position, child.getStart(this.file));
      if (isShorthandName(child)) this.writer.text(`${child.text}: `);
      this.node(child);
      position = child.end;
    }
    this.writer.slice(position, node.end);
  }

  /** On a line of their own, if what follows the brace at `position` has one. */
  private marks(marks: string, position: number): void {
    const next = skipBlanks(this.file.text, position);
    if (!this.file.text.slice(position, next).includes("\n")) return this.writer.text(` ${marks}`);
    this.writer.atMarginOf(next, () => {
      this.writer.newline();
      this.writer.text(marks);
    });
  }

  /** An object literal; with lowered methods that must pass for generator functions, marked. */
  private literal(node: TS.ObjectLiteralExpression): void {
    const marks = literalMarks(node, this.machines);
    if (marks !== null) {
      this.writer.keepWordsApart();
      this.writer.text(`${this.context.imported("generatorMethods").name}(`);
    }
    this.children(node);
    if (marks !== null) this.writer.text(`, ${marks})`);
  }

  private computedKey(node: TS.ComputedPropertyName): void {
    const call = keyCall(node, this.machines, this.context);
    if (call === null) return this.children(node);
    this.writer.text(`[${call.callee}(${call.describe}, `);
    this.node(node.expression);
    this.writer.text(")]");
  }

  /** A long sum must not become deep recursion. */
  private binary(node: TS.BinaryExpression): void {
    const spine = leftSpine(node, (left) => this.context.replacements.has(left) || this.context.rewrites.has(left));
    this.node(spine[0].left);
    let position = spine[0].left.end;
    for (const { right } of spine) {
      this.writer.slice(position, right.getStart(this.file));
      this.node(right);
      position = right.end;
    }
    this.writer.slice(position, node.end);
  }

  /** `a.b().c()…`: the first link, and what each further one adds. A long chain must not become deep recursion, either. */
  private chain(node: TS.Node): void {
    const { replacements, rewrites, touched } = this.context;
    const links = [node];
    let first: TS.Node = linkBefore(node)!;
    while (linkBefore(first) !== null && touched.has(first) && !replacements.has(first) && !rewrites.has(first)) {
      links.push(first);
      first = linkBefore(first)!;
    }
    this.node(first);
    for (const link of links.reverse()) {
      this.children(link, first.end);
      first = link;
    }
  }

  private hole(hole: Hole): void {
    if (isNode(hole)) this.node(hole);
    else if (isVerbatim(hole)) this.verbatim(hole.node);
    else if (isLabel(hole)) this.writer.text(String(hole.state));
    else if (isVariable(hole)) this.writer.text(hole.name);
    else this.code(hole);
  }

  private code({ strings, holes }: Code): void {
    this.writer.text(strings[0]);
    for (let index = 0; index < holes.length; index += 1) {
      const hole = holes[index];
      const node = isVerbatim(hole) ? hole.node : hole;
      const isSequence = isNode(node) && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
      if (isSequence) this.writer.text("(");
      this.hole(hole);
      if (isSequence) this.writer.text(")");
      this.writer.text(strings[index + 1]);
    }
  }

  private machine(machine: Machine): void {
    const { writer } = this;
    const shape = shapeOf(machine, this.context);
    writer.atMarginOf(machine.node.getStart(this.file), () => {
      if (shape.around) writer.text(`${shape.around.callee}(`);
      if (followsOpenField(machine.node, this.file)) writer.text(";");
      this.signature(machine, shape);
      writer.text(" {");
      writer.indented(() => {
        for (const statement of machine.prologue) this.statement({ code: statement });
        this.hoisted(machine);
        writer.newline();
        writer.text(`return ${shape.start}(${machine.frame} => {`);
        writer.indented(() => this.states(machine));
        writer.newline();
        writer.text(`}, ${shape.arguments.join(", ")});`);
      });
      writer.newline();
      writer.text("}");
      if (shape.around) writer.text(`, ${shape.around.others.join(", ")})`);
      if (shape.following === null) return;
      writer.newline();
      writer.text(shape.following);
    });
  }

  /** Everything before the body, without the asterisk and the decorator. */
  private signature(machine: Machine, shape: Shape): void {
    const { node } = machine;
    const omitted = [node.asteriskToken!, ...shape.omitted].sort((one, other) => one.pos - other.pos);
    let position = node.getStart(this.file);
    for (const child of omitted) {
      this.slicePrinting(node, position, child.getStart(this.file));
      position = child === node.asteriskToken ? this.afterAsterisk(child, machine.selfName) : skipBlanks(this.file.text, child.end);
    }
    const end = this.file.text.slice(0, node.body!.getStart(this.file)).trimEnd().length;
    this.slicePrinting(node, position, end);
  }

  /** `function* name`, `function*name` and `*name` all leave what comes before and after apart; so does a name for `function*`. */
  private afterAsterisk(asterisk: TS.Node, selfName: string | null): number {
    const { text } = this.file;
    const touchesBefore = /\w/.test(text.charAt(asterisk.end - 2));
    if (selfName !== null) {
      this.writer.text(touchesBefore ? ` ${selfName}` : selfName);
      return skipBlanks(text, asterisk.end);
    }
    if (!touchesBefore) return skipBlanks(text, asterisk.end);
    if (/[\w$#]/.test(text.charAt(asterisk.end))) this.writer.text(" ");
    return asterisk.end;
  }

  /** A range of `node`'s text, with the children in it printed as they are to be. */
  private slicePrinting(node: TS.Node, start: number, end: number): void {
    let position = start;
    ts.forEachChild(node, (child) => {
      if (child.getStart(this.file) < start || child.end > end || !this.context.touched.has(child)) return;
      this.writer.slice(position, child.getStart(this.file));
      this.node(child);
      position = child.end;
    });
    this.writer.slice(position, Math.max(position, end));
  }

  /**
   * The variables that live as long as the call. By `var`: the engine need not check, whenever the arrow reads one, that
   * its declaration has been reached, and a sloppy script may call one `let`.
   */
  private hoisted(machine: Machine): void {
    if (machine.hoisted.length === 0) return;
    const lines = [""];
    for (const { name, initial, type } of machine.hoisted) {
      const typed = type === undefined ? name : `${name}: ${type.getText(this.file)}`;
      const declaration = initial === undefined ? typed : `${typed} = ${initial}`;
      const line = lines.at(-1)!;
      if (line.length + declaration.length > 90) lines.push(declaration);
      else lines[lines.length - 1] = line === "" ? declaration : `${line}, ${declaration}`;
    }
    this.writer.newline();
    this.writer.text(`var ${lines.join(",\n    ")};`);
  }

  private states(machine: Machine): void {
    const { writer } = this;
    writer.newline();
    writer.text(`${machine.loop}: for (;;) switch (${machine.frame}.state) {`);
    writer.indented(() => {
      for (const state of machine.states) this.state(state);
      if (machine.endsThroughRegion) {
        writer.newline();
        writer.text(`default:`);
        writer.indented(() => {
          writer.newline();
          writer.text(`return ${machine.frame}.outcome;`);
        });
      }
    });
    writer.newline();
    writer.text("}");
  }

  private state(state: State): void {
    const { writer } = this;
    writer.newline();
    writer.text(`case ${state.number}:${state.scoped ? " {" : ""}`);
    if (state.comment !== undefined) writer.comment(state.comment);
    writer.indented(() => {
      for (const statement of state.statements) {
        this.statement(statement);
        if (endsWithItsLine(statement.code, this.file)) writer.keepStatementsApart();
      }
    });
    if (!state.scoped) return;
    writer.newline();
    writer.text("}");
  }

  private statement({ code, comment, leading, source }: EmittedStatement): void {
    const { writer } = this;
    if (leading !== undefined) {
      for (const line of leading) {
        writer.newline();
        writer.text(line);
      }
    }
    writer.newline();
    if (source !== undefined && !isNode(code)) writer.standsFor(source.getStart(this.file));
    if (isNode(code)) this.sourceStatement(code);
    else writer.movedFrom(firstPosition(code, this.file), () => this.hole(code));
    if (comment !== undefined) writer.comment(comment);
  }

  /** A statement of the source with the comments that belong to it. */
  private sourceStatement(node: TS.Node): void {
    const { text } = this.file;
    const start = node.getStart(this.file);
    const leading = ts.getLeadingCommentRanges(text, node.pos) ?? [];
    const trailing = ts.getTrailingCommentRanges(text, node.end) ?? [];
    const from = leading.length > 0 && !this.context.whole.has(node) ? leading[0].pos : start;
    this.writer.movedFrom(start, () => {
      this.writer.slice(from, start);
      this.node(node);
      for (const range of trailing) {
        this.writer.text(" ");
        this.writer.slice(range.pos, range.end);
      }
    });
  }
}

/** What stands before the dot or bracket that `node` ends with, or null: then it is no link of a chain. */
function linkBefore(node: TS.Node): TS.Expression | null {
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)) return node.expression;
  return ts.isTaggedTemplateExpression(node) ? node.tag : null;
}

/** What a class or a block begins with, and where; null if nothing has to be marked there. */
function marksInside(node: TS.Node, machines: ReadonlyMap<TS.Node, Machine>, context: FileContext): { readonly position: number; readonly text: string } | null {
  if (ts.isClassLike(node)) {
    const text = classMarks(node, machines, context);
    return text === null ? null : { position: node.members.pos, text };
  }
  const marks = headMarks(node, machines, context);
  return marks === null ? null : { position: marks.index > 0 ? marks.statements[marks.index - 1].end : marks.statements.pos, text: marks.text };
}

/** `{ name }`: key and value, or key and variable, in one. */
function isShorthandName(node: TS.Node): node is TS.Identifier {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  return ts.isBindingElement(parent) && parent.name === node && ts.isIdentifier(node) && !parent.propertyName && !parent.dotDotDotToken && ts.isObjectBindingPattern(parent.parent);
}

/** Where the first piece of source in `hole` stands; lines of the source move with it. */
function firstPosition(hole: Hole, file: TS.SourceFile): number {
  if (isNode(hole)) return hole.getStart(file);
  if (isVerbatim(hole)) return hole.node.getStart(file);
  if (!isCode(hole)) return 0;
  for (const inner of hole.holes) {
    const position = firstPosition(inner, file);
    if (position > 0) return position;
  }
  return 0;
}
