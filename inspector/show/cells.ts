/**
 * What stands in the two halves of a row?
 *
 *     ①  22       const body = yield* this.fetch(url);     ①→ 3 │     co.state = 4; if (co.delegates(this.fetch(url))) return;
 *     ^  ^        ^                                         ^  ^ ^     ^
 *     yield, line number, code                              way, state, its lines, code
 *
 * A gutter has the same width on every line of a listing; code that does not fit is continued below.
 */
import type { EmittedLine, Listing, SourceLine } from "../listing.js";
import type { Paint, Terminal } from "../terminal.js";
import { columnsOf } from "./columns.js";
import { marksFor, type Marks } from "./marks.js";
import { inFormat, paintLine, unformatted, wrap, type StyledLine } from "./styled-line.js";

/** One side of a row: a gutter for its first line, one for the lines that continue it, and the code. */
export interface Cell {
  readonly gutter: string;
  readonly continued: string;
  readonly code: StyledLine;
}

export interface Gutters {
  readonly sourceColumns: number;
  readonly emittedColumns: number;
  source(line: SourceLine | undefined, again: boolean): Cell;
  emitted(line: EmittedLine | undefined): Cell;
}

const noCode = unformatted("");

export function guttersFor({ source, emitted, states }: Listing, terminal: Terminal): Gutters {
  const paint = painter(terminal.paint);
  const marks = marksFor(terminal.unicode);
  const yieldColumns = widest(source.map(({ yields }) => joined(yields, marks.yield)));
  const numberColumns = String(source.at(-1)!.number).length;
  const wayColumns = widest(emitted.map((line) => wayOf(line, marks)));
  const stateColumns = String(states - 1).length;
  return {
    sourceColumns: yieldColumns + numberColumns + 4,
    emittedColumns: wayColumns + stateColumns + 4,
    source: (line, again) => sourceCell(line, again, yieldColumns, numberColumns, marks, paint),
    emitted: (line) => emittedCell(line, wayColumns, stateColumns, marks, paint),
  };
}

function sourceCell(line: SourceLine | undefined, again: boolean, yieldColumns: number, numberColumns: number, marks: Marks, paint: Paint): Cell {
  const blank = " ".repeat(yieldColumns + numberColumns + 4);
  if (line === undefined) return { gutter: blank, continued: blank, code: noCode };
  const yields = again ? marks.again : joined(line.yields, marks.yield);
  const gutter = ` ${paint(again ? "gray" : "yellow", pad(yields, yieldColumns))} ${paint("gray", String(line.number).padStart(numberColumns))}  `;
  return { gutter, continued: blank, code: again ? inFormat(line.code, "gray") : line.code };
}

function emittedCell(line: EmittedLine | undefined, wayColumns: number, stateColumns: number, marks: Marks, paint: Paint): Cell {
  const blank = " ".repeat(wayColumns + stateColumns + 4);
  if (line === undefined) return { gutter: blank, continued: blank, code: noCode };
  const isIn = line.state !== undefined;
  const number = line.beginsState ? String(line.state) : "";
  const bar = isIn ? (line.beginsState ? marks.stateBegins : marks.stateGoesOn) : " ";
  const way = paint("yellow", padStart(wayOf(line, marks), wayColumns));
  const gutter = `${way} ${paint("cyan", number.padStart(stateColumns))} ${paint("cyan", bar)} `;
  const continued = `${" ".repeat(wayColumns + stateColumns + 2)}${paint("cyan", isIn ? marks.stateGoesOn : " ")} `;
  return { gutter, continued, code: line.code };
}

/** Blanks need no colour. */
function painter(paint: Paint): Paint {
  return (format, text) => (text.trim() === "" ? text : paint(format, text));
}

function wayOf({ leaves, resumes }: EmittedLine, marks: Marks): string {
  return `${resumes === undefined ? "" : marks.resumes(resumes)}${joined(leaves, marks.leaves)}`;
}

function joined(numbers: readonly number[], mark: (number: number) => string): string {
  return numbers.map(mark).join("");
}

function widest(texts: readonly string[]): number {
  return Math.max(1, ...texts.map(columnsOf));
}

function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** The lines of a cell as they are printed, each `columns` wide without its gutter. */
export function printCell(cell: Cell, columns: number, paint: Paint): string[] {
  return wrap(cell.code, columns).map((piece, index) => (index === 0 ? cell.gutter : cell.continued) + paintLine(piece, paint, columns));
}
