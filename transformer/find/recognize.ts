/**
 * Does this expression mean our `coroutine`?
 *
 * By what it is bound to, never by how it is spelled:
 *
 *     import { coroutine as co } from "ts-coroutine";      co          yes
 *     import * as tornado from "ts-coroutine";             tornado.coroutine      yes
 *     import { coroutine } from "./our-reexports.js";      yes, where a type checker can follow it
 *     function coroutine() {}                              no
 *
 * With a program, the checker follows aliases to the declaration. Without one (a single file), the import statements of
 * the file decide, and further modules that re-export the decorators can be named in the options.
 */
import { ts, type TS } from "../typescript.js";
import type { Names } from "../analyze/names.js";

/** Exports of `ts-coroutine` that mean something to the compiler. */
export type KnownExport = "coroutine" | "generator" | "Return";

const knownExports: readonly string[] = ["coroutine", "generator", "Return"] satisfies KnownExport[];

/** Says which of our exports an expression (a name or a member of a namespace) stands for. */
export type Recognize = (expression: TS.Expression) => KnownExport | null;

export const packageName = "ts-coroutine";

/** Recognition from the import statements of one file. */
export function recognizeByImports(names: Names, modules: readonly string[]): Recognize {
  return (expression) => {
    const isMember = ts.isPropertyAccessExpression(expression);
    const identifier = isMember ? expression.expression : expression;
    if (!ts.isIdentifier(identifier)) return null;
    const declaration = names.bindingOf.get(identifier)?.declarations[0]?.parent;
    if (declaration === undefined) return null;
    if (isMember) {
      return ts.isNamespaceImport(declaration) && isOurs(declaration.parent.parent) ? known(expression.name.text) : null;
    }
    if (!ts.isImportSpecifier(declaration) || !isOurs(declaration.parent.parent.parent)) return null;
    return known((declaration.propertyName ?? declaration.name).text);
  };

  function isOurs(statement: TS.Node): boolean {
    return ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier) && modules.includes(statement.moduleSpecifier.text);
  }
}

/** Recognition by the type checker of a program: through renamed, namespace and re-exported imports alike. */
export function recognizeByChecker(program: TS.Program): Recognize {
  const checker = program.getTypeChecker();
  const exports = exportsOfPackage(program, checker);
  return (expression) => {
    let symbol = checker.getSymbolAtLocation(expression);
    if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
    return symbol === undefined ? null : (exports.get(symbol) ?? null);
  };
}

/** The symbols of our exports, wherever a file of the program imports the package from. */
function exportsOfPackage(program: TS.Program, checker: TS.TypeChecker): Map<TS.Symbol, KnownExport> {
  const symbols = new Map<TS.Symbol, KnownExport>();
  for (const file of program.getSourceFiles()) {
    for (const statement of file.statements) {
      if (!(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) continue;
      const specifier = statement.moduleSpecifier;
      if (specifier === undefined || !ts.isStringLiteral(specifier) || specifier.text !== packageName) continue;
      const module = checker.getSymbolAtLocation(specifier);
      if (module === undefined) continue;
      for (const exported of checker.getExportsOfModule(module)) {
        const name = known(exported.name);
        if (name !== null) symbols.set((exported.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(exported) : exported, name);
      }
    }
  }
  return symbols;
}

function known(name: string): KnownExport | null {
  return knownExports.includes(name) ? (name as KnownExport) : null;
}
