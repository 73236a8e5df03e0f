/**
 * Which colour has each character of a file?
 *
 * Few and calm: comments gray, texts green, keywords blue. A `yield` and the `case` of a state stand out, because they are
 * what one looks for.
 */
import { ts, type TS } from "../../transformer/typescript.js";
import type { Format } from "../terminal.js";

/** One format for each UTF-16 unit of the file. */
export function syntaxColors(file: TS.SourceFile): (Format | undefined)[] {
  const formats = Array.from<Format | undefined>({ length: file.text.length });
  const pending: TS.Node[] = [file];
  while (pending.length > 0) {
    const node = pending.pop()!;
    const children = node.getChildren(file);
    if (children.length > 0) {
      for (const child of children) pending.push(child);
      continue;
    }
    const start = node.getStart(file);
    // What stands before a token is blanks and comments.
    formats.fill("gray", node.pos, start);
    formats.fill(formatOf(node), start, node.end);
  }
  return formats;
}

function formatOf(token: TS.Node): Format | undefined {
  const { kind } = token;
  if (kind === ts.SyntaxKind.YieldKeyword) return ["bold", "yellow"];
  if (kind === ts.SyntaxKind.CaseKeyword) return "cyan";
  if (ts.isCaseClause(token.parent) && token.parent.expression === token) return "cyan";
  if (kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastReservedWord) return "blue";
  if (kind === ts.SyntaxKind.LetKeyword) return "blue";
  if (ts.isStringLiteralLike(token) || ts.isTemplateHead(token) || ts.isTemplateMiddleOrTemplateTail(token) || ts.isRegularExpressionLiteral(token)) return "green";
  return undefined;
}
