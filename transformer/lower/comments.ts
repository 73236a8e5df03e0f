/**
 * Where do comments go whose statement is taken apart?
 *
 *     // first                        // first
 *     if (a) { // why                 // last
 *       yield b; // what              if (!a) …
 *       // end                        // why
 *     } // last                       // what
 *                                     co.state = 1; return b;
 *                                     // end
 *
 * Before the first thing that their place becomes. What stands behind a statement comes before it, too, because nobody knows
 * where its last part will be. A statement that is printed as it stands keeps its comments; inside an expression, those stay
 * that stand between parts that stay.
 */
import { ts, type TS } from "../typescript.js";
import type { Builder } from "./builder.js";

/** Notes the comments before and behind `statement`. */
export function remarkStatement(builder: Builder, statement: TS.Statement): void {
  const { text } = builder.context.file;
  const { parent, pos, end } = statement;
  const isListed = ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent);
  // What follows the `)` of an `if` on its line belongs to nobody else.
  const leading = [...(isListed ? [] : behind(text, pos)), ...before(text, pos)];
  // A loop ends with its body.
  const trailing = end === parent.end ? [] : behind(text, end);
  if (leading.length > 0 || trailing.length > 0) builder.emit({ operation: "remark", node: statement, leading, trailing });
}

/** Notes the comments that a block begins with: on the line of its brace, or its colon, which ends at `position`. */
export function remarkHead(builder: Builder, position: number): void {
  remark(builder, behind(builder.context.file.text, position));
}

/** Notes the comments between what ends at `position` and what goes on with a word: `catch`, `finally`. */
export function remarkBetween(builder: Builder, position: number): void {
  remarkHead(builder, position);
  remarkLines(builder, position);
}

/** Notes the comments on the lines that follow `position`: before a brace that closes a block, before `else`, before a clause. */
export function remarkLines(builder: Builder, position: number): void {
  remark(builder, before(builder.context.file.text, position));
}

function remark(builder: Builder, leading: readonly string[]): void {
  if (leading.length > 0) builder.emit({ operation: "remark", node: null, leading, trailing: [] });
}

/** The comments before the node that begins, with what stands before it, at `position`. */
export function before(text: string, position: number): string[] {
  return commentsIn(text, ts.getLeadingCommentRanges(text, position));
}

/** The comments on the rest of the line at `position`. */
export function behind(text: string, position: number): string[] {
  return commentsIn(text, ts.getTrailingCommentRanges(text, position));
}

function commentsIn(text: string, ranges: readonly TS.CommentRange[] | undefined): string[] {
  return (ranges ?? []).map(({ pos, end }) => text.slice(pos, end));
}
