/**
 * Which names and literals of the source may go to the emitter as text?
 *
 *     sum = sum + 1;        three nodes, or the text "sum = sum + 1;": nobody has anything to do with them
 *     counter++;            a node, if the module exports `counter`: the emitter writes `exports.counter++`
 *
 * No transformer that comes later changes a variable of a function. What is commented on stays a node as well.
 */
import type { FileContext } from "../lower/builder.js";
import { ts, type TS } from "../typescript.js";
import { skipBlanks } from "./blanks.js";

/** What a name or a literal is printed as; null for whatever the emitter has to see. */
export function textOfLeaf(node: TS.Node, { file: { text }, touched, names }: FileContext): string | null {
  if (touched.has(node)) return null;
  const start = skipBlanks(text, node.pos);
  if (text[start] === "/" || text[skipBlanks(text, node.end)] === "/") return null;
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
      return isVariableOfFunction(node as TS.Identifier, names) ? (node as TS.Identifier).text : null;
    case ts.SyntaxKind.NumericLiteral: {
      const literal = text.slice(start, node.end);
      return /^\d+$/.test(literal) ? literal : null;
    }
    case ts.SyntaxKind.TrueKeyword:
      return "true";
    case ts.SyntaxKind.FalseKeyword:
      return "false";
    case ts.SyntaxKind.NullKeyword:
      return "null";
    default:
      return null;
  }
}

/** Whether a comment may stand before `node`: it begins with a slash, as a regular expression does. */
export function mayHaveComment({ pos }: TS.Node, { text }: TS.SourceFile): boolean {
  return text[skipBlanks(text, pos)] === "/";
}

/** Not what a module or a namespace may export, an enum that is inlined, or a decorated class that has two names. */
function isVariableOfFunction(node: TS.Identifier, { bindingOf }: FileContext["names"]): boolean {
  const binding = bindingOf.get(node);
  if (binding === undefined || !ts.isFunctionLike(binding.scope.owner)) return false;
  return binding.kind === "parameter" || binding.kind === "var" || binding.kind === "let" || binding.kind === "const" || binding.kind === "catch";
}
