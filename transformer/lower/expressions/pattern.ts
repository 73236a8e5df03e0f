/**
 * How is a pattern taken apart when a default, a key or a target yields?
 *
 * Element by element, in the order of ECMA-262 13.15.5 and 14.3.3. An element without a yield is still destructured by
 * the engine, alone in a pattern of its own, so that defaults and function names are the engine's. An array pattern
 * holds an iterator, so it is a region that closes.
 *
 *     const { a, [yield k]: b = yield d, ...rest } = o       co.requireObject(o);
 *                                                            const { a } = o;
 *                                                            key = co.key(co.sent); value = o[key];
 *                                                            if (value === undefined) … value = co.sent;
 *                                                            const b = value;
 *                                                            const rest = co.rest(o, ["a", key]);
 *
 *     [x, y = yield d] = it                                  each = co.iterate(it, 0);
 *                                                            [x] = [each.take()]; value = each.take(); …; y = value;
 *                                                            co.leave(after);           close, unless exhausted
 */
import { ts, type TS } from "../../typescript.js";
import { isAssignment, unwrap } from "../../analyze/targets.js";
import { pinReference } from "./assignment.js";
import type { Builder } from "../builder.js";
import { lowerExpression, lowerTo } from "./expression.js";
import { code, list, text, type DeclarationKeyword, type Hole, type Variable } from "../machine.js";
import { isAnonymousFunctionDefinition, isStable } from "./stable.js";

type AssignmentPattern = TS.ArrayLiteralExpression | TS.ObjectLiteralExpression;

/** One element of a pattern, of a declaration or of an assignment. */
interface Element {
  /** The source's own element. */
  readonly node: TS.Node;
  readonly target: TS.BindingName | TS.Expression;
  readonly key: TS.PropertyName | null;
  readonly initializer: TS.Expression | null;
  readonly rest: boolean;
}

/** How a target gets its value: by a declaration with this keyword, or by assignment. */
type Binder = DeclarationKeyword | "assign";

/** `const pattern = value` where the pattern contains a yield; `value` can be read any number of times. */
export function lowerPatternDeclaration(builder: Builder, pattern: TS.BindingPattern, keyword: DeclarationKeyword, value: Hole): void {
  lowerPattern(builder, pattern, keyword, value);
}

/** `pattern = value` where the pattern contains a yield; `value` can be read any number of times. */
export function lowerPatternAssignment(builder: Builder, pattern: AssignmentPattern, value: Hole): void {
  lowerPattern(builder, pattern, "assign", value);
}

function lowerPattern(builder: Builder, pattern: TS.BindingPattern | AssignmentPattern, binder: Binder, value: Hole): void {
  if (ts.isObjectBindingPattern(pattern) || ts.isObjectLiteralExpression(pattern)) lowerObjectPattern(builder, pattern, binder, value);
  else lowerArrayPattern(builder, pattern, binder, value);
}

function lowerObjectPattern(builder: Builder, pattern: TS.ObjectBindingPattern | TS.ObjectLiteralExpression, binder: Binder, value: Hole): void {
  builder.statement(code`${builder.frame}.requireObject(${value});`);
  const elements = elementsOf(pattern);
  const hasRest = elements.some((element) => element.rest);
  const taken: Hole[] = [];
  for (const element of elements) {
    if (element.rest) {
      bindTarget(builder, element, binder, () => code`${builder.frame}.rest(${value}, ${list("[", taken, "]")})`);
    } else if (!builder.contains(element.node) && !hasRest) {
      bindWhole(builder, element, binder, value, "object");
    } else {
      const key = lowerKey(builder, element.key!, hasRest || builder.contains(element.node));
      taken.push(key.property);
      bindTarget(builder, element, binder, () => key.read(value));
    }
  }
}

function lowerKey(builder: Builder, name: TS.PropertyName, keep: boolean): { property: Hole; read: (object: Hole) => Hole } {
  if (ts.isComputedPropertyName(name)) {
    const value = code`${builder.frame}.key(${lowerExpression(builder, name.expression)})`;
    const key = keep ? builder.keep(value, "key") : value;
    return { property: key, read: (object) => code`${object}[${key}]` };
  }
  if (ts.isIdentifier(name)) {
    return { property: text(JSON.stringify(name.text)), read: (object) => code`${object}.${text(name.text)}` };
  }
  return { property: name, read: (object) => code`${object}[${name}]` };
}

function lowerArrayPattern(builder: Builder, pattern: TS.ArrayBindingPattern | TS.ArrayLiteralExpression, binder: Binder, value: Hole): void {
  const region = builder.region("[…] pattern", { closes: true });
  const each = builder.temporary("each");
  builder.statement(code`${each} = ${builder.frame}.iterate(${value}, ${text(String(region.index))});`);
  builder.enter(region, "body");
  for (const element of elementsOf(pattern)) {
    if (ts.isOmittedExpression(element.node)) builder.statement(code`${each}.skip();`);
    else if (!builder.contains(element.node) && !element.rest && !isMember(element.target)) bindWhole(builder, element, binder, code`${each}.take()`, "array");
    else bindTarget(builder, element, binder, () => (element.rest ? code`${each}.rest()` : code`${each}.take()`));
  }
  builder.emit({ operation: "leave", label: region.after });
  builder.exit(region);
  builder.mark(region.after);
}

/** The element alone in a pattern: its default, its name and its own pattern are left to the engine. */
function bindWhole(builder: Builder, element: Element, binder: Binder, value: Hole, container: "object" | "array"): void {
  if (binder !== "assign") {
    builder.emit({ operation: "declare", keyword: binder, name: element.node as TS.BindingElement, value: container === "array" ? code`[${value}]` : value });
  } else if (container === "array") {
    builder.statement(code`[${element.node}] = [${value}];`);
  } else {
    builder.statement(code`({ ${element.node} } = ${value});`);
  }
}

/** Target reference, value, default, binding: in this order. */
function bindTarget(builder: Builder, element: Element, binder: Binder, read: () => Hole): void {
  const { target, initializer } = element;
  const isAssigned = binder === "assign";
  if (isAssigned && isMember(target)) pinReference(builder, target as TS.Expression);
  const value = initializer === null ? read() : withDefault(builder, read(), initializer, target);
  if (isPattern(target)) {
    if (builder.contains(target)) {
      const kept = isStable(builder, value) ? value : builder.keep(value, "value");
      lowerPattern(builder, target, binder, kept);
      return;
    }
    if (isAssigned) {
      builder.statement(code`(${target} = ${value});`);
      return;
    }
  }
  if (isAssigned) builder.statement(code`${unwrap(target as TS.Expression)} = ${value};`);
  else builder.emit({ operation: "declare", keyword: binder as DeclarationKeyword, name: target as TS.BindingName, value });
}

function withDefault(builder: Builder, value: Hole, initializer: TS.Expression, target: TS.Node): Variable {
  const kept = builder.keep(value, "value");
  const end = builder.label();
  builder.emit({ operation: "branch", test: code`${kept} !== undefined`, when: true, label: end });
  lowerTo(builder, initializer, (replacement) => {
    const takesName = ts.isIdentifier(target) && replacement === initializer && isAnonymousFunctionDefinition(initializer);
    builder.statement(takesName ? code`${kept} = ${builder.frame}.only({ ${text(target.text)}: ${replacement} });` : code`${kept} = ${replacement};`);
  });
  builder.mark(end);
  return kept;
}

function isMember(node: TS.Node): boolean {
  const inner = unwrap(node as TS.Expression);
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
}

export function isPattern(node: TS.Node): node is TS.BindingPattern | AssignmentPattern {
  return ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node) || ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

function elementsOf(pattern: TS.BindingPattern | AssignmentPattern): Element[] {
  if (ts.isObjectBindingPattern(pattern)) return pattern.elements.map((element) => bindingElement(element));
  if (ts.isArrayBindingPattern(pattern)) return pattern.elements.map((element) => (ts.isBindingElement(element) ? bindingElement(element) : hole(element)));
  if (ts.isArrayLiteralExpression(pattern)) return pattern.elements.map((element) => (ts.isOmittedExpression(element) ? hole(element) : assignmentElement(element, element, null)));
  return pattern.properties.map(assignmentProperty);
}

function hole(node: TS.OmittedExpression): Element {
  return { node, target: node, key: null, initializer: null, rest: false };
}

function bindingElement(node: TS.BindingElement): Element {
  const key = node.propertyName ?? (ts.isIdentifier(node.name) ? node.name : null);
  return { node, target: node.name, key, initializer: node.initializer ?? null, rest: node.dotDotDotToken !== undefined };
}

function assignmentElement(node: TS.Node, element: TS.Expression, key: TS.PropertyName | null): Element {
  if (ts.isSpreadElement(element)) return { node, target: unwrap(element.expression), key, initializer: null, rest: true };
  if (isAssignment(element)) return { node, target: unwrap(element.left), key, initializer: element.right, rest: false };
  return { node, target: unwrap(element), key, initializer: null, rest: false };
}

function assignmentProperty(property: TS.ObjectLiteralElementLike): Element {
  if (ts.isPropertyAssignment(property)) return assignmentElement(property, property.initializer, property.name);
  if (ts.isShorthandPropertyAssignment(property)) {
    return { node: property, target: property.name, key: property.name, initializer: property.objectAssignmentInitializer ?? null, rest: false };
  }
  const rest = property as TS.SpreadAssignment;
  return { node: property, target: unwrap(rest.expression), key: null, initializer: null, rest: true };
}
