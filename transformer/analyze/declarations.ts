/**
 * What does a block declare?
 *
 *     {                                    let         one, other
 *       let { one, ...other } = f();       function    late
 *       var all;                           not `all`: the function around declares it, see `varListsOf`
 *       late: function late() {}
 *     }
 */
import { ts, type TS } from "../typescript.js";

export type DeclarationKind = "var" | "let" | "const" | "using" | "class" | "function" | "enum" | "import";

export interface Declaration {
  readonly name: TS.Identifier;
  readonly kind: DeclarationKind;
}

/** What a list of statements declares in its own block. */
export function declarationsOf(statements: readonly TS.Statement[]): Declaration[] {
  const declarations: Declaration[] = [];
  for (const statement of statements) {
    if (ts.isExpressionStatement(statement)) continue;
    addDeclarations(declarations, statement);
  }
  return declarations;
}

function addDeclarations(declarations: Declaration[], statement: TS.Statement): void {
  while (ts.isLabeledStatement(statement)) statement = statement.statement;
  if (ts.isVariableStatement(statement)) {
    const kind = keywordOf(statement.declarationList);
    if (kind === "var") return;
    for (const declaration of statement.declarationList.declarations) {
      for (const name of namesIn(declaration.name)) declarations.push({ name, kind });
    }
  } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    if (statement.name) declarations.push({ name: statement.name, kind: ts.isClassDeclaration(statement) ? "class" : "function" });
  } else if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) {
    if (ts.isIdentifier(statement.name)) declarations.push({ name: statement.name, kind: "enum" });
  } else if (ts.isImportDeclaration(statement)) {
    for (const name of importedNames(statement)) declarations.push({ name, kind: "import" });
  } else if (ts.isImportEqualsDeclaration(statement)) {
    declarations.push({ name: statement.name, kind: "import" });
  }
}

function importedNames({ importClause }: TS.ImportDeclaration): TS.Identifier[] {
  const names = importClause?.name ? [importClause.name] : [];
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return names;
  return [...names, ...(ts.isNamespaceImport(bindings) ? [bindings.name] : bindings.elements.map(({ name }) => name))];
}

/** The names that a declared name or pattern introduces, in order. */
export function namesIn(name: TS.BindingName): TS.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** The `var` declarations of a function body or file, wherever they stand in it, in order. */
export function varListsOf(root: TS.Node): TS.VariableDeclarationList[] {
  const lists: TS.VariableDeclarationList[] = [];
  const pending: TS.Node[] = [root];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (ts.isVariableDeclarationList(node) && isVar(node)) lists.push(node);
    if (node !== root && (ts.isExpression(node) || ts.isFunctionLike(node) || ts.isClassLike(node))) continue;
    const children: TS.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.reverse()) pending.push(child);
  }
  return lists;
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

/** `"use strict";` and the like, if it stands at the head of a file or function. */
export function isDirective(statement: TS.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
