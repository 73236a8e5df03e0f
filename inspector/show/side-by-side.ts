/**
 * How do two pieces of code stand in one terminal?
 *
 * Beside each other where there is room, lines that belong together on one row. In a narrow terminal one below the other:
 * then each emitted line begins with the number of the line it came from.
 */
import type { Listing } from "../listing.js";
import type { Row } from "../pair-lines.js";
import type { Terminal } from "../terminal.js";
import { fit, guttersFor, printCell } from "./cells.js";
import { columnsOf } from "./columns.js";
import { marksFor } from "./marks.js";

/** Columns from which two halves are wide enough to be read. */
const enoughForTwo = 100;

/** The fewest columns of code in a half. */
const narrowestHalf = 30;

export function printRows(listing: Listing, rows: readonly Row[], terminal: Terminal): string[] {
  return terminal.width >= enoughForTwo ? beside(listing, rows, terminal) : below(listing, rows, terminal);
}

function beside(listing: Listing, rows: readonly Row[], terminal: Terminal): string[] {
  const { paint } = terminal;
  const { ellipsis } = marksFor(terminal.unicode);
  const gutters = guttersFor(listing, terminal);
  const room = terminal.width - gutters.sourceColumns - gutters.emittedColumns - 2;
  const left = leftColumns(listing, rows, room, ellipsis);
  return rows.flatMap(({ source, emitted, again }) => {
    const one = printCell(gutters.source(at(listing.source, source), again), left, ellipsis, paint);
    const otherCell = gutters.emitted(at(listing.emitted, emitted));
    const other = printCell(otherCell, room - left, ellipsis, paint);
    const blank = " ".repeat(gutters.sourceColumns + left);
    return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => `${one[index] ?? blank}  ${other[index] ?? (emitted === null ? "" : otherCell.continued)}`.trimEnd());
  });
}

/** The width of the left half with which the fewest lines are broken; of equals, the one nearest to what each half needs. */
function leftColumns({ source, emitted }: Listing, rows: readonly Row[], room: number, ellipsis: string): number {
  const widestSource = Math.max(...source.map(({ code }) => columnsOf(code.text)));
  const widestEmitted = Math.max(...emitted.map(({ code }) => columnsOf(code.text)));
  if (widestSource + widestEmitted <= room) return widestSource;
  const ideal = Math.round((room * widestSource) / (widestSource + widestEmitted));
  let best = { left: ideal, height: Infinity };
  const sourceHeight = heightsOf(source.map(({ code }) => code), ellipsis);
  const emittedHeight = heightsOf(emitted.map(({ code }) => code), ellipsis);
  for (let left = Math.min(narrowestHalf, ideal); left <= Math.max(room - narrowestHalf, ideal) && left <= widestSource; left++) {
    let height = 0;
    for (const row of rows) height += Math.max(row.source === null ? 0 : sourceHeight(row.source, left), row.emitted === null ? 0 : emittedHeight(row.emitted, room - left));
    if (height < best.height || (height === best.height && Math.abs(left - ideal) < Math.abs(best.left - ideal))) best = { left, height };
  }
  return best.left;
}

function heightsOf(lines: readonly Parameters<typeof fit>[0][], ellipsis: string): (index: number, columns: number) => number {
  const widths = lines.map(({ text }) => columnsOf(text));
  return (index, columns) => (widths[index] <= columns ? 1 : fit(lines[index], columns, ellipsis).length);
}

function below(listing: Listing, rows: readonly Row[], terminal: Terminal): string[] {
  const { paint, width } = terminal;
  const { ellipsis, rule } = marksFor(terminal.unicode);
  const gutters = guttersFor(listing, terminal);
  const numberColumns = String(listing.source.at(-1)!.number).length + 2;
  const origins = originsOf(rows);
  const source = listing.source.flatMap((line) => printCell(gutters.source(line, false), width - gutters.sourceColumns, ellipsis, paint));
  const emitted = listing.emitted.flatMap((line, index) => {
    const origin = origins.get(index);
    const number = (origin === undefined ? "" : String(listing.source[origin].number)).padStart(numberColumns);
    const { gutter, continued, code } = gutters.emitted(line);
    const cell = { gutter: `${paint("gray", number)} ${gutter}`, continued: `${" ".repeat(numberColumns + 1)}${continued}`, code };
    return printCell(cell, width - numberColumns - 1 - gutters.emittedColumns, ellipsis, paint);
  });
  return [...source, paint("gray", `  ${rule.repeat(Math.max(1, width - 4))}`), ...emitted].map((line) => line.trimEnd());
}

/** Emitted line -> the line of the source it stands beside. */
function originsOf(rows: readonly Row[]): Map<number, number> {
  return new Map(rows.flatMap(({ source, emitted }) => (source === null || emitted === null ? [] : [[emitted, source] as const])));
}

function at<Line>(lines: readonly Line[], index: number | null): Line | undefined {
  return index === null ? undefined : lines[index];
}

