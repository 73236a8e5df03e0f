/**
 * How do two pieces of code stand in one terminal?
 *
 * Beside each other where there is room, lines that belong together on one row. In a narrow terminal one below the other:
 * then each emitted line begins with the number of the line it came from.
 */
import type { EmittedLine, Listing } from "../listing.js";
import type { Row } from "../pair-lines.js";
import type { Terminal } from "../terminal.js";
import { guttersFor, printCell } from "./cells.js";
import { columnsOf } from "./columns.js";
import { fitRemarks } from "./remarks.js";
import { wrap, type StyledLine } from "./styled-line.js";

/** Columns from which two halves are wide enough to be read. */
export const enoughForTwo = 110;

/** Columns from one width that is tried to the next. */
const widthStep = 2;

const titleOf = { source: "you write", emitted: "the compiler makes of it" };

/** The fewest columns of code in a half. */
const narrowestHalf = 30;

export function printRows(listing: Listing, rows: readonly Row[], terminal: Terminal): string[] {
  return terminal.width >= enoughForTwo ? beside(listing, rows, terminal) : below(listing, rows, terminal);
}

function beside(listing: Listing, rows: readonly Row[], terminal: Terminal): string[] {
  const { paint } = terminal;
  const gutters = guttersFor(listing, terminal);
  const room = terminal.width - gutters.sourceColumns - gutters.emittedColumns - 2;
  const left = leftColumns(listing, rows, room);
  const remarked = withFittingRemarks(listing, room - left);
  const blank = " ".repeat(gutters.sourceColumns + left);
  const titles = `${" ".repeat(gutters.sourceColumns)}${titleOf.source.padEnd(left)}  ${" ".repeat(gutters.emittedColumns)}${titleOf.emitted}`;
  const lines = rows.flatMap(({ source, emitted, again }) => {
    // A line that is shown again is there for orientation; its beginning is enough.
    const one = printCell(gutters.source(at(listing.source, source), again), left, paint).slice(0, again ? 1 : undefined);
    const cell = gutters.emitted(at(remarked, emitted));
    const other = printCell(cell, room - left, paint);
    // The bar of a state goes on beside a source line that needs more rows than its code.
    return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => `${one[index] ?? blank}  ${other[index] ?? cell.continued}`.trimEnd());
  });
  return [paint("gray", titles), "", ...lines];
}

/** The width of the left half with which the fewest lines are broken; of equals, the one nearest to what each half needs. */
function leftColumns(listing: Listing, rows: readonly Row[], room: number): number {
  const sources = listing.source.map(({ code }) => code);
  const emitted = listing.emitted.map(({ code }) => code);
  const widestSource = widest(sources);
  const widestEmitted = widest(emitted);
  if (widestSource + widestEmitted <= room) return widestSource;
  const bare = fitRemarks(emitted, 0);
  const ideal = Math.round((room * widestSource) / (widestSource + widest(bare)));
  let best = { left: ideal, height: Infinity };
  for (let left = Math.min(narrowestHalf, ideal); left <= Math.min(widestSource, Math.max(room - narrowestHalf, ideal)); left += widthStep) {
    let height = 0;
    for (const row of rows) height += Math.max(heightOf(at(sources, row.source), left), heightOf(at(bare, row.emitted), room - left));
    if (height < best.height || (height === best.height && Math.abs(left - ideal) < Math.abs(best.left - ideal))) best = { left, height };
  }
  return best.left;
}

function widest(lines: readonly StyledLine[]): number {
  return lines.reduce((columns, { text }) => Math.max(columns, columnsOf(text)), 0);
}

function heightOf(line: StyledLine | undefined, columns: number): number {
  return line === undefined || line.text.length * 2 <= columns ? 1 : wrap(line, columns).length;
}

function withFittingRemarks({ emitted }: Listing, columns: number): EmittedLine[] {
  const fitting = fitRemarks(emitted.map(({ code }) => code), columns);
  return emitted.map((line, index) => ({ ...line, code: fitting[index] }));
}

function below(listing: Listing, rows: readonly Row[], terminal: Terminal): string[] {
  const { paint, width } = terminal;
  const gutters = guttersFor(listing, terminal);
  const numberColumns = String(listing.source.at(-1)!.number).length + 2;
  const room = width - numberColumns - 1 - gutters.emittedColumns;
  const origins = originsOf(rows);
  const source = listing.source.flatMap((line) => printCell(gutters.source(line, false), width - gutters.sourceColumns, paint));
  const emitted = withFittingRemarks(listing, room).flatMap((line, index) => {
    const origin = origins.get(index);
    const number = (origin === undefined ? "" : String(listing.source[origin].number)).padStart(numberColumns);
    const { gutter, continued, code } = gutters.emitted(line);
    return printCell({ gutter: `${paint("gray", number)} ${gutter}`, continued: `${" ".repeat(numberColumns + 1)}${continued}`, code }, room, paint);
  });
  const title = (columns: number, text: string): string[] => [paint("gray", " ".repeat(columns) + text), ""];
  return [
    ...title(gutters.sourceColumns, titleOf.source),
    ...source.map((line) => line.trimEnd()),
    "",
    ...title(numberColumns + 1 + gutters.emittedColumns, titleOf.emitted),
    ...emitted.map((line) => line.trimEnd()),
  ];
}

/** Emitted line -> the line of the source it stands beside. */
function originsOf(rows: readonly Row[]): Map<number, number> {
  return new Map(rows.flatMap(({ source, emitted }) => (source === null || emitted === null ? [] : [[emitted, source] as const])));
}

function at<Line>(lines: readonly Line[], index: number | null): Line | undefined {
  return index === null ? undefined : lines[index];
}

