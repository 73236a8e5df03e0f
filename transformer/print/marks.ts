/**
 * Where is a lowered function marked as the generator function it was?
 *
 *     { … function* walk() {} }              { generatorFunction(walk, walk$machine); … function walk() {} }
 *     x = function* () {}                    x = generatorFunction(function self() {}, x$machine, "x")
 *     { *walk() {} }                         generatorMethods({ walk() {} }, { walk: walk$machine })
 *     { *[key]() {} }                        generatorMethods({ [generatorKey(key$machine, key)]() {} }, {}, [key$machine])
 *     { [key]: function* () {} }             { [generatorName(key$machine, key)]: generatorFunction(…, key$machine) }
 *     class A { *walk() {} *#step() {} }     class A { static { generatorMethods(this.prototype, { walk: walk$machine }); }
 *                                                      #generators = void [generatorFunction(this.#step, step$machine)]; … }
 *
 * With `generators: "all"` only: where the function comes into being, before anybody can look at it. A class names its
 * coroutines in the same place, so that `isCoroutineFunction` knows them: it is what remains of the decorators.
 */
import { isDirective } from "../analyze/declarations.js";
import type { FileContext } from "../lower/builder.js";
import type { Machine } from "../lower/machine.js";
import { ts, type TS } from "../typescript.js";

type Machines = ReadonlyMap<TS.Node, Machine>;

/** `generatorFunction(walk, walk$machine);` after or before a declaration. */
export function markOf({ node, describe, selfName }: Machine, context: FileContext): string {
  const mark = context.imported("generatorFunction").name;
  return selfName === null ? `${mark}(${(node.name as TS.Identifier).text}, ${describe});` : `${mark}(${selfName}, ${describe}, "default");`;
}

/** A declaration in a block that has become operations is marked after itself: it is printed first there. */
export function isMarkedAtHead({ parent }: TS.FunctionDeclaration, { dissolved }: FileContext): boolean {
  return !dissolved.has(ts.isCaseOrDefaultClause(parent) ? parent.parent : parent);
}

/** A block, and the like, with the marks that it begins with, after its directives. */
export interface HeadMarks {
  readonly statements: TS.NodeArray<TS.Statement>;
  /** The number of statements before the marks. */
  readonly index: number;
  readonly text: string;
}

/** How the generator functions that `node` declares are marked; null if there are none. */
export function headMarks(node: TS.Node, machines: Machines, context: FileContext): HeadMarks | null {
  if (!ts.isSourceFile(node) && !ts.isBlock(node) && !ts.isModuleBlock(node) && !ts.isCaseOrDefaultClause(node)) return null;
  const marks = node.statements.flatMap((statement) => {
    const machine = ts.isFunctionDeclaration(statement) && isMarkedAtHead(statement, context) ? machines.get(statement) : undefined;
    return machine?.kind === "function" ? [markOf(machine, context)] : [];
  });
  if (marks.length === 0) return null;
  const index = ts.isCaseOrDefaultClause(node) ? 0 : node.statements.findIndex((statement) => !isPrologue(statement));
  return { statements: node.statements, index, text: marks.join(ts.isSourceFile(node) ? "\n" : " ") };
}

/** What must stay, or may as well, before everything else: directives and imports. */
function isPrologue(statement: TS.Statement): boolean {
  return ts.isImportDeclaration(statement) || isDirective(statement);
}

/** ECMA-262 NamedEvaluation: what an anonymous function is called where it stands; null where only its key knows. */
export function inferredName(node: TS.Node): string | null {
  const { parent, child } = outsideParentheses(node);
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) return ts.isIdentifier(parent.name) && parent.initializer === child ? parent.name.text : "";
  if (ts.isPropertyAssignment(parent)) return isPrototype(parent) ? "" : propertyText(parent.name);
  if (ts.isPropertyDeclaration(parent)) return propertyText(parent.name);
  if (ts.isBinaryExpression(parent) && parent.right === child && ts.isIdentifier(parent.left)) return isNaming(parent.operatorToken.kind) ? parent.left.text : "";
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name.text;
  if (ts.isExportAssignment(parent)) return "default";
  return "";
}

function outsideParentheses(node: TS.Node): { parent: TS.Node; child: TS.Node } {
  let { parent } = node;
  let child = node;
  while (ts.isParenthesizedExpression(parent)) [child, parent] = [parent, parent.parent];
  return { parent, child };
}

/** `__proto__: value` defines no property. */
function isPrototype({ name }: TS.PropertyAssignment): boolean {
  return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text === "__proto__";
}

function isNaming(operator: TS.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsToken || operator === ts.SyntaxKind.BarBarEqualsToken ||
    operator === ts.SyntaxKind.AmpersandAmpersandEqualsToken || operator === ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

/** The key as a string; null if it is computed. */
function propertyText(name: TS.PropertyName): string | null {
  if (ts.isComputedPropertyName(name)) return null;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  return ts.isBigIntLiteral(name) ? name.text.slice(0, -1) : name.text;
}

/** The computed keys, if any, that have to be known to mark or name `node`. */
export function computedKeysOf(node: TS.Node): TS.ComputedPropertyName[] {
  const { parent } = outsideParentheses(node);
  const owner = ts.isMethodDeclaration(node) ? node : ts.isFunctionExpression(node) && !node.name && (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) ? parent : null;
  return owner !== null && ts.isComputedPropertyName(owner.name) ? [owner.name] : [];
}

/** What is called with a computed key, up to the key itself; null if nobody wants to know the key. */
export function keyCall(node: TS.ComputedPropertyName, machines: Machines, context: FileContext): { readonly callee: string; readonly describe: string } | null {
  const { parent } = node;
  let owner: TS.Node = parent;
  if ((ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && parent.initializer) owner = parent.initializer;
  while (ts.isParenthesizedExpression(owner)) owner = owner.expression;
  const machine = machines.get(owner);
  if (machine?.kind !== "function" || (owner === parent ? recordKey(node) !== null : machine.selfName === null)) return null;
  return { callee: context.imported(owner === parent ? "generatorKey" : "generatorName").name, describe: machine.describe };
}

/** How the lowered methods of an object literal are marked: what follows it in the call; null if it has none. */
export function literalMarks(node: TS.ObjectLiteralExpression, machines: Machines): string | null {
  return descriptions(methodsOf(node.properties, machines));
}

/** How the lowered methods of a class are marked: its first members; null if it has none. */
export function classMarks(node: TS.ClassLikeDeclaration, machines: Machines, context: FileContext): string | null {
  // Where a class is decorated, TypeScript's experimental decorators leave no `this` in a static block.
  const self = node.name !== undefined && (ts.getDecorators(node)?.length ?? 0) > 0 ? node.name.text : "this";
  const inherited = node.members.filter((member) => !isStatic(member));
  const own = node.members.filter(isStatic);
  const onClass = [
    ...marksOn(`${self}.prototype`, inherited, machines, context),
    ...marksOn(self, own, machines, context),
    ...privateMethodsOf(own, machines).map((machine) => `${markOfPrivate(machine, self, context)};`),
  ];
  // A private method can be reached through an instance only.
  const onInstance = privateMethodsOf(inherited, machines).map((machine) => markOfPrivate(machine, "this", context));
  const members = [
    ...(onClass.length > 0 ? [`static { ${onClass.join(" ")} }`] : []),
    ...(onInstance.length > 0 ? [`${unusedPrivateName(context)} = void [${onInstance.join(", ")}];`] : []),
  ];
  return members.length === 0 ? null : members.join(" ");
}

function marksOn(object: string, members: readonly TS.ClassElement[], machines: Machines, context: FileContext): string[] {
  const generators = descriptions(methodsOf(members, machines).filter(({ node }) => !ts.isPrivateIdentifier(node.name!)));
  const coroutines = coroutineKeys(members, machines);
  return [
    ...(generators === null ? [] : [`${context.imported("generatorMethods").name}(${object}, ${generators});`]),
    ...(coroutines.length === 0 ? [] : [`${context.imported("coroutineMethods").name}(${[object, ...coroutines].join(", ")});`]),
  ];
}

function privateMethodsOf(members: readonly TS.ClassElement[], machines: Machines): Machine[] {
  return methodsOf(members, machines).filter(({ node }) => ts.isPrivateIdentifier(node.name!));
}

function markOfPrivate({ node, describe }: Machine, object: string, context: FileContext): string {
  return `${context.imported("generatorFunction").name}(${object}.${(node.name as TS.PrivateIdentifier).text}, ${describe})`;
}

function unusedPrivateName({ names }: FileContext): string {
  let name = "#generators";
  while (names.texts.has(name)) name += "$";
  return name;
}

function isStatic(member: TS.ClassElement): boolean {
  return ts.canHaveModifiers(member) && (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false);
}

/** The keys of the methods whose `@coroutine` is gone, as expressions. A decorator above it has its own say on the result. */
function coroutineKeys(members: readonly TS.ClassElement[], machines: Machines): string[] {
  return members.flatMap((member) => {
    const machine = machines.get(member);
    if (machine?.kind !== "coroutine" || !ts.isMethodDeclaration(member) || machine.decorator === null) return [];
    if (ts.getDecorators(member)?.[0] !== machine.decorator || ts.isPrivateIdentifier(member.name)) return [];
    const key = recordKey(member.name);
    return key === null ? [] : [ts.isIdentifier(member.name) ? JSON.stringify(key) : key.replace(/^\[(.*)\]$/, "$1")];
  });
}

function methodsOf(members: readonly TS.Node[], machines: Machines): Machine[] {
  return members.flatMap((member) => {
    const machine = ts.isMethodDeclaration(member) ? machines.get(member) : undefined;
    return machine?.kind === "function" ? [machine] : [];
  });
}

/** `{ walk: walk$machine, [Symbol.iterator]: symbolIterator$machine }`, and a list of those that only their key can find. */
function descriptions(methods: readonly Machine[]): string | null {
  if (methods.length === 0) return null;
  const entries = methods.map(({ node, describe }) => ({ key: recordKey(node.name as TS.PropertyName), describe }));
  const known = entries.flatMap(({ key, describe }) => (key === null ? [] : [`${key}: ${describe}`]));
  const computed = entries.flatMap(({ key, describe }) => (key === null ? [describe] : []));
  return `${known.length === 0 ? "{}" : `{ ${known.join(", ")} }`}${computed.length === 0 ? "" : `, [${computed.join(", ")}]`}`;
}

/** The key of a method as it can be written a second time: a computed one cannot, but for literals and the well-known symbols. */
function recordKey(name: TS.PropertyName): string | null {
  const text = propertyText(name);
  if (text === "__proto__") return `["__proto__"]`;
  if (text !== null) return ts.isIdentifier(name) ? text : ts.isNumericLiteral(name) ? name.getText() : JSON.stringify(text);
  const { expression } = name as TS.ComputedPropertyName;
  const isSymbol = ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression) && expression.expression.text === "Symbol";
  return isSymbol || ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression) ? name.getText() : null;
}
