/**
 * Which colour has each character of a file?
 *
 * Few and calm: comments gray, texts green, keywords blue. A `yield` and the numbers of states stand out, because they are
 * what one looks for.
 */
import { ts, type TS } from "../../transformer/typescript.js";
import type { Format } from "../terminal.js";
import { textFormat } from "./styled-line.js";

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
  if (ts.isYieldExpression(token.parent) && (kind === ts.SyntaxKind.YieldKeyword || kind === ts.SyntaxKind.AsteriskToken)) return ["bold", "yellow"];
  if (kind === ts.SyntaxKind.CaseKeyword || namesState(token)) return "cyan";
  if (kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastReservedWord) return "blueBright";
  if (kind === ts.SyntaxKind.LetKeyword) return "blueBright";
  if (ts.isStringLiteralLike(token) || ts.isTemplateHead(token) || ts.isTemplateMiddleOrTemplateTail(token) || ts.isRegularExpressionLiteral(token)) return textFormat;
  return undefined;
}

/** The number in `case 4:` and in `co.state = 4;`. */
function namesState(token: TS.Node): boolean {
  if (!ts.isNumericLiteral(token)) return false;
  const { parent } = token;
  if (ts.isCaseClause(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.right === token && ts.isPropertyAccessExpression(parent.left) && parent.left.name.text === "state";
}
