/**
 * Which variable does each name of the file mean?
 *
 *     function* g(xs) {            scope g        xs: parameter
 *       for (const x of xs) {      scope for-of   x: const, one reference that is captured
 *         yield () => x;
 *       }
 *     }
 *
 * The lowering moves variables out of the step when they must survive a yield, and then has to know three things of
 * each: who refers to it, who writes to it, and whether a closure captures it. It does not need types, so this is one
 * walk over the syntax, for the whole file at once: a machine inside a machine shares the result.
 */
import { ts, type TS } from "../typescript.js";
import { declarationsOf, hasSimpleParameters, isVar, keywordOf, namesIn, varListsOf, type Declaration, type DeclarationKind } from "./declarations.js";
import { isMention, isTypeOnly } from "./mentions.js";
import { isAssignmentTarget } from "./targets.js";
import { reverse } from "./walk.js";
import { isFunctionBoundary } from "./yields.js";

export type BindingKind = DeclarationKind | "parameter" | "catch" | "self";

/** A variable of the source. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The identifiers that declare it; several for a repeated `var`. One in the block of a `catch (x)` may mean that `x`. */
  readonly declarations: TS.Identifier[];
  /** Every other mention, in source order. */
  readonly references: Reference[];
}

/** A mention of a variable that does not declare it. */
export interface Reference {
  readonly node: TS.Identifier;
  /** Is the variable (also) assigned here? */
  readonly writes: boolean;
  /** The outermost closure between the variable's function and this mention, or null: same function. */
  readonly closure: TS.Node | null;
}

export interface Scope {
  readonly node: TS.Node;
  readonly parent: Scope | null;
  /** The function (or class field, or static block, or file) whose call evaluates this scope. */
  readonly owner: TS.Node;
  readonly bindings: Map<string, Binding>;
}

export interface Names {
  /** Declaring and mentioning identifiers alike. Global names are not in it. */
  readonly bindingOf: ReadonlyMap<TS.Identifier, Binding>;
  /** Scopes by the node that opens them: block, loop, switch block, catch clause, function, function body, class. */
  readonly scopeOf: ReadonlyMap<TS.Node, Scope>;
  /** Mentions of names that nothing in the file declares. */
  readonly globals: ReadonlyMap<string, readonly TS.Identifier[]>;
  /** Every identifier text of the file: what a made-up name must avoid. */
  readonly texts: ReadonlySet<string>;
}

/** Resolves every name of the file. The nodes must know their parents. */
export function resolveNames(file: TS.SourceFile): Names {
  const bindingOf = new Map<TS.Identifier, Binding>();
  const scopeOf = new Map<TS.Node, Scope>();
  const globals = new Map<string, TS.Identifier[]>();
  const texts = new Set<string>();
  const visitedBefore = new Set<TS.Node>();
  /** `catch (x) { var x = 1; }`: `x` is declared for the function, and assigned in the clause (ECMA-262 B.3.4, strict code too). */
  const assigningCatch = new Set<TS.Identifier>();
  const mayHaveVars = /\bvar\b/.test(file.text);
  // What is still to be visited, and in which scope; the next one is the last. No recursion: `a.b.c` is as deep as long.
  const pending: TS.Node[] = [];
  const scopes: Scope[] = [];

  function open(node: TS.Node, parent: Scope | null, owner: TS.Node): Scope {
    const scope: Scope = { node, parent, owner, bindings: new Map() };
    scopeOf.set(node, scope);
    return scope;
  }

  function declare(scope: Scope, identifier: TS.Identifier, kind: BindingKind): void {
    const name = identifier.text;
    texts.add(name);
    let binding = scope.bindings.get(name);
    if (binding === undefined) {
      binding = { name, kind, scope, declarations: [], references: [] };
      scope.bindings.set(name, binding);
    }
    binding.declarations.push(identifier);
    bindingOf.set(identifier, binding);
  }

  function declareAll(scope: Scope, declarations: Iterable<Declaration>): void {
    for (const { name, kind } of declarations) declare(scope, name, kind);
  }

  function declarePattern(scope: Scope, pattern: TS.BindingName, kind: BindingKind): void {
    for (const name of namesIn(pattern)) declare(scope, name, kind);
  }

  /** A `var` that repeats a parameter is the parameter, unless parameters have expressions and so a scope of their own. */
  function declareVars(scope: Scope, root: TS.Node): void {
    if (!mayHaveVars) return;
    const parameters = scope.parent;
    const shared = parameters !== null && ts.isFunctionLike(parameters.node) && hasSimpleParameters(parameters.node) ? parameters : null;
    for (const list of varListsOf(root)) {
      for (const declaration of list.declarations) {
        for (const name of namesIn(declaration.name)) {
          declare(shared?.bindings.has(name.text) ? shared : scope, name, "var");
          if (isNamedByCatch(name, root)) assigningCatch.add(name);
        }
      }
    }
  }

  function refer(identifier: TS.Identifier, from: Scope): void {
    const name = identifier.text;
    texts.add(name);
    for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
      const binding = scope.bindings.get(name);
      if (binding === undefined) continue;
      const closure = closureBetween(scope, from);
      binding.references.push({ node: identifier, writes: isAssignmentTarget(identifier) || assigningCatch.has(identifier), closure });
      bindingOf.set(identifier, binding);
      return;
    }
    const mentions = globals.get(name);
    if (mentions) mentions.push(identifier);
    else globals.set(name, [identifier]);
  }

  let around: Scope;

  /** `node` is visited before everything that waits already, and after what was put off before it in this turn. */
  function putOff(node: TS.Node, scope: Scope): void {
    pending.push(node);
    scopes.push(scope);
  }

  function putOffHere(node: TS.Node): void {
    putOff(node, around);
  }

  function putOffChildren(node: TS.Node, scope: Scope): void {
    around = scope;
    ts.forEachChild(node, putOffHere);
  }

  function visitFunction(node: TS.FunctionLikeDeclaration, outer: Scope): void {
    let outside = outer;
    if (ts.isFunctionExpression(node) && node.name) {
      outside = open(node.name, outer, outer.owner);
      declare(outside, node.name, "self");
    }
    // Names and decorators are evaluated outside, everything else inside.
    const scope = open(node, outside, node);
    for (const parameter of node.parameters) declarePattern(scope, parameter.name, "parameter");
    ts.forEachChild(node, (child) => {
      if (child === node.name && ts.isIdentifier(child)) texts.add(child.text);
      else putOff(child, isFunctionBoundary(node, child) ? scope : outer);
    });
  }

  /** The block of a function, whose scope is `parameters`. */
  function visitBody(body: TS.Block, parameters: Scope): void {
    const scope = open(body, parameters, parameters.owner);
    declareVars(scope, body);
    declareAll(scope, declarationsOf(body.statements));
    putOffChildren(body, scope);
  }

  function visitClass(node: TS.ClassLikeDeclaration, outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    // The class's own, immutable name; a declaration has an outer, mutable one besides.
    if (node.name) declareSelf(scope, node.name);
    // In heritage and keys neither name is initialized yet. A declaration's are taken to mean the outer one, because they
    // may be evaluated before the class is entered: the machine keeps them across a yield.
    if (ts.isClassDeclaration(node)) {
      for (const part of evaluatedBefore(node)) {
        putOffChildren(part, outer);
        visitedBefore.add(part);
      }
    }
    ts.forEachChild(node, (child) => {
      if (child !== node.name) putOff(child, ts.isDecorator(child) ? outer : scope);
    });
  }

  function declareSelf(scope: Scope, name: TS.Identifier): void {
    const outer = bindingOf.get(name);
    declare(scope, name, "self");
    if (outer) bindingOf.set(name, outer);
  }

  function visitBlock(node: TS.Node, statements: readonly TS.Statement[], outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    declareAll(scope, declarationsOf(statements));
    putOffChildren(node, scope);
  }

  function visitLoop(node: TS.ForStatement | TS.ForInOrOfStatement, outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    const head = node.initializer;
    if (head && ts.isVariableDeclarationList(head) && !isVar(head)) {
      for (const declaration of head.declarations) declarePattern(scope, declaration.name, keywordOf(head));
    }
    putOffChildren(node, scope);
  }

  function visitCatch(node: TS.CatchClause, outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    if (node.variableDeclaration) declarePattern(scope, node.variableDeclaration.name, "catch");
    putOffChildren(node, scope);
  }

  /** A class field's initializer runs like a method of its own. */
  function visitField(node: TS.PropertyDeclaration, outer: Scope): void {
    const scope = open(node, outer, node);
    ts.forEachChild(node, (child) => putOff(child, isFunctionBoundary(node, child) ? scope : outer));
  }

  function visit(node: TS.Node, scope: Scope): void {
    const { SyntaxKind } = ts;
    switch (node.kind) {
      case SyntaxKind.Identifier:
        if (isMention(node as TS.Identifier) || assigningCatch.has(node as TS.Identifier)) refer(node as TS.Identifier, scope);
        else texts.add((node as TS.Identifier).text);
        return;
      case SyntaxKind.PrivateIdentifier:
        texts.add((node as TS.PrivateIdentifier).text);
        return;
      case SyntaxKind.Block:
        if (isBody(node as TS.Block)) visitBody(node as TS.Block, scope);
        else visitBlock(node, (node as TS.Block).statements, scope);
        return;
      case SyntaxKind.ModuleBlock:
        return visitBlock(node, (node as TS.ModuleBlock).statements, scope);
      case SyntaxKind.CaseBlock:
        return visitBlock(node, (node as TS.CaseBlock).clauses.flatMap((clause) => [...clause.statements]), scope);
      case SyntaxKind.ForStatement:
      case SyntaxKind.ForInStatement:
      case SyntaxKind.ForOfStatement:
        return visitLoop(node as TS.ForStatement | TS.ForInOrOfStatement, scope);
      case SyntaxKind.CatchClause:
        return visitCatch(node as TS.CatchClause, scope);
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
        return visitClass(node as TS.ClassLikeDeclaration, scope);
      case SyntaxKind.PropertyDeclaration:
        return visitField(node as TS.PropertyDeclaration, scope);
      case SyntaxKind.ClassStaticBlockDeclaration:
        return putOff((node as TS.ClassStaticBlockDeclaration).body, open(node, scope, node));
      default:
        if (isTypeOnly(node) || visitedBefore.has(node)) return;
        if (ts.isFunctionLike(node)) visitFunction(node as TS.FunctionLikeDeclaration, scope);
        else putOffChildren(node, scope);
    }
  }

  const top = open(file, null, file);
  declareVars(top, file);
  declareAll(top, declarationsOf(file.statements));
  putOffChildren(file, top);
  reverse(pending, 0);
  while (pending.length > 0) {
    const node = pending.pop()!;
    const scope = scopes.pop()!;
    const first = pending.length;
    visit(node, scope);
    reverse(pending, first);
    reverse(scopes, first);
  }
  return { bindingOf, scopeOf, globals, texts };
}

/** Whether a block is the body of a function or of a static block. */
function isBody(block: TS.Block): boolean {
  const { parent } = block;
  return ts.isClassStaticBlockDeclaration(parent) || ts.isFunctionLike(parent);
}

/** The heritage and the computed keys of a class, in order. */
function evaluatedBefore(node: TS.ClassLikeDeclaration): TS.Node[] {
  const heritage = node.heritageClauses?.filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) ?? [];
  return [...heritage, ...node.members.flatMap(({ name }) => (name !== undefined && ts.isComputedPropertyName(name) ? [name] : []))];
}

/** Whether a clause `catch (name)` stands between a `var` and its function. */
function isNamedByCatch(identifier: TS.Identifier, root: TS.Node): boolean {
  for (let { parent } = identifier; parent !== root; parent = parent.parent) {
    const caught = ts.isCatchClause(parent) ? parent.variableDeclaration?.name : undefined;
    if (caught !== undefined && ts.isIdentifier(caught) && caught.text === identifier.text) return true;
  }
  return false;
}

/** The outermost function on the way from `to` (exclusive) in to `from`. */
function closureBetween(to: Scope, from: Scope): TS.Node | null {
  let closure: TS.Node | null = null;
  for (let scope: Scope | null = from; scope !== null && scope.owner !== to.owner; scope = scope.parent) closure = scope.owner;
  return closure;
}
