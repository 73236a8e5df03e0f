/**
 * How do mentions of a variable follow it to its new place?
 *
 * Most do not have to: a variable that moved out of the switch keeps its name. What must change is put into
 * `rewrites`, and the printers do the rest:
 *
 *     renamed        x              x$2                          { x } becomes { x: x$2 }
 *     cell           sum += 1       sum.value += 1               f() becomes (0, f.value)()
 *     early          x              initialized(x, "x")          throws the engine's ReferenceError
 *     constant       x = 1          constant(x, "x").value = 1   throws the engine's TypeError, after the right side
 *     var in a loop  for (var i …)  for (i …)                    the variable lives outside
 */
import { ts, type TS } from "../../typescript.js";
import { isVar } from "../../analyze/declarations.js";
import type { Binding, Reference } from "../../analyze/names.js";
import { isAssignment } from "../../analyze/targets.js";
import type { Builder } from "../builder.js";
import { OUTSIDE, type Carried, type StatesOf } from "./carried.js";
import { code, text, type Code, type Hole } from "../machine.js";
import { isAnonymousFunctionDefinition } from "../expressions/stable.js";

export function rewriteMentions(builder: Builder, carried: ReadonlyMap<Binding, Carried>, statesOf: StatesOf): void {
  const { bindingOf } = builder.context.names;
  for (const one of carried.values()) {
    if (one.residence !== "cell" && one.variable.name !== one.binding.name) {
      for (const identifier of one.binding.declarations) if (!namesDefinition(identifier) && bindingOf.get(identifier) === one.binding) builder.rewrite(identifier, one.variable);
    }
    const early = new Set(one.early);
    for (const reference of one.binding.references) rewriteReference(builder, one, reference, early.has(reference), statesOf);
  }
  for (const list of varLists(builder)) rewriteVarList(builder, list);
}

/** A class keeps its own name, inside and as its `name`; what it is assigned to may be called otherwise. */
function namesDefinition({ parent }: TS.Identifier): boolean {
  return ts.isClassDeclaration(parent) || ts.isFunctionDeclaration(parent) || ts.isEnumDeclaration(parent);
}

function rewriteReference(builder: Builder, one: Carried, reference: Reference, early: boolean, statesOf: StatesOf): void {
  const { binding, variable, residence } = one;
  const { node, writes } = reference;
  const isCell = residence === "cell";
  const place: Hole = isCell ? code`${variable}.value` : variable;
  const name = text(JSON.stringify(binding.name));
  const isConstant = writes && (binding.kind === "const" || binding.kind === "using") && residence !== "local";
  if (isConstant) {
    builder.rewrite(node, code`${builder.context.imported("constant")}(() => ${early ? checked(builder, place, name) : place}, ${name}).value`);
  } else if (early && writes) {
    builder.rewrite(node, code`${builder.context.imported("checkedTarget")}(() => ${checked(builder, place, name)}, (value) => { ${place} = value; }).value`);
  } else if (early) {
    builder.rewrite(node, checked(builder, place, name));
  } else if (isCell) {
    builder.rewrite(node, isCallee(node) ? code`(0, ${place})` : place);
  } else if (variable.name !== binding.name) {
    builder.rewrite(node, variable);
  }
  const renames = isCell || variable.name !== binding.name;
  if (writes && renames && !isConstant && !statesOf(node).has(OUTSIDE)) keepFunctionName(builder, node, binding.name);
}

function checked(builder: Builder, place: Hole, name: Code): Code {
  return code`${builder.context.imported("initialized")}(${place}, ${name})`;
}

/** A member must not be called as a method of its cell. */
function isCallee(node: TS.Node): boolean {
  const { parent } = node;
  return (ts.isCallExpression(parent) && parent.expression === node) || (ts.isTaggedTemplateExpression(parent) && parent.tag === node);
}

/** `x = () => {}` names the function `x`; so must `x$2 = …` and `x.value = …`. */
function keepFunctionName(builder: Builder, node: TS.Identifier, name: string): void {
  const { parent } = node;
  const right = isAssignment(parent) && parent.left === node ? parent.right : ts.isShorthandPropertyAssignment(parent) ? parent.objectAssignmentInitializer : undefined;
  if (right === undefined || !isAnonymousFunctionDefinition(right) || builder.context.rewrites.has(right)) return;
  // The hole is the function itself: inside its own replacement a node is printed as it stands.
  builder.rewrite(right, code`${builder.frame}.only({ ${text(name)}: ${right} })`);
}

/** The `var` declarations whose variables live outside the statement they stand in. */
function varLists(builder: Builder): Set<TS.VariableDeclarationList> {
  const { scopeOf } = builder.context.names;
  const lists = new Set<TS.VariableDeclarationList>();
  for (const scope of [scopeOf.get(builder.node), scopeOf.get(builder.node.body!)]) {
    for (const identifier of [...(scope?.bindings.values() ?? [])].flatMap((binding) => binding.declarations)) {
      let node: TS.Node = identifier;
      while (ts.isIdentifier(node) || ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node) || ts.isVariableDeclaration(node)) node = node.parent;
      if (ts.isVariableDeclarationList(node) && isVar(node)) lists.add(node);
    }
  }
  return lists;
}

function rewriteVarList(builder: Builder, list: TS.VariableDeclarationList): void {
  const { parent } = list;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) {
    builder.rewrite(list, code`${list.declarations[0].name}`);
    return;
  }
  const assignments = list.declarations.filter((declaration) => declaration.initializer).map(({ name, initializer }) => code`${name} = ${initializer!}`);
  const whole: Code = { fragment: "code", strings: ["", ...assignments.map((_, index) => (index + 1 < assignments.length ? ", " : ""))], holes: assignments };
  if (ts.isVariableStatement(parent)) {
    if (assignments.length === 0) builder.rewrite(parent, text(";"));
    else builder.rewrite(parent, ts.isObjectBindingPattern(list.declarations[0].name) ? code`(${whole});` : code`${whole};`);
  } else {
    builder.rewrite(list, whole);
  }
}
