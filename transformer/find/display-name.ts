/**
 * What is a generator function called in traces and dumps?
 *
 *     class Reader { *readAll() {} }       Reader.readAll
 *     class Reader { *#secret() {} }       Reader.#secret
 *     const walk = function* () {}         walk
 *     { *[Symbol.iterator]() {} }          [Symbol.iterator]
 */
import { ts, type TS } from "../typescript.js";
import type { GeneratorFunction } from "../lower/machine.js";

const anonymous = "<anonymous>";

export function nameOf(node: GeneratorFunction, file: TS.SourceFile): string {
  const own = node.name ? node.name.getText(file) : nameFromContext(node, file);
  return ts.isClassLike(node.parent) ? `${nameOfClass(node.parent, file)}.${own}` : own;
}

function nameOfClass(node: TS.ClassLikeDeclaration, file: TS.SourceFile): string {
  return node.name?.text ?? nameFromContext(node, file);
}

/** The name of what an anonymous function or class is assigned to. */
function nameFromContext(node: TS.Node, file: TS.SourceFile): string {
  let { parent } = node;
  // `const get = coroutine(function* () { … })`
  while (ts.isParenthesizedExpression(parent) || ts.isCallExpression(parent)) parent = parent.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText(file);
  if (ts.isPropertyDeclaration(parent)) return ts.isClassLike(parent.parent) ? `${nameOfClass(parent.parent, file)}.${parent.name.getText(file)}` : parent.name.getText(file);
  if (ts.isBinaryExpression(parent) && ts.isIdentifier(parent.left)) return parent.left.text;
  return anonymous;
}

/** An identifier made of a display name: `Reader.readAll` → `readAll`. */
export function identifierOf(name: string): string {
  const words = name.slice(name.lastIndexOf(".") + 1).replace(/[^\w$]+/g, " ").trim().split(" ");
  const joined = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  return /^[A-Za-z_$]/.test(joined) ? joined : `machine${joined}`;
}
