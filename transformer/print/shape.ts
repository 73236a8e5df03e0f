/**
 * What surrounds the step?
 *
 *     @coroutine *get() { … }         get() { …  return startCoroutine(step, get$machine); }
 *     @generator *walk() { … }        walk() { … return startGenerator(step, walk$machine); }
 *     function* walk() { … }          function walk() { … return makeGenerator(step, walk$machine, walk, new.target); }
 *                                     generatorFunction(walk, walk$machine);
 *
 * The decorator and the asterisk go; everything else of the signature stays. With `generators: "all"` the function must
 * still pass for a generator function, so it is marked where it comes into being: a declaration after itself, an
 * expression and an object literal by a call around it, a class by a static block. A class does the same for its
 * coroutines, so that `isCoroutineFunction` knows them: it is what remains of the decorators.
 */
import type { FileContext } from "../lower/builder.js";
import type { GeneratorFunction, Machine } from "../lower/machine.js";
import { ts, type TS } from "../typescript.js";

export interface Shape {
  /** The imported function that starts the step. */
  readonly start: string;
  /** What it gets after the step, as JavaScript. */
  readonly arguments: readonly string[];
  /** Parts of the signature that are gone. */
  readonly omitted: readonly TS.Node[];
  /** Around a function expression. */
  readonly around: { readonly before: string; readonly after: string } | null;
  /** After a function declaration: a statement. */
  readonly following: string | null;
}

export function shapeOf(machine: Machine, context: FileContext): Shape {
  const { node, kind, describe } = machine;
  const omitted = machine.decorator ? [machine.decorator] : [];
  if (kind !== "function") {
    const start = context.imported(kind === "coroutine" ? "startCoroutine" : "startGenerator").name;
    return { start, arguments: [describe], omitted, around: null, following: null };
  }
  const start = context.imported("makeGenerator").name;
  if (ts.isMethodDeclaration(node)) return { start, arguments: [describe], omitted, around: null, following: null };
  const mark = context.imported("generatorFunction").name;
  const self = selfName(node, context);
  const list = [describe, self ?? "undefined", "new.target"];
  if (ts.isFunctionDeclaration(node) && !context.expressions.has(node)) {
    return { start, arguments: list, omitted, around: null, following: node.name ? `${mark}(${node.name.text}, ${describe});` : null };
  }
  const name = node.name ? null : inferredName(node);
  return { start, arguments: list, omitted, around: { before: `${mark}(`, after: `, ${describe}${name === null ? "" : `, ${JSON.stringify(name)}`})` }, following: null };
}

/** The name by which the function can mean itself: not one that it hides, or that may mean something else by then. */
function selfName(node: Exclude<GeneratorFunction, TS.MethodDeclaration>, { names, rewrites }: FileContext): string | null {
  if (node.name === undefined || rewrites.has(node.name)) return null;
  const { text } = node.name;
  const isHidden = [node, node.body!].some((scope) => names.scopeOf.get(scope)?.bindings.has(text));
  const binding = names.bindingOf.get(node.name);
  const isSteady = binding !== undefined && binding.declarations.length === 1 && !binding.references.some((reference) => reference.writes);
  return isHidden || !isSteady ? null : text;
}

/** ECMA-262 NamedEvaluation: what an anonymous function is called where it stands; null where only the engine knows. */
function inferredName(node: TS.Node): string | null {
  let { parent } = node;
  let child = node;
  while (ts.isParenthesizedExpression(parent)) [child, parent] = [parent, parent.parent];
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) return ts.isIdentifier(parent.name) && parent.initializer === child ? parent.name.text : "";
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return propertyText(parent.name);
  if (ts.isBinaryExpression(parent) && parent.right === child && ts.isIdentifier(parent.left)) return isNaming(parent.operatorToken.kind) ? parent.left.text : "";
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name.text;
  if (ts.isExportAssignment(parent)) return "default";
  return "";
}

function isNaming(operator: TS.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsToken || operator === ts.SyntaxKind.BarBarEqualsToken ||
    operator === ts.SyntaxKind.AmpersandAmpersandEqualsToken || operator === ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

function propertyText(name: TS.PropertyName): string | null {
  return ts.isComputedPropertyName(name) || ts.isNumericLiteral(name) || ts.isBigIntLiteral(name) ? null : name.text;
}

/** How the lowered methods of a class or an object literal are marked; null if it has none. */
export function methodMarks(node: TS.Node, machines: ReadonlyMap<TS.Node, Machine>, context: FileContext): string | null {
  if (ts.isObjectLiteralExpression(node)) return descriptions(node.properties, machines);
  if (!ts.isClassLike(node)) return null;
  const isStatic = (member: TS.ClassElement) => ts.canHaveModifiers(member) && (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false);
  const marksOf = (members: readonly TS.ClassElement[], object: string): string[] => {
    const generators = descriptions(members, machines);
    const coroutines = coroutineKeys(members, machines);
    return [
      ...(generators === null ? [] : [`${context.imported("generatorMethods").name}(${object}, ${generators});`]),
      ...(coroutines.length === 0 ? [] : [`${context.imported("coroutineMethods").name}(${[object, ...coroutines].join(", ")});`]),
    ];
  };
  // Where a class is decorated, TypeScript's experimental decorators leave no `this` in a static block.
  const self = node.name !== undefined && (ts.getDecorators(node)?.length ?? 0) > 0 ? node.name.text : "this";
  const marks = [...marksOf(node.members.filter((member) => !isStatic(member)), `${self}.prototype`), ...marksOf(node.members.filter(isStatic), self)];
  return marks.length === 0 ? null : `static { ${marks.join(" ")} }`;
}

/** The keys of the methods whose `@coroutine` is gone, as expressions. A decorator above it has its own say on the result. */
function coroutineKeys(members: readonly TS.ClassElement[], machines: ReadonlyMap<TS.Node, Machine>): string[] {
  return members.flatMap((member) => {
    const machine = machines.get(member);
    if (machine?.kind !== "coroutine" || !ts.isMethodDeclaration(member) || machine.decorator === null) return [];
    if (ts.getDecorators(member)?.[0] !== machine.decorator) return [];
    const key = keyText(member.name);
    if (key === null) return [];
    if (ts.isComputedPropertyName(member.name)) return [key.slice(1, -1)];
    return [ts.isIdentifier(member.name) ? JSON.stringify(member.name.text) : key];
  });
}

/** `{ walk: walk$machine, [Symbol.iterator]: symbolIterator$machine }` */
function descriptions(members: readonly TS.Node[], machines: ReadonlyMap<TS.Node, Machine>): string | null {
  const entries = members.flatMap((member) => {
    const machine = machines.get(member);
    const key = machine?.kind === "function" && ts.isMethodDeclaration(member) ? keyText(member.name) : null;
    return machine !== undefined && key !== null ? [`${key}: ${machine.describe}`] : [];
  });
  return entries.length === 0 ? null : `{ ${entries.join(", ")} }`;
}

/** The key as it can be written a second time: a private or computed one cannot, but for the well-known symbols. */
function keyText(name: TS.PropertyName): string | null {
  if (ts.isPrivateIdentifier(name)) return null;
  if (!ts.isComputedPropertyName(name)) return name.getText();
  const { expression } = name;
  const isSymbol = ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression) && expression.expression.text === "Symbol";
  return isSymbol || ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression) ? name.getText() : null;
}
