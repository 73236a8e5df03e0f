/**
 * How is text assembled that is partly the source's own and partly new?
 *
 * As a list of chunks: a range of the source, or a string. Ranges are copied, so their formatting and comments stay and
 * the source map is exact; they may come in any order. When a statement moves to another depth, its lines move with it,
 * except those that start inside a template literal, a continued string or JSX text: their blanks mean something.
 *
 *     slice(120, 138)  text(" = co.sent;")  newline  slice(90, 115) …
 */
import { walk } from "../analyze/walk.js";
import { ts, type TS } from "../typescript.js";

export type Chunk = string | { readonly start: number; readonly end: number };

/** Column where the comments of a machine begin, if the code before them is shorter. */
const commentColumn = 58;

export class Writer {
  readonly chunks: Chunk[] = [];
  private readonly source: string;
  private readonly lineStarts: readonly number[];
  private readonly frozen: readonly (readonly [start: number, end: number])[];
  /** Blanks at the start of a line that `newline` begins. */
  private margin = "";
  /** Blanks that lines of the source get in addition, now. */
  private shift = "";
  private column = 0;

  constructor(file: TS.SourceFile, frozen: readonly (readonly [number, number])[]) {
    this.source = file.text;
    this.lineStarts = file.getLineStarts();
    this.frozen = frozen;
  }

  text(text: string): void {
    if (text === "") return;
    const newlineAt = text.lastIndexOf("\n");
    this.column = newlineAt < 0 ? this.column + text.length : text.length - newlineAt - 1;
    this.chunks.push(this.margin !== "" && newlineAt >= 0 ? text.replaceAll("\n", `\n${this.margin}`) : text);
  }

  /** Copies a range of the source; lines in it are shifted like the one it starts on. */
  slice(start: number, end: number): void {
    let from = start;
    const firstLine = this.lineAfter(start);
    let line = firstLine;
    for (; line < this.lineStarts.length && this.lineStarts[line] < end; line += 1) {
      const lineStart = this.lineStarts[line];
      if (this.shift === "" || this.isFrozen(lineStart) || /[\r\n]/.test(this.source.charAt(lineStart))) continue;
      this.push(from, lineStart);
      this.chunks.push(this.shift);
      from = lineStart;
    }
    this.push(from, end);
    this.column = line > firstLine ? end - this.lineStarts[line - 1] + this.shift.length : this.column + end - start;
  }

  /** The number of the first line that starts after `position`. */
  private lineAfter(position: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle] <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The blanks at the start of the line of `position`. */
  private blanksBefore(position: number): string {
    const lineStart = this.lineStarts[this.lineAfter(position) - 1];
    let end = lineStart;
    while (end < position && (this.source[end] === " " || this.source[end] === "\t")) end += 1;
    return this.source.slice(lineStart, end);
  }

  private push(start: number, end: number): void {
    if (start < end) this.chunks.push({ start, end });
  }

  newline(): void {
    this.chunks.push(`\n${this.margin}`);
    this.column = this.margin.length;
  }

  /** A comment after the code of this line. */
  comment(text: string): void {
    this.text(`${" ".repeat(Math.max(2, commentColumn - this.column))}// ${text}`);
  }

  /** Runs `write` with the lines that `newline` begins indented by two more. */
  indented(write: () => void): void {
    const before = this.margin;
    this.margin = `${before}  `;
    write();
    this.margin = before;
  }

  /** Runs `write` for a node that begins at `position`: its further lines move as far as its first one does. */
  movedFrom(position: number, write: () => void): void {
    const { margin, shift } = this;
    const original = this.blanksBefore(position);
    this.shift = margin.startsWith(original) ? margin.slice(original.length) : "";
    write();
    this.shift = shift;
  }

  /** Runs `write` with the margin of the line on which `position` stands. */
  atMarginOf(position: number, write: () => void): void {
    const before = this.margin;
    this.margin = this.blanksBefore(position) + this.shift;
    write();
    this.margin = before;
  }

  private isFrozen(position: number): boolean {
    let low = 0;
    let high = this.frozen.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.frozen[middle][1] < position) low = middle + 1;
      else high = middle;
    }
    return low < this.frozen.length && this.frozen[low][0] < position;
  }
}

/** The ranges of the file in which a line break belongs to a value, in order. */
export function frozenRanges(file: TS.SourceFile): [number, number][] {
  const ranges: [number, number][] = [];
  walk(file, (node) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node);
    if (isText && file.text.slice(node.pos, node.end).includes("\n")) ranges.push([node.getStart(file), node.end]);
  });
  return ranges.sort((one, other) => one[0] - other[0]);
}
