/**
 * How is text assembled that is partly the source's own and partly new?
 *
 * From front to back: a range of the source, or a string. Ranges are copied, so their formatting and comments stay, and it
 * is noted where each came from, for the source map. When a statement moves to another depth, its lines move with it,
 * except those that start inside a template literal, a continued string or JSX text: their blanks mean something.
 *
 *     slice(120, 138)  text(" = co.sent;")  newline()  slice(90, 115) …
 */
import { walk } from "../analyze/walk.js";
import { ts, type TS } from "../typescript.js";
import { effectOnLineBefore } from "./line-ends.js";
import type { Pieces } from "./source-map.js";

const wordCharacter = /[\w$\\\u0080-\uffff]/;

/** Column where the comments of a machine begin, if the code before them is shorter. */
const commentColumn = 58;

export class Writer {
  /** What has been written. */
  code = "";
  /** Where it came from. */
  readonly pieces: Pieces = [];
  private readonly source: string;
  /** How the source ends its lines. */
  private readonly lineBreak: "\n" | "\r\n";
  private readonly lineStarts: readonly number[];
  private readonly frozen: readonly (readonly [start: number, end: number])[];
  /** Where the current line begins in `code`. */
  private lineStart = 0;
  /** Blanks at the start of a line that `newline` begins. */
  private margin = "";
  /** Lines of the source move from the blanks before this position to this margin; null: they do not move. */
  private moved: { readonly from: number; readonly to: string } | null = null;
  /** What the next text must not run into: a word, or a statement that ended with its line only. */
  private readonly guards = { word: false, statement: false };
  /** Whether a word may go on here: asking `code` itself would copy it each time. */
  private endsInWord = false;
  /** The line of the source from which was copied last: from its start to the start of the next one. */
  private line: readonly [start: number, end: number] = [0, 0];

  constructor(file: TS.SourceFile) {
    this.source = file.text;
    this.lineBreak = file.text.charAt(file.text.indexOf("\n") - 1) === "\r" ? "\r\n" : "\n";
    this.lineStarts = file.getLineStarts();
    this.frozen = frozenRanges(file);
  }

  text(text: string): void {
    this.separate(text, 0, text.length);
    if (text !== "") this.endsInWord = wordCharacter.test(text.charAt(text.length - 1));
    const newlineAt = text.lastIndexOf("\n");
    if (newlineAt < 0) {
      this.code += text;
      return;
    }
    this.code += text.replace(/\r?\n/g, this.lineBreak + this.margin);
    this.lineStart = this.code.length - (text.length - newlineAt - 1) - this.margin.length;
  }

  /** Copies a range of the source; lines in it are moved like the one it starts on. */
  slice(start: number, end: number): void {
    if (start < this.line[0] || start >= this.line[1]) this.line = this.lineOf(start);
    if (end <= this.line[1]) this.copy(start, end);
    else this.copyLines(start, end);
  }

  private copyLines(start: number, end: number): void {
    const shift = this.shift();
    let from = start;
    for (let line = this.numberOfLineAfter(start); line < this.lineStarts.length && this.lineStarts[line] < end; line += 1) {
      const lineStart = this.lineStarts[line];
      if (shift === "" || this.isFrozen(lineStart) || /[\r\n]/.test(this.source.charAt(lineStart))) continue;
      this.copy(from, lineStart);
      this.lineStart = this.code.length;
      this.code += shift;
      from = lineStart;
    }
    this.copy(from, end);
    if (shift === "") this.lineStart = this.code.length - (end - this.lineOf(end)[0]);
  }

  /** What is written next takes the place of something else: `throw(yield x)` becomes `throw co.sent`. */
  keepWordsApart(): void {
    this.guards.word = true;
  }

  /** What was written last is a statement without a semicolon: `f()` before a new `[a] = b` needs one. */
  keepStatementsApart(): void {
    this.guards.statement = true;
  }

  /** Writes what must stand before the part of `text` from `position` to `end`. */
  private separate(text: string, position: number, end: number): void {
    const { guards } = this;
    if ((!guards.word && !guards.statement) || position >= end) return;
    if (guards.word) {
      guards.word = false;
      if (this.endsInWord && wordCharacter.test(text.charAt(position))) this.code += " ";
    }
    if (!guards.statement) return;
    const effect = effectOnLineBefore(text.slice(position, Math.min(end, position + 200)));
    guards.statement = effect === "none";
    if (effect === "continues") this.code += ";";
  }

  /** What is written next stands for the source at `position`, although it is not a copy. */
  standsFor(position: number): void {
    this.pieces.push(this.code.length, position, position);
  }

  /** Puts `text` in between, at an offset where one call has ended. */
  insert(offset: number, text: string): void {
    const inserted = text.replace(/\r?\n/g, this.lineBreak);
    this.code = this.code.slice(0, offset) + inserted + this.code.slice(offset);
    for (let index = 0; index < this.pieces.length; index += 3) if (this.pieces[index] >= offset) this.pieces[index] += inserted.length;
  }

  private copy(start: number, end: number): void {
    if (start >= end) return;
    this.separate(this.source, start, end);
    this.endsInWord = wordCharacter.test(this.source.charAt(end - 1));
    this.pieces.push(this.code.length, start, end);
    this.code += this.source.slice(start, end);
  }

  /** The number of the first line that starts after `position`. */
  private numberOfLineAfter(position: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle] <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private lineOf(position: number): readonly [start: number, end: number] {
    const next = this.numberOfLineAfter(position);
    return [this.lineStarts[next - 1], this.lineStarts[next] ?? this.source.length + 1];
  }

  /** The blanks at the start of the line of `position`. */
  private blanksBefore(position: number): string {
    const [start] = this.lineOf(position);
    let end = start;
    while (end < position && (this.source[end] === " " || this.source[end] === "\t")) end += 1;
    return this.source.slice(start, end);
  }

  /** The blanks that lines of the source get in addition, now. */
  private shift(): string {
    if (this.moved === null) return "";
    const original = this.blanksBefore(this.moved.from);
    return this.moved.to.startsWith(original) ? this.moved.to.slice(original.length) : "";
  }

  newline(): void {
    this.endsInWord = false;
    this.code += this.lineBreak;
    this.lineStart = this.code.length;
    this.code += this.margin;
  }

  /** A comment after the code of this line. */
  comment(text: string): void {
    const column = this.code.length - this.lineStart;
    this.code += `${" ".repeat(Math.max(2, commentColumn - column))}// ${text}`;
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
    const { moved } = this;
    this.moved = { from: position, to: this.margin };
    write();
    this.moved = moved;
  }

  /** Runs `write` with the margin of the line on which `position` stands. */
  atMarginOf(position: number, write: () => void): void {
    const { margin } = this;
    this.margin = this.blanksBefore(position) + this.shift();
    write();
    this.margin = margin;
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

/** The ranges of the file in which a line break belongs to a value, in order. U+2028 and U+2029 may stand in any string. */
function frozenRanges(file: TS.SourceFile): [number, number][] {
  const ranges: [number, number][] = [];
  if (!/[`\\\u2028\u2029]|<\//.test(file.text)) return ranges;
  walk(file, (node) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node);
    if (isText && /[\n\r\u2028\u2029]/.test(file.text.slice(node.pos, node.end))) ranges.push([node.getStart(file), node.end]);
  });
  return ranges.sort((one, other) => one[0] - other[0]);
}
