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
import { isFunctionBoundary } from "./yields.js";
import { forEachChild } from "./walk.js";
import { isAssignmentTarget } from "./targets.js";

export type BindingKind =
  | "var" | "let" | "const" | "using" | "class" | "function" | "enum"
  | "parameter" | "catch" | "self" | "import";

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

  function declarePattern(scope: Scope, name: TS.BindingName, kind: BindingKind): void {
    if (ts.isIdentifier(name)) declare(scope, name, kind);
    else for (const element of name.elements) if (ts.isBindingElement(element)) declarePattern(scope, element.name, kind);
  }

  function declareList(scope: Scope, list: TS.VariableDeclarationList): void {
    for (const declaration of list.declarations) declarePattern(scope, declaration.name, keywordOf(list));
  }

  /** What a statement list declares in its own block. */
  function declareStatements(scope: Scope, statements: readonly TS.Statement[]): void {
    for (let statement of statements) {
      while (ts.isLabeledStatement(statement)) statement = statement.statement;
      if (ts.isVariableStatement(statement)) {
        if (!isVar(statement.declarationList)) declareList(scope, statement.declarationList);
      } else if (ts.isFunctionDeclaration(statement)) {
        if (statement.name) declare(scope, statement.name, "function");
      } else if (ts.isClassDeclaration(statement)) {
        if (statement.name) declare(scope, statement.name, "class");
      } else if (ts.isEnumDeclaration(statement)) {
        declare(scope, statement.name, "enum");
      } else if (ts.isModuleDeclaration(statement)) {
        if (ts.isIdentifier(statement.name)) declare(scope, statement.name, "enum");
      } else if (ts.isImportDeclaration(statement)) {
        declareImports(scope, statement);
      } else if (ts.isImportEqualsDeclaration(statement)) {
        declare(scope, statement.name, "import");
      }
    }
  }

  function declareImports(scope: Scope, statement: TS.ImportDeclaration): void {
    const clause = statement.importClause;
    if (clause?.name) declare(scope, clause.name, "import");
    const named = clause?.namedBindings;
    if (named === undefined) return;
    if (ts.isNamespaceImport(named)) declare(scope, named.name, "import");
    else for (const element of named.elements) declare(scope, element.name, "import");
  }

  /** The `var`s of a function body or file, wherever they stand in it. */
  function declareVars(scope: Scope, root: TS.Node): void {
    const pending: TS.Node[] = [root];
    while (pending.length > 0) {
      const node = pending.pop()!;
      if (ts.isVariableDeclarationList(node) && isVar(node)) declareVarList(scope, node);
      if (node !== root && (ts.isExpression(node) || ts.isFunctionLike(node) || ts.isClassLike(node))) continue;
      const children: TS.Node[] = [];
      ts.forEachChild(node, (child) => {
        children.push(child);
      });
      pending.push(...children.reverse());
    }
  }

  /** `catch (x) { var x = 1; }`: `x` is declared for the function, and assigned in the clause (ECMA-262 B.3.4, strict code too). */
  const assigningCatch = new Set<TS.Identifier>();

  /** A `var` that repeats a parameter is the parameter, unless parameters have expressions and so a scope of their own. */
  function declareVarList(scope: Scope, list: TS.VariableDeclarationList): void {
    const parameters = scope.parent;
    const shared = parameters !== null && ts.isFunctionLike(parameters.node) && hasSimpleParameters(parameters.node) ? parameters : null;
    function declareName(name: TS.BindingName): void {
      if (!ts.isIdentifier(name)) {
        for (const element of name.elements) if (ts.isBindingElement(element)) declareName(element.name);
      } else {
        declare(shared?.bindings.has(name.text) ? shared : scope, name, "var");
        if (isNamedByCatch(name, scope.node)) assigningCatch.add(name);
      }
    }
    for (const declaration of list.declarations) declareName(declaration.name);
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

  function visitChildren(node: TS.Node, scope: Scope): void {
    forEachChild(node, (child) => visit(child, scope));
  }

  function visitFunction(node: TS.FunctionLikeDeclaration, outer: Scope): void {
    let around = outer;
    if (ts.isFunctionExpression(node) && node.name) {
      around = open(node.name, outer, outer.owner);
      declare(around, node.name, "self");
    }
    // Names and decorators are evaluated outside, everything else inside.
    const scope = open(node, around, node);
    for (const parameter of node.parameters) declarePattern(scope, parameter.name, "parameter");
    ts.forEachChild(node, (child) => {
      if (child === node.name && ts.isIdentifier(child)) texts.add(child.text);
      else if (!isFunctionBoundary(node, child)) visit(child, outer);
      else if (child === node.body && ts.isBlock(child)) visitBody(child, scope);
      else visit(child, scope);
    });
  }

  function visitBody(body: TS.Block, parameters: Scope): void {
    const scope = open(body, parameters, parameters.owner);
    declareVars(scope, body);
    declareStatements(scope, body.statements);
    visitChildren(body, scope);
  }

  function visitClass(node: TS.ClassLikeDeclaration, outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    // The class's own, immutable name; a declaration has an outer, mutable one besides.
    if (node.name) declareSelf(scope, node.name);
    // In heritage and keys neither name is initialized yet. A declaration's are taken to mean the outer one, because they
    // may be evaluated before the class is entered: the machine keeps them across a yield.
    if (ts.isClassDeclaration(node)) {
      for (const part of evaluatedBefore(node)) {
        visit(part, outer);
        visitedBefore.add(part);
      }
    }
    ts.forEachChild(node, (child) => {
      if (child !== node.name) visit(child, ts.isDecorator(child) ? outer : scope);
    });
  }

  const visitedBefore = new Set<TS.Node>();

  function declareSelf(scope: Scope, name: TS.Identifier): void {
    const outer = bindingOf.get(name);
    declare(scope, name, "self");
    if (outer) bindingOf.set(name, outer);
  }

  function visitBlockLike(node: TS.Node, statements: readonly TS.Statement[], outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    declareStatements(scope, statements);
    visitChildren(node, scope);
  }

  function visitLoop(node: TS.ForStatement | TS.ForInOrOfStatement, outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    const head = node.initializer;
    if (head && ts.isVariableDeclarationList(head) && !isVar(head)) declareList(scope, head);
    visitChildren(node, scope);
  }

  function visitCatch(node: TS.CatchClause, outer: Scope): void {
    const scope = open(node, outer, outer.owner);
    if (node.variableDeclaration) declarePattern(scope, node.variableDeclaration.name, "catch");
    visitChildren(node, scope);
  }

  /** A class field's initializer and a static block run like a method of their own. */
  function visitInitializer(node: TS.PropertyDeclaration | TS.ClassStaticBlockDeclaration, outer: Scope): void {
    if (ts.isClassStaticBlockDeclaration(node)) {
      const scope = open(node, outer, node);
      visitBody(node.body, scope);
      return;
    }
    const scope = open(node, outer, node);
    ts.forEachChild(node, (child) => visit(child, isFunctionBoundary(node, child) ? scope : outer));
  }

  function visit(node: TS.Node, scope: Scope): void {
    if (visitedBefore.has(node)) return;
    if (ts.isIdentifier(node)) {
      if (isReference(node) || assigningCatch.has(node)) refer(node, scope);
      else texts.add(node.text);
    } else if (ts.isPrivateIdentifier(node)) {
      texts.add(node.text);
    } else if (isTypeOnly(node)) {
      // Types are gone before anything runs.
    } else if (ts.isFunctionLike(node)) {
      visitFunction(node as TS.FunctionLikeDeclaration, scope);
    } else if (ts.isClassLike(node)) {
      visitClass(node, scope);
    } else if (ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node)) {
      visitInitializer(node, scope);
    } else if (ts.isBlock(node)) {
      visitBlockLike(node, node.statements, scope);
    } else if (ts.isModuleBlock(node)) {
      visitBlockLike(node, node.statements, scope);
    } else if (ts.isCaseBlock(node)) {
      visitBlockLike(node, node.clauses.flatMap((clause) => [...clause.statements]), scope);
    } else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      visitLoop(node, scope);
    } else if (ts.isCatchClause(node)) {
      visitCatch(node, scope);
    } else {
      visitChildren(node, scope);
    }
  }

  const top = open(file, null, file);
  declareVars(top, file);
  declareStatements(top, file.statements);
  visitChildren(file, top);
  return { bindingOf, scopeOf, globals, texts };
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

export function isVar(list: TS.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** `var`, `let`, `const` or `using`. */
export function keywordOf(list: TS.VariableDeclarationList): "var" | "let" | "const" | "using" {
  const flags = list.flags & ts.NodeFlags.BlockScoped;
  if (flags === ts.NodeFlags.Using || flags === ts.NodeFlags.AwaitUsing) return "using";
  if (flags === ts.NodeFlags.Const) return "const";
  return flags === ts.NodeFlags.Let ? "let" : "var";
}

/** ECMA-262 IsSimpleParameterList: only names, no defaults, patterns or rest. */
export function hasSimpleParameters(node: TS.SignatureDeclaration): boolean {
  return node.parameters.every((parameter) => ts.isIdentifier(parameter.name) && !parameter.initializer && !parameter.dotDotDotToken);
}

/** The outermost function on the way from `to` (exclusive) in to `from`. */
function closureBetween(to: Scope, from: Scope): TS.Node | null {
  let closure: TS.Node | null = null;
  for (let scope: Scope | null = from; scope !== null && scope.owner !== to.owner; scope = scope.parent) closure = scope.owner;
  return closure;
}

function isTypeOnly(node: TS.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  return ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** Whether an identifier that declares nothing stands for the value of a variable. */
function isReference(node: TS.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isParameter(parent)) return parent.initializer === node;
  if (ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node && !parent.parent.parent.moduleSpecifier;
  if (ts.isJsxAttribute(parent)) return false;
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)) return !/^[a-z]/.test(node.text);
  return !(
    ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent) ||
    ts.isMethodDeclaration(parent) || ts.isAccessor(parent) || ts.isImportSpecifier(parent) || ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) || ts.isNamespaceExport(parent) || ts.isFunctionDeclaration(parent) || ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) || ts.isClassLike(parent) || ts.isFunctionExpression(parent) || ts.isImportEqualsDeclaration(parent) ||
    ts.isJsxNamespacedName(parent) || ts.isImportAttribute(parent)
  );
}
