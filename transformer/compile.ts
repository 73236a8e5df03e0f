/**
 * What happens to a file, before it is printed?
 *
 *     analyze    which nodes contain a yield, what each name means
 *     find       which functions become machines
 *     lower      each of them, on its own
 *
 * The result knows what stands in the place of which source node; both printers work from it.
 */
import { ts, type TS } from "./typescript.js";
import { resolveNames, type Names } from "./analyze/names.js";
import { findYields } from "./analyze/yields.js";
import type { Diagnostic } from "./find/diagnostics.js";
import { identifierOf } from "./find/display-name.js";
import { findFunctions, type Found } from "./find/functions.js";
import type { Recognize } from "./find/recognize.js";
import { computedKeysOf } from "./print/marks.js";
import { touch, type FileContext } from "./lower/builder.js";
import { lowerToMachine } from "./lower/index.js";
import { code, text, type Machine, type Variable } from "./lower/machine.js";
import { NamePool } from "./lower/variables/naming.js";

export interface CompileOptions {
  /** Which generator functions are lowered: the marked ones, or every one of the file. */
  readonly generators?: "decorated" | "all";
}

export interface CompiledFile {
  readonly context: FileContext;
  /** By the function that each came from; in source order. */
  readonly machines: ReadonlyMap<TS.Node, Machine>;
  /** Exported name of `ts-coroutine/machine` -> local name. */
  readonly imports: ReadonlyMap<string, Variable>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles every machine of `file`. Null: there is none, and nothing to say. The nodes must know their parents. */
export function compileFile(file: TS.SourceFile, recognizer: (names: Names) => Recognize, options: CompileOptions): CompiledFile | null {
  if (!mayHaveMachines(file.text, options)) return null;
  const diagnostics: Diagnostic[] = [];
  const report = (node: TS.Node, code: number, message: string): void => {
    diagnostics.push({ code, message, file, node });
  };
  const yields = findYields(file);
  const names = resolveNames(file);
  const found = findFunctions(file, yields, recognizer(names), { generators: options.generators ?? "decorated" }, report);
  if (found.length === 0 && diagnostics.length === 0) return null;

  const filePool = new NamePool(names.texts);
  const imports = new Map<string, Variable>();
  const context: FileContext = {
    file,
    contains: yields.contains,
    names,
    replacements: new Map(),
    rewrites: new Map(),
    expressions: new Set(),
    whole: new Set(),
    dissolved: new Set(),
    touched: new Set(),
    remote: new Set(),
    frame: filePool.fresh("co"),
    loop: filePool.fresh("step"),
    imported(name) {
      let variable = imports.get(name);
      if (variable === undefined) imports.set(name, (variable = { fragment: "variable", hint: name, states: new Set(), name: filePool.fresh(name) }));
      return variable;
    },
    report,
  };
  for (const { node, kind } of found) if (kind === "function") refuseAsSuperclass(node, context);
  const machines = new Map<TS.Node, Machine>();
  const poolOf = poolsByOutermost(found, names.texts);
  for (const { node, kind, name, decorator, marker } of found) {
    touch(context, node);
    for (const key of computedKeysOf(node)) touch(context, key);
    if (marker !== null) {
      context.replacements.set(marker.node, context.imported(marker.import));
      touch(context, marker.node);
    }
    const describe = filePool.fresh(`${identifierOf(name)}$machine`);
    machines.set(node, lowerToMachine(context, node, { kind, name, decorator, describe }, poolOf(node)));
  }
  return { context, machines, imports, diagnostics };
}

/**
 * Most files of a project have nothing for us, and their text shows it. A coroutine without a yield, under a decorator that
 * a module of the project's own exports by another name, is overlooked: it runs on its native generator.
 */
function mayHaveMachines(text: string, { generators }: CompileOptions): boolean {
  return generators === "all" ? text.includes("*") : /\b(yield|coroutine|generator)\b/.test(text);
}

/**
 * `class A extends walk {}` is a TypeError, which the engine no longer sees: a function that is not a generator is a constructor.
 *
 *     class A extends walk {}        class A extends superclass(walk) {}
 */
function refuseAsSuperclass(node: TS.Node, context: FileContext): void {
  const name = ts.isFunctionDeclaration(node) ? node.name : ts.isFunctionExpression(node) && ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined;
  const binding = name !== undefined && ts.isIdentifier(name) ? context.names.bindingOf.get(name) : undefined;
  for (const { node: mention } of binding?.references ?? []) {
    const clause = ts.isExpressionWithTypeArguments(mention.parent) ? mention.parent.parent : undefined;
    if (clause === undefined || !ts.isHeritageClause(clause) || clause.token !== ts.SyntaxKind.ExtendsKeyword || !ts.isClassLike(clause.parent)) continue;
    context.rewrites.set(mention, code`${context.imported("superclass")}(${text(mention.text)})`);
    touch(context, mention);
  }
}

/** Machines inside one another share a pool of names; others may use the same names again. */
function poolsByOutermost(found: readonly Found[], texts: ReadonlySet<string>): (node: TS.Node) => NamePool {
  const pools = new Map<TS.Node, NamePool>();
  for (const { node } of found) {
    let ancestor: TS.Node | undefined = node.parent;
    while (ancestor !== undefined && !pools.has(ancestor) && !ts.isSourceFile(ancestor)) ancestor = ancestor.parent;
    pools.set(node, (ancestor && pools.get(ancestor)) ?? new NamePool(texts));
  }
  return (node) => pools.get(node)!;
}
