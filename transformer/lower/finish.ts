/**
 * What does each operation read as?
 *
 * By now every label has its state and every variable its place, so operations become statements: `declare` turns into a
 * declaration or an assignment, a jump into `co.state = 2; continue step;`. After this the printers have nothing to decide.
 */
import type { Binding } from "../analyze/names.js";
import { ts, type TS } from "../typescript.js";
import { oneLine, type Builder } from "./builder.js";
import { before, behind } from "./comments.js";
import { assignsCaught, identifiersOf, type Carried } from "./variables/carried.js";
import { isAnonymousFunctionDefinition } from "./expressions/stable.js";
import { jumpCode, returnCode } from "./statements/jumps.js";
import { code, isCode, isNode, isVariable, text, verbatim, type Code, type Definition, type EmittedStatement, type Hole, type Operation, type Place, type RegionRow, type RegionUnderConstruction, type State } from "./machine.js";
import type { Block } from "./states.js";

export class Finisher {
  private readonly builder: Builder;
  private readonly carried: ReadonlyMap<Binding, Carried>;
  /** The boxed variables that each state mentions. */
  private readonly boxedIn = new Map<number, Carried[]>();
  /** Boxed variables that have their constant in the current state already. */
  private readonly present = new Set<Carried>();
  private scoped = false;
  private remarks: string[] = [];

  constructor(builder: Builder, carried: ReadonlyMap<Binding, Carried>) {
    this.builder = builder;
    this.carried = carried;
    for (const one of carried.values()) {
      if (one.slot === null) continue;
      for (const state of one.states) this.boxedIn.set(state, [...(this.boxedIn.get(state) ?? []), one]);
    }
  }

  states(blocks: readonly Block[]): State[] {
    return blocks.map((block, index) => this.state(block, blocks[index + 1]));
  }

  private state(block: Block, next: Block | undefined): State {
    // Most states have none, and to clear a set takes memory.
    if (this.present.size > 0) this.present.clear();
    this.scoped = false;
    const body: EmittedStatement[] = [];
    for (const operation of block.operations) this.append(body, operation, next);
    if (block.fallsThrough && next !== undefined && !samePlace(block.place, next.place)) {
      body.push({ code: code`${this.builder.frame}.state = ${text(String(next.number))};` });
    }
    const statements = this.withBoxed(block.number, body);
    return { number: block.number, statements, scoped: this.scoped, comment: block.comment };
  }

  /** The boxed variables of the state that it does not make itself come first, as constants. */
  private withBoxed(state: number, body: EmittedStatement[]): EmittedStatement[] {
    const boxed = this.boxedIn.get(state)?.filter((one) => !this.present.has(one));
    if (boxed === undefined || boxed.length === 0) return body;
    this.scoped = true;
    return [...boxed.map((one): EmittedStatement => ({ code: code`const ${one.variable} = ${one.slot!};` })), ...body];
  }

  /** Appends what `operation` reads as. Comments of a statement that was taken apart go to the first thing it became. */
  private append(body: EmittedStatement[], operation: Operation, next: Block | undefined): void {
    if (operation.operation === "remark") {
      const { node, leading, trailing } = operation;
      this.remarks.push(...leading, ...(node !== null && this.builder.context.whole.has(node) ? [] : trailing));
      return;
    }
    for (const statement of this.statements(operation, next)) {
      statement.source ??= operation.source;
      if (this.remarks.length === 0) {
        body.push(statement);
      } else {
        body.push({ ...statement, leading: [...this.remarks, ...(statement.leading ?? [])] });
        this.remarks = [];
      }
    }
  }

  private statements(operation: Operation, next: Block | undefined): EmittedStatement[] {
    const { builder } = this;
    const { frame } = builder;
    switch (operation.operation) {
      case "code":
        return [{ code: operation.code, comment: operation.comment }];
      case "keep":
        return [this.keep(operation.variable, operation.value)];
      case "declare":
        return this.declare(operation.keyword, operation.name, operation.value);
      case "declarations":
        return this.declarations(operation.node);
      case "define":
        return this.declareDefinition(operation.node, operation.binding);
      case "jump":
        return [{ code: jumpCode(builder, operation.label, false), comment: operation.comment }];
      case "leave":
        return [{ code: jumpCode(builder, operation.label, true), comment: operation.comment }];
      case "branch": {
        const test = operation.when ? operation.test : negate(operation.test);
        return [{ code: code`if (${test}) { ${jumpCode(builder, operation.label, false)} }`, comment: operation.comment }];
      }
      case "suspend": {
        return [{ code: code`${frame}.state = ${operation.label}; ${suspendCode(builder, operation)}`, comment: oneLine(operation.node.getText(builder.context.file)), source: operation.node }];
      }
      case "return":
        return [{ code: returnCode(builder, operation.value, operation.leaves), comment: operation.comment }];
      case "finish":
        return [{ code: finishCode(builder, operation.region, operation.region.after.state === next?.number) }];
      case "scope":
        return this.enterScope(operation.scope.bindings.values());
      case "iteration":
        return this.copyBindings(operation.scope.bindings.values());
      default:
        return [];
    }
  }

  /** A temporary of one state is a constant of it. */
  private keep(variable: Extract<Operation, { operation: "keep" }>["variable"], value: Hole): EmittedStatement {
    if (variable.states.size > 1) return { code: code`${variable} = ${value};` };
    this.scoped = true;
    return { code: code`const ${variable} = ${value};` };
  }

  private declare(keyword: string, name: TS.BindingName | TS.BindingElement, value: Hole | null): EmittedStatement[] {
    if (!ts.isIdentifier(name)) this.keepNames(name);
    if (assignsCaught(name, this.builder.context.names)) {
      if (value === null) return [];
      return [{ code: ts.isIdentifier(name) ? code`${name} = ${value};` : assignPattern(name, value) }];
    }
    const declared = identifiersOf(name).map((identifier) => this.carriedBy(identifier));
    const boxed = declared.filter((one) => one?.slot);
    if (boxed.length > 0) return this.declareBoxed(name, value, boxed as Carried[]);
    if (declared.length > 0 && declared[0]?.residence === "local") {
      this.scoped = true;
      return [{ code: value === null ? code`let ${name};` : code`${text(keyword)} ${pattern(name)} = ${ts.isIdentifier(name) ? this.keepName(name, value) : value};` }];
    }
    if (value === null) return [{ code: code`${name} = undefined;` }];
    if (ts.isIdentifier(name)) return [{ code: code`${name} = ${this.keepName(name, value)};` }];
    return [{ code: assignPattern(name, value) }];
  }

  /** A renamed variable must not rename the function that is assigned to it. */
  private keepName(name: TS.Identifier, value: Hole): Hole {
    const one = this.carriedBy(name);
    const renamed = one !== undefined && (one.slot !== null || one.variable.name !== name.text);
    return renamed && isNode(value) && isAnonymousFunctionDefinition(value) ? code`${this.builder.frame}.only({ ${text(name.text)}: ${value} })` : value;
  }

  /** The same where the source's own declaration or element says what is assigned. */
  private keepNames(name: TS.BindingName | TS.BindingElement): void {
    for (const identifier of identifiersOf(name)) {
      const one = this.carriedBy(identifier);
      const { initializer } = identifier.parent as TS.BindingElement | TS.VariableDeclaration;
      if (one === undefined || initializer === undefined || (one.residence !== "cell" && one.variable.name === identifier.text)) continue;
      const named = this.keepName(identifier, initializer);
      if (named !== initializer) this.builder.rewrite(initializer, named);
    }
  }

  private carriedBy(identifier: TS.Identifier): Carried | undefined {
    return this.carried.get(this.builder.context.names.bindingOf.get(identifier)!);
  }

  private declareBoxed(name: TS.BindingName | TS.BindingElement, value: Hole | null, boxed: readonly Carried[]): EmittedStatement[] {
    this.scoped = true;
    const fresh = boxed.filter((one) => !this.present.has(one) && one.early.length === 0);
    for (const one of fresh) this.present.add(one);
    if (ts.isIdentifier(name)) {
      const [one] = boxed;
      const initial = value === null ? text("undefined") : this.keepName(name, value);
      if (one.residence === "copy") return [{ code: code`const ${one.variable} = ${one.slot!} = ${initial};` }];
      if (one.early.length > 0) return [{ code: code`${one.variable}.value = ${initial};` }];
      return [{ code: code`const ${one.variable} = ${one.slot!} = { value: ${initial} };` }];
    }
    if (boxed[0].residence === "copy") {
      return [{ code: code`const ${pattern(name)} = ${value!};` }, ...boxed.map((one) => ({ code: code`${one.slot!} = ${one.variable};` }))];
    }
    // The pattern assigns to the cells: closures in its defaults already mean those.
    for (const identifier of identifiersOf(name)) this.builder.rewrite(identifier, code`${this.carriedBy(identifier)!.variable}.value`);
    return [...fresh.map((one) => ({ code: code`const ${one.variable} = ${one.slot!} = { value: undefined };` })), { code: assignPattern(name, value!) }];
  }

  private declarations(statement: TS.VariableStatement): EmittedStatement[] {
    const { declarationList } = statement;
    const isLocal = declarationList.declarations.every((declaration) =>
      !assignsCaught(declaration.name, this.builder.context.names) && identifiersOf(declaration.name).every((identifier) => this.carriedBy(identifier)?.residence === "local"),
    );
    if (isLocal) {
      this.scoped = true;
      for (const { name } of declarationList.declarations) this.keepNames(name);
      return [{ code: statement }];
    }
    const isVarList = (declarationList.flags & ts.NodeFlags.BlockScoped) === 0;
    const keyword = (declarationList.flags & ts.NodeFlags.Const) === ts.NodeFlags.Const ? "const" : "let";
    const { text: source } = this.builder.context.file;
    this.remarks.push(...before(source, statement.pos), ...behind(source, statement.end));
    return declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer === undefined && isVarList ? [] : this.declare(keyword, name, initializer ?? null),
    );
  }

  private declareDefinition(node: Definition, binding: Binding): EmittedStatement[] {
    const one = this.carried.get(binding);
    if (one === undefined || one.residence === "local") {
      this.scoped = true;
      const isRenamed = one !== undefined && one.variable.name !== binding.name;
      if (isRenamed) this.builder.context.expressions.add(node);
      return [{ code: isRenamed ? code`let ${one.variable} = ${definition(node)};` : node }];
    }
    this.builder.context.expressions.add(node);
    if (ts.isFunctionDeclaration(node) && binding.references.some((reference) => reference.writes)) {
      // As an expression the function would have a constant of its own name.
      this.builder.rewrite(node.name!, text(""));
      return this.declareMoved(one, code`${this.builder.frame}.only({ ${text(binding.name)}: ${node} })`);
    }
    return this.declareMoved(one, definition(node));
  }

  private declareMoved(one: Carried, value: Code): EmittedStatement[] {
    return one.slot === null ? [{ code: code`${one.variable} = ${value};` }] : this.declareBoxed(one.binding.declarations[0], value, [one]);
  }

  /** Variables that may be read before their declaration begin as uninitialized. */
  private enterScope(bindings: Iterable<Binding>): EmittedStatement[] {
    const statements: EmittedStatement[] = [];
    for (const binding of bindings) {
      const one = this.carried.get(binding);
      if (one === undefined || one.early.length === 0) continue;
      const uninitialized = this.builder.context.imported("uninitialized");
      if (one.slot === null) {
        statements.push({ code: code`${one.variable} = ${uninitialized};` });
      } else if (!this.present.has(one)) {
        this.scoped = true;
        this.present.add(one);
        statements.push({ code: code`const ${one.variable} = ${one.slot} = { value: ${uninitialized} };` });
      }
    }
    return statements;
  }

  private copyBindings(bindings: Iterable<Binding>): EmittedStatement[] {
    const boxed = [...bindings].map((binding) => this.carried.get(binding)).filter((one) => one?.residence === "cell");
    return boxed.map((one) => {
      this.scoped = true;
      this.present.add(one!);
      return { code: code`const ${one!.variable} = ${one!.slot!} = { value: ${one!.slot!}.value };` };
    });
  }
}

/** The definition as an expression: a function and a class are one, an enum needs a function around it. */
function definition(node: Definition): Code {
  if (!ts.isEnumDeclaration(node)) return code`${verbatim(node)}`;
  return code`(() => {\n${verbatim(node)}\nreturn ${text(node.name.text)}; })()`;
}

function samePlace(one: Place, other: Place): boolean {
  return one === other || (one !== null && other !== null && one.region === other.region && one.part === other.part);
}

/** A single element in a pattern of its own. */
function pattern(name: TS.BindingName | TS.BindingElement): Hole {
  if (!ts.isBindingElement(name)) return name;
  return ts.isArrayBindingPattern(name.parent) ? code`[${name}]` : code`{ ${name} }`;
}

function assignPattern(name: TS.BindingName | TS.BindingElement, value: Hole): Code {
  const isArray = ts.isArrayBindingPattern(name) || (ts.isBindingElement(name) && ts.isArrayBindingPattern(name.parent));
  return isArray ? code`${pattern(name)} = ${value};` : code`(${pattern(name)} = ${value});`;
}

/** The end of a `finally` block. If what comes after it stands next, only something that was pending has to go elsewhere. */
function finishCode({ frame, loop }: Builder, { index, after }: RegionUnderConstruction, runsOn: boolean): Code {
  const finish = code`${frame}.finish(${text(String(index))}, ${after})`;
  return runsOn ? code`if (${finish}) continue ${loop};` : code`${finish}; continue ${loop};`;
}

/** A generator hands the operand to its driver; a coroutine asks whether it has to wait for it, and runs on if not. */
function suspendCode({ frame, kind }: Builder, { value, node }: Extract<Operation, { operation: "suspend" }>): Code {
  if (kind === "coroutine") return code`if (${frame}.${text(node.asteriskToken ? "delegates" : "waits")}(${value ?? text("")})) return;`;
  if (value === null) return code`return;`;
  return node.asteriskToken ? code`return ${frame}.delegate(${value});` : code`return ${value};`;
}

function negate(test: Hole): Code {
  if (isVariable(test)) return code`!${test}`;
  if (isCode(test) && !isNode(test)) return isOperand(test) ? code`!${test}` : code`!(${test})`;
  const node = test as TS.Node;
  return ts.isIdentifier(node) || ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? code`!${node}` : code`!(${node})`;
}

/** `co.sent`, `each.step()`: one hole, a dot, and a name. */
function isOperand(test: Code): boolean {
  return test.holes.length === 1 && /^\.\w+(\(\))?$/.test(test.strings[1]);
}

/** The region table: the states of each part, from where the blocks came to stand. */
export function regionRows(builder: Builder, blocks: readonly Block[]): RegionRow[] {
  const ranges = builder.regions.map(() => new Map<string, [number, number]>());
  for (const block of blocks) {
    for (let place = block.place; place !== null; place = place.region.inside) {
      const parts = ranges[place.region.index];
      const range = parts.get(place.part);
      if (range === undefined) parts.set(place.part, [block.number, block.number]);
      else range[1] = block.number;
    }
  }
  return builder.regions.map((region): RegionRow => {
    const parts = ranges[region.index];
    const row: { -readonly [Key in keyof RegionRow]: RegionRow[Key] } = { states: parts.get("body") ?? [0, -1], source: region.source };
    if (region.inside !== null) row.inside = region.inside.region.index;
    if (parts.has("catch")) row.catch = parts.get("catch");
    if (parts.has("finally")) {
      row.finally = parts.get("finally");
      row.after = region.after.state;
    }
    if (region.closes) row.closes = true;
    return row;
  });
}
