/**
 * How does a declaration's pattern become an assignment's?
 *
 *     const { a, b: [c = 1], ...rest } = o        ({ a, b: [c = 1], ...rest } = o)
 *
 * In text the two are the same; as nodes they are different kinds.
 */
import { ts, type TS } from "../typescript.js";

/** `visit` prints what stands inside: names, keys and defaults. */
export type Visit = (node: TS.Node) => TS.Node;

export function toAssignmentTarget(name: TS.BindingName, visit: Visit): TS.Expression {
  if (ts.isIdentifier(name)) return visit(name) as TS.Expression;
  if (ts.isArrayBindingPattern(name)) return ts.factory.createArrayLiteralExpression(name.elements.map((element) => toArrayElement(element, visit)));
  return ts.factory.createObjectLiteralExpression(name.elements.map((element) => toProperty(element, visit)));
}

export function toArrayElement(element: TS.ArrayBindingElement, visit: Visit): TS.Expression {
  if (ts.isOmittedExpression(element)) return ts.factory.createOmittedExpression();
  if (element.dotDotDotToken) return ts.factory.createSpreadElement(toAssignmentTarget(element.name, visit));
  return withDefault(element, visit);
}

export function toProperty(element: TS.BindingElement, visit: Visit): TS.ObjectLiteralElementLike {
  const { factory } = ts;
  if (element.dotDotDotToken) return factory.createSpreadAssignment(toAssignmentTarget(element.name, visit));
  if (element.propertyName) return factory.createPropertyAssignment(visit(element.propertyName) as TS.PropertyName, withDefault(element, visit));
  const name = element.name as TS.Identifier;
  const printed = visit(name) as TS.Expression;
  if (printed !== name && !(ts.isIdentifier(printed) && printed.text === name.text)) return factory.createPropertyAssignment(name.text, withDefault(element, visit));
  return factory.createShorthandPropertyAssignment(name, element.initializer && (visit(element.initializer) as TS.Expression));
}

function withDefault(element: TS.BindingElement, visit: Visit): TS.Expression {
  const target = toAssignmentTarget(element.name, visit);
  return element.initializer ? ts.factory.createAssignment(target, visit(element.initializer) as TS.Expression) : target;
}
