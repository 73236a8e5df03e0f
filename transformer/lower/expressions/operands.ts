/**
 * In which order are the parts of an expression evaluated, and how is one of them kept?
 *
 * Most expressions evaluate their operands from left to right and then do something with all of them. For these, one
 * routine (`lowerOperands` in expression.ts) is enough, if it knows the operands and how each is kept across a yield:
 *
 *     value     a + (yield)              left = a;                     left + co.sent
 *     spread    [...a, yield]            values = [...a];              [...values, co.sent]
 *     members   { ...a, b: yield }       properties = { ...a };        { ...properties, b: co.sent }
 *     string    `${a} ${yield}`          part = `${a}`;                `${part} ${co.sent}`
 *     key       { [k]: yield }           key = co.key(k);              { [key]: co.sent }
 */
import { ts, type TS } from "../../typescript.js";
import { unwrap } from "../../analyze/targets.js";

export type Role = "value" | "spread" | "members" | "string" | "key";

export interface Operand {
  readonly node: TS.Expression;
  readonly role: Role;
  /** What a temporary for it is named after. */
  readonly hint: string;
  /** For `{ name: value }`: the name that an anonymous function takes from here. */
  readonly property?: TS.PropertyAssignment;
}

/** `++` and `--` read and write their operand; other operators take its value. */
function isUpdate({ operator }: TS.PrefixUnaryExpression | TS.PostfixUnaryExpression): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function value(node: TS.Expression, hint: string): Operand {
  return { node, role: "value", hint };
}

/** The operands of `node` in evaluation order, or null if it is not an expression of this kind. */
export function operandsOf(node: TS.Expression): Operand[] | null {
  if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return [...referenceOperands(node.left), value(node.right, "right")];
    if (ts.isPrivateIdentifier(node.left)) return [value(node.right, "right")];
    return [value(node.left, "left"), value(node.right, "right")];
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return referenceOperands(node);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return isUpdate(node) ? referenceOperands(node.operand) : [value(node.operand, "operand")];
  if (ts.isDeleteExpression(node)) return referenceOperands(node.expression);
  if (ts.isConditionalExpression(node)) return [value(node.condition, "condition")];
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return [value(node.expression, "operand")];
  if (ts.isNewExpression(node)) return [value(node.expression, "constructor"), ...argumentOperands(node.arguments ?? [])];
  if (ts.isCallExpression(node)) return argumentOperands(node.arguments);
  if (ts.isTemplateExpression(node)) return node.templateSpans.map((span) => ({ node: span.expression, role: "string", hint: "part" }));
  if (ts.isArrayLiteralExpression(node)) return argumentOperands(node.elements, "element");
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(propertyOperands);
  if (ts.isSpreadElement(node)) return [{ node: node.expression, role: "spread", hint: "values" }];
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return jsxOperands(node);
  if (ts.isExpressionWithTypeArguments(node)) return [value(node.expression, "value")];
  if (ts.isAwaitExpression(node)) return [value(node.expression, "value")];
  return null;
}

/** What an assignment target evaluates before the right side: object and key of a member, nothing for a name. */
export function referenceOperands(target: TS.Expression): Operand[] {
  const node = unwrap(target);
  if (ts.isPropertyAccessExpression(node)) {
    return node.expression.kind === ts.SyntaxKind.SuperKeyword ? [] : [value(node.expression, "object")];
  }
  if (ts.isElementAccessExpression(node)) {
    const key = value(node.argumentExpression, "key");
    return node.expression.kind === ts.SyntaxKind.SuperKeyword ? [key] : [value(node.expression, "object"), key];
  }
  if (ts.isIdentifier(node) || ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) return [];
  return [value(node, "value")];
}

export function argumentOperands(list: readonly TS.Expression[], hint = "argument"): Operand[] {
  return list
    .filter((element) => !ts.isOmittedExpression(element))
    .map((element) => (ts.isSpreadElement(element) ? { node: element.expression, role: "spread", hint: "values" } : value(element, hint)));
}

function propertyOperands(property: TS.ObjectLiteralElementLike): Operand[] {
  const key: Operand[] =
    property.name && ts.isComputedPropertyName(property.name) ? [{ node: property.name.expression, role: "key", hint: "key" }] : [];
  if (ts.isPropertyAssignment(property)) return [...key, { node: property.initializer, role: "value", hint: hintOf(property), property }];
  if (ts.isShorthandPropertyAssignment(property)) return [value(property.name, property.name.text)];
  if (ts.isSpreadAssignment(property)) return [{ node: property.expression, role: "members", hint: "properties" }];
  return key;
}

function hintOf(property: TS.PropertyAssignment): string {
  return ts.isIdentifier(property.name) ? property.name.text : "value";
}

function jsxOperands(node: TS.JsxElement | TS.JsxSelfClosingElement | TS.JsxFragment): Operand[] {
  const attributes = ts.isJsxFragment(node) ? [] : ts.isJsxElement(node) ? node.openingElement.attributes.properties : node.attributes.properties;
  const children = ts.isJsxSelfClosingElement(node) ? [] : node.children;
  return [
    ...attributes.flatMap((attribute): Operand[] => {
      if (ts.isJsxSpreadAttribute(attribute)) return [{ node: attribute.expression, role: "members", hint: "properties" }];
      return attribute.initializer ? jsxValue(attribute.initializer) : [];
    }),
    ...children.flatMap(jsxValue),
  ];
}

function jsxValue(node: TS.Node): Operand[] {
  if (ts.isJsxExpression(node)) {
    if (!node.expression) return [];
    return [node.dotDotDotToken ? { node: node.expression, role: "spread", hint: "values" } : value(node.expression, "value")];
  }
  return ts.isJsxText(node) || ts.isStringLiteral(node) ? [] : [value(node as TS.Expression, "element")];
}
