/**
 * How does a machine become nodes for the TypeScript emitter?
 *
 * What is left of the source are its own nodes, so that imports are still resolved, enums inlined and JSX compiled by
 * the emitter's later stages; what is new comes from skeletons. The emitter then prints the file as it prints any other.
 *
 *     MethodDeclaration @coroutine * get      →   MethodDeclaration get
 *       Block …                                     Block  let …;  return startCoroutine(co => { … }, get$machine);
 */
import type { CompiledFile } from "../compile.js";
import { leftSpine } from "../analyze/walk.js";
import { isCode, isLabel, isNode, isVariable, isVerbatim, type Code, type EmittedStatement, type Hole, type Machine, type State } from "../lower/machine.js";
import { ts, type TS } from "../typescript.js";
import { toAssignmentTarget } from "./assignment-pattern.js";
import { asGlue, Composer, type NodePrinter } from "./compose.js";
import { describedBy } from "./description.js";
import { mayHaveComment, textOfLeaf } from "./leaf.js";
import { classMarks, headMarks, keyCall, literalMarks } from "./marks.js";
import { Lines } from "./lines.js";
import { shapeOf, type Shape } from "./shape.js";
import { baseName, emitsCommonJS, importIndex } from "./head.js";

export interface PrintTreeOptions {
  readonly machineModule: string;
  readonly program: TS.Program | undefined;
  readonly lines: Lines;
}

export function printTree(compiled: CompiledFile, context: TS.TransformationContext, options: PrintTreeOptions): TS.SourceFile {
  const { file } = compiled.context;
  const printer = new TreePrinter(compiled, context, options.lines);
  const statements = printer.fileStatements();
  const descriptions = [...compiled.machines.values()].map((machine) => printer.description(machine, baseName(file.fileName)));
  const position = importIndex(file);
  const all = [...statements.slice(0, position), printer.importStatement(options), ...statements.slice(position), ...descriptions];
  return ts.factory.updateSourceFile(file, ts.setTextRange(ts.factory.createNodeArray(all), file.statements));
}

/** Operands, from which on a sum or a list is a long one. */
const long = 100;

class TreePrinter implements NodePrinter {
  private readonly compiled: CompiledFile;
  private readonly context: TS.TransformationContext;
  private readonly composer: Composer;
  private readonly lines: Lines;
  private readonly makesMap: boolean;
  private readonly keepsComments: boolean;
  private readonly active = new Set<TS.Node>();

  constructor(compiled: CompiledFile, context: TS.TransformationContext, lines: Lines) {
    this.lines = lines;
    this.compiled = compiled;
    this.context = context;
    const { sourceMap, inlineSourceMap, removeComments } = context.getCompilerOptions();
    this.makesMap = sourceMap === true || inlineSourceMap === true;
    this.keepsComments = removeComments !== true;
    this.composer = new Composer(this);
  }

  statement(node: TS.Statement): TS.Statement[] {
    return flat(this.visit(node)) as TS.Statement[];
  }

  /** The statements of the file, with what marks its generator functions. */
  fileStatements(): TS.Statement[] {
    const { context, machines } = this.compiled;
    const { statements } = context.file;
    const marks = headMarks(context.file, machines, context);
    return statements.flatMap((statement, index) => (index === marks?.index ? [...this.parsed(marks.text), ...this.statement(statement)] : this.statement(statement)));
  }

  /** Nodes for a piece of JavaScript without holes. */
  parsed(source: string): TS.Statement[] {
    return this.composer.statements({ fragment: "code", strings: [source], holes: [] });
  }

  /** `function get$machine() { return { … }; }`, the literal as text: nothing in it is of interest to the emitter. */
  description(machine: Machine, fileName: string): TS.Statement {
    const { factory } = ts;
    const { newLine, removeComments } = this.context.getCompilerOptions();
    let literal = describedBy(machine, this.compiled.context.file, fileName, removeComments ? "bare" : "with remarks").replace(/^ +/gm, (blanks) => blanks + blanks);
    if (newLine === ts.NewLineKind.CarriageReturnLineFeed) literal = literal.replaceAll("\n", "\r\n");
    const body = factory.createBlock([factory.createReturnStatement(asGlue(literal, false) as TS.Expression)], true);
    return factory.createFunctionDeclaration(undefined, undefined, machine.describe, undefined, [], undefined, body);
  }

  importStatement({ machineModule, program }: PrintTreeOptions): TS.Statement {
    const { factory } = ts;
    const names = [...this.compiled.imports];
    if (emitsCommonJS(this.compiled.context.file, this.context.getCompilerOptions(), program)) {
      const bindings = names.map(([exported, { name }]) => (exported === name ? name : `${exported}: ${name}`));
      return this.parsed(`const { ${bindings.join(", ")} } = require(${JSON.stringify(machineModule)});`)[0];
    }
    const specifiers = names.map(([exported, { name }]) =>
      factory.createImportSpecifier(false, exported === name ? undefined : factory.createIdentifier(exported), factory.createIdentifier(name)),
    );
    const clause = factory.createImportClause(undefined, undefined, factory.createNamedImports(specifiers));
    return factory.createImportDeclaration(undefined, clause, factory.createStringLiteral(machineModule));
  }

  /** Prints a node of the source: itself, if nothing in it changes. */
  readonly visit = (node: TS.Node): TS.VisitResult<TS.Node | undefined> => {
    const { context } = this.compiled;
    const replacement = context.replacements.get(node);
    return replacement !== undefined ? this.replacement(node, replacement) : this.verbatim(node);
  };

  /** The node as it stands, but for what its variables have become. */
  verbatim(node: TS.Node): TS.VisitResult<TS.Node | undefined> {
    const { context, machines } = this.compiled;
    const rewrite = this.active.has(node) ? undefined : context.rewrites.get(node);
    if (rewrite !== undefined) {
      // A rewrite may contain its own node, which then reads as it stands.
      this.active.add(node);
      const printed = this.replacement(node, rewrite);
      this.active.delete(node);
      return printed;
    }
    const machine = machines.get(node);
    if (machine !== undefined) return this.machine(machine);
    if (!context.touched.has(node)) return context.remote.has(node) ? detached(node) : isLongSum(node) ? this.binary(node) : node;
    if (ts.isObjectLiteralExpression(node)) return this.literal(node);
    if (ts.isClassLike(node)) return this.classLike(node);
    if (ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)) return this.block(node);
    if (ts.isComputedPropertyName(node)) return this.computedKey(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isShorthandPropertyAssignment(node)) return this.shorthand(node);
    if (ts.isBindingElement(node)) return this.bindingElement(node);
    return ts.visitEachChild(node, this.visit, this.context);
  }

  visitOne(node: TS.Node, print: (node: TS.Node) => TS.VisitResult<TS.Node | undefined> = this.visit): TS.Node {
    const printed = print(node);
    return (Array.isArray(printed) ? printed[0] : printed) as TS.Node;
  }

  private replacement(node: TS.Node, hole: Hole): TS.VisitResult<TS.Node | undefined> {
    if (ts.isStatement(node)) return isNode(hole) || !isCode(hole) ? this.expression(hole) : this.composer.statements(hole);
    if (!isNode(hole) && isCode(hole) && hole.holes.length === 0 && hole.strings[0] === "") return undefined;
    if (ts.isVariableDeclarationList(node) && !isNode(hole) && isCode(hole)) return this.forHead(hole);
    return this.expression(hole);
  }

  /** `for (var x of …)` → `for (x of …)`. */
  private forHead(code: Code): TS.Expression {
    const [hole] = code.holes;
    const isPattern = code.strings.every((string) => string === "") && isNode(hole);
    return isPattern ? toAssignmentTarget(hole as TS.BindingName, (node) => this.visitOne(node)) : this.expression(code);
  }

  private shorthand(node: TS.ShorthandPropertyAssignment): TS.Node {
    const { factory } = ts;
    const initializer = node.objectAssignmentInitializer && (this.visitOne(node.objectAssignmentInitializer) as TS.Expression);
    const value = this.visitOne(node.name) as TS.Expression;
    if (value === node.name) return factory.updateShorthandPropertyAssignment(node, node.name, initializer);
    return factory.createPropertyAssignment(node.name.text, initializer ? factory.createAssignment(value, initializer) : value);
  }

  private bindingElement(node: TS.BindingElement): TS.Node {
    const isShorthand = ts.isIdentifier(node.name) && !node.propertyName && !node.dotDotDotToken && ts.isObjectBindingPattern(node.parent);
    const visited = ts.visitEachChild(node, this.visit, this.context) as TS.BindingElement;
    if (!isShorthand || visited.name === node.name) return visited;
    return ts.factory.updateBindingElement(visited, undefined, ts.factory.createIdentifier((node.name as TS.Identifier).text), visited.name, visited.initializer);
  }

  /** A long sum must not become deep recursion, and its operands are looked at from near by. */
  private binary(node: TS.BinaryExpression): TS.Expression {
    const { replacements, rewrites } = this.compiled.context;
    const spine = leftSpine(node, (left) => replacements.has(left) || rewrites.has(left));
    const print = spine.length < long ? this.visit : (operand: TS.Node) => (this.compiled.context.touched.has(operand) ? this.visit(operand) : detached(operand));
    let left = this.visitOne(spine[0].left, print) as TS.Expression;
    for (const expression of spine) {
      left = ts.factory.updateBinaryExpression(expression, left, expression.operatorToken, this.visitOne(expression.right, print) as TS.Expression);
    }
    return left;
  }

  expression(hole: Hole): TS.Expression {
    const { factory } = ts;
    if (isNode(hole)) return this.sourceExpression(hole, this.visit);
    if (isVerbatim(hole)) return this.sourceExpression(hole.node, (node) => this.verbatim(node));
    if (isLabel(hole)) return factory.createNumericLiteral(hole.state);
    if (isVariable(hole)) return factory.createIdentifier(hole.name);
    return this.composer.expression(hole);
  }

  /** A source node in a new place: what was commented there is commented already. */
  private sourceExpression(node: TS.Node, print: (node: TS.Node) => TS.VisitResult<TS.Node | undefined>): TS.Expression {
    if (ts.isFunctionDeclaration(node)) return this.asFunctionExpression(node);
    if (ts.isClassDeclaration(node)) return this.asClassExpression(node);
    if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) return toAssignmentTarget(node, (inner) => this.visitOne(inner));
    const printed = this.visitOne(node, print) as TS.Expression;
    if (mayHaveComment(node, this.compiled.context.file)) ts.setEmitFlags(printed, ts.EmitFlags.NoLeadingComments);
    return ts.isBinaryExpression(printed) && printed.operatorToken.kind === ts.SyntaxKind.CommaToken ? ts.factory.createParenthesizedExpression(printed) : printed;
  }

  /** As text, if nobody has anything to do with it. Where a source map is made, each has its own place in it. */
  leafText(node: TS.Node): string | null {
    return this.makesMap ? null : textOfLeaf(node, this.compiled.context);
  }

  private asFunctionExpression(node: TS.FunctionDeclaration): TS.Expression {
    const printed = this.visitOne(node);
    return ts.isFunctionDeclaration(printed) ? functionExpression(printed) : (printed as TS.Expression);
  }

  private asClassExpression(node: TS.ClassDeclaration): TS.Expression {
    const printed = this.visitOne(node) as TS.ClassDeclaration;
    return ts.factory.createClassExpression(printed.modifiers, printed.name, printed.typeParameters, printed.heritageClauses, printed.members);
  }

  /** An object literal; with lowered methods that must pass for generator functions, marked. */
  private literal(node: TS.ObjectLiteralExpression): TS.Expression {
    const { context, machines } = this.compiled;
    const visited = ts.visitEachChild(node, this.visit, this.context);
    const marks = literalMarks(node, machines);
    if (marks === null) return visited;
    const call = this.expression({ fragment: "code", strings: [`${context.imported("generatorMethods").name}(undefined, ${marks})`], holes: [] }) as TS.CallExpression;
    return ts.factory.createCallExpression(call.expression, undefined, [visited, ...call.arguments.slice(1)]);
  }

  private classLike(node: TS.ClassLikeDeclaration): TS.Node {
    const { context, machines } = this.compiled;
    const { factory } = ts;
    const marks = classMarks(node, machines, context);
    const visited = ts.visitEachChild(node, this.visit, this.context);
    if (marks === null) return visited;
    const [wrapper] = this.parsed(`class Marks { ${marks} }`);
    const members = [...(wrapper as TS.ClassDeclaration).members, ...visited.members];
    return ts.isClassDeclaration(visited)
      ? factory.updateClassDeclaration(visited, visited.modifiers, visited.name, visited.typeParameters, visited.heritageClauses, members)
      : factory.updateClassExpression(visited as TS.ClassExpression, visited.modifiers, visited.name, visited.typeParameters, visited.heritageClauses, members);
  }

  /** Statements in braces, or of a clause; at their head the generator functions among them are marked. */
  private block(node: TS.Block | TS.ModuleBlock | TS.CaseOrDefaultClause): TS.Node {
    const { context, machines } = this.compiled;
    const { factory } = ts;
    const marks = headMarks(node, machines, context);
    const visited = ts.visitEachChild(node, this.visit, this.context);
    if (marks === null) return visited;
    const statements = [...visited.statements.slice(0, marks.index), ...this.parsed(marks.text), ...visited.statements.slice(marks.index)];
    const list = ts.setTextRange(factory.createNodeArray(statements), visited.statements);
    if (ts.isBlock(visited)) return factory.updateBlock(visited, list);
    if (ts.isModuleBlock(visited)) return factory.updateModuleBlock(visited, list);
    return ts.isCaseClause(visited) ? factory.updateCaseClause(visited, visited.expression, list) : factory.updateDefaultClause(visited, list);
  }

  private computedKey(node: TS.ComputedPropertyName): TS.Node {
    const { factory } = ts;
    const expression = this.visitOne(node.expression) as TS.Expression;
    const call = keyCall(node, this.compiled.machines, this.compiled.context);
    if (call === null) return factory.updateComputedPropertyName(node, expression);
    const list = [factory.createIdentifier(call.describe), expression];
    return factory.updateComputedPropertyName(node, factory.createCallExpression(factory.createIdentifier(call.callee), undefined, list));
  }

  private machine(machine: Machine): TS.VisitResult<TS.Node> {
    const { factory } = ts;
    const shape = shapeOf(machine, this.compiled.context);
    const step = factory.createArrowFunction(undefined, undefined, [factory.createParameterDeclaration(undefined, undefined, machine.frame)], undefined, undefined, factory.createBlock([this.loop(machine)], true));
    const start = factory.createCallExpression(factory.createIdentifier(shape.start), undefined, [step, ...shape.arguments.map((argument) => (argument === "new.target" ? factory.createMetaProperty(ts.SyntaxKind.NewKeyword, factory.createIdentifier("target")) : factory.createIdentifier(argument)))]);
    const hoisted = machine.hoisted.map(({ name, initial }) => factory.createVariableDeclaration(name, undefined, undefined, initial === undefined ? undefined : factory.createIdentifier(initial)));
    const body = factory.createBlock(
      [
        ...machine.prologue.flatMap((statement) => this.statement(statement)),
        ...(hoisted.length > 0 ? [factory.createVariableStatement(undefined, factory.createVariableDeclarationList(hoisted, ts.NodeFlags.None))] : []),
        factory.createReturnStatement(start),
      ],
      true,
    );
    const lowered = this.withBody(machine, body, shape.omitted);
    if (shape.following !== null) return [lowered, ...this.parsed(shape.following)];
    return shape.around === null ? lowered : this.around(lowered, shape.around);
  }

  /** `generatorFunction(function …, walk$machine)` */
  private around(lowered: TS.Node, { callee, others }: NonNullable<Shape["around"]>): TS.Node {
    const { factory } = ts;
    const expression = ts.isFunctionDeclaration(lowered) ? functionExpression(lowered) : (lowered as TS.Expression);
    return factory.createCallExpression(factory.createIdentifier(callee), undefined, [expression, ...others.map((text) => factory.createIdentifier(text))]);
  }

  private withBody({ node, selfName }: Machine, body: TS.Block, omitted: readonly TS.Node[]): TS.Node {
    const { factory } = ts;
    const modifiers = node.modifiers?.filter((modifier) => !omitted.includes(modifier)).map((modifier) => this.visitOne(modifier) as TS.Modifier);
    const parameters = node.parameters.map((parameter) => this.visitOne(parameter) as TS.ParameterDeclaration);
    if (ts.isMethodDeclaration(node)) {
      return factory.updateMethodDeclaration(node, modifiers, undefined, this.visitOne(node.name) as TS.PropertyName, node.questionToken, node.typeParameters, parameters, node.type, body);
    }
    const name = selfName === null ? node.name && (this.visit(node.name) as TS.Identifier | undefined) : factory.createIdentifier(selfName);
    if (ts.isFunctionDeclaration(node) && selfName !== null) {
      // The emitter would call the original of this node `default_1`.
      const named = factory.createFunctionDeclaration(modifiers, undefined, name, node.typeParameters, parameters, node.type, body);
      return ts.setCommentRange(ts.setSourceMapRange(named, node), node);
    }
    if (ts.isFunctionDeclaration(node)) return factory.updateFunctionDeclaration(node, modifiers, undefined, name, node.typeParameters, parameters, node.type, body);
    return factory.updateFunctionExpression(node, modifiers as TS.Modifier[] | undefined, undefined, name, node.typeParameters, parameters, node.type, body);
  }

  /** `step: for (;;) switch (co.state) { … }` */
  private loop(machine: Machine): TS.Statement {
    const { factory } = ts;
    const frame = factory.createIdentifier(machine.frame);
    const clauses: TS.CaseOrDefaultClause[] = machine.states.map((state) => this.clause(state));
    if (machine.endsThroughRegion) {
      clauses.push(factory.createDefaultClause([factory.createReturnStatement(factory.createPropertyAccessExpression(frame, "outcome"))]));
    }
    const dispatch = factory.createSwitchStatement(factory.createPropertyAccessExpression(frame, "state"), factory.createCaseBlock(clauses));
    const loop = factory.createForStatement(undefined, undefined, undefined, dispatch);
    return factory.createLabeledStatement(machine.loop, ts.setEmitFlags(loop, ts.EmitFlags.SingleLine));
  }

  private clause({ number, statements, scoped, comment }: State): TS.CaseClause {
    const { factory } = ts;
    const printed: TS.Statement[] = [];
    for (const statement of statements) for (const one of this.emitted(statement)) printed.push(one);
    if (comment !== undefined && printed.length > 0) ts.addSyntheticLeadingComment(this.lines.printed(printed[0]), ts.SyntaxKind.SingleLineCommentTrivia, ` ${comment}`, true);
    const label = asGlue(String(number), false) as TS.Expression;
    if (scoped) return factory.createCaseClause(label, [factory.createBlock(printed, true)]);
    // A clause of one statement would be put on the line of its `case`: a second one that prints as nothing keeps it below.
    if (printed.length === 1) printed.push(ts.setEmitFlags(factory.createNotEmittedStatement(this.compiled.context.file), ts.EmitFlags.NoComments));
    return factory.createCaseClause(label, printed);
  }

  private readonly toLine = (text: string, remark: string | undefined): TS.Statement => this.lines.line(text, remark);

  private emitted({ code, comment, leading, source }: EmittedStatement): TS.Statement[] {
    const remark = this.keepsComments ? comment : undefined;
    const printed = isNode(code) ? this.statement(code as TS.Statement) : this.makesMap ? this.composer.statements(code as Code) : this.composer.lines(code as Code, this.toLine, remark);
    if (printed.length === 0) return printed;
    if (isNode(code) && this.compiled.context.whole.has(code)) ts.setEmitFlags(printed[0], ts.EmitFlags.NoLeadingComments);
    if (source !== undefined && this.makesMap) for (const statement of printed) ts.setSourceMapRange(statement, source);
    for (const text of leading ?? []) addLeadingComment(this.lines.printed(printed[0]), text);
    if (remark !== undefined && (isNode(code) || this.makesMap)) ts.addSyntheticTrailingComment(printed[printed.length - 1], ts.SyntaxKind.SingleLineCommentTrivia, ` ${remark}`, false);
    return printed;
  }
}

function isLongSum(node: TS.Node): node is TS.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  let length = 0;
  for (let left: TS.Node = node; ts.isBinaryExpression(left) && length < long; left = left.left) length += 1;
  return length === long;
}

/**
 * A copy of `node` whose names do not know where they stand. The emitter looks for the file of each name, from one node up to
 * the next, and at the far end of a sum of 5,000 terms that is a long way.
 */
function detached(node: TS.Node): TS.Node {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node;
  if (!ts.isIdentifier(node)) return ts.visitEachChild(node, detached, undefined);
  return ts.setTextRange(ts.setOriginalNode(ts.factory.createIdentifier(node.text), node), node);
}

function functionExpression(node: TS.FunctionDeclaration): TS.FunctionExpression {
  return ts.factory.createFunctionExpression(node.modifiers?.filter(ts.isModifier), node.asteriskToken, node.name, node.typeParameters, node.parameters, node.type, node.body!);
}

function addLeadingComment(node: TS.Node, comment: string): void {
  const isLine = comment.startsWith("//");
  const kind = isLine ? ts.SyntaxKind.SingleLineCommentTrivia : ts.SyntaxKind.MultiLineCommentTrivia;
  ts.addSyntheticLeadingComment(node, kind, isLine ? comment.slice(2) : comment.slice(2, -2), true);
}

function flat(result: TS.VisitResult<TS.Node | undefined>): TS.Node[] {
  if (result === undefined) return [];
  return Array.isArray(result) ? [...(result as readonly TS.Node[])] : [result as TS.Node];
}
