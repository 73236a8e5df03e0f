/**
 * What is a line of code that is going to be cut, moved and coloured?
 *
 * Its characters and a format for each, so that cutting needs to know nothing of colours and colouring nothing of cuts.
 *
 *     { text: "yield x;", formats: ["yellow" ×5, none ×3] }
 */
import type { Format, Paint } from "../terminal.js";
import { columnsOf, columnsOfCharacter, expandTabs, visible } from "./columns.js";

export interface StyledLine {
  readonly text: string;
  /** One for each UTF-16 unit of `text`. */
  readonly formats: readonly (Format | undefined)[];
}

export const emptyLine: StyledLine = { text: "", formats: [] };

export function slice({ text, formats }: StyledLine, start: number, end?: number): StyledLine {
  return { text: text.slice(start, end), formats: formats.slice(start, end) };
}

/** The line without the blanks that `margin` has at its start, tabs as blanks, control characters visible. */
export function withoutMargin(line: StyledLine, margin: string): StyledLine {
  let common = 0;
  while (common < margin.length && line.text[common] === margin[common]) common++;
  const { text, formats } = slice(line, common);
  if (!text.includes("\t")) return { text: visible(text), formats };
  let expanded = "";
  const expandedFormats: (Format | undefined)[] = [];
  for (const [index, unit] of [...text.split("")].entries()) {
    const width = unit === "\t" ? expandTabs(`${expanded}\t`).length - expanded.length : 1;
    expanded += unit === "\t" ? " ".repeat(width) : unit;
    for (let copy = 0; copy < width; copy++) expandedFormats.push(formats[index]);
  }
  return { text: visible(expanded), formats: expandedFormats };
}

/** All in one format. */
export function inFormat({ text }: StyledLine, format: Format): StyledLine {
  return { text, formats: Array.from({ length: text.length }, () => format) };
}

/** Blanks that a continued line gets beyond the line it continues. */
const hangingIndent = 4;

/** The line in pieces of at most `columns` columns, cut after a blank where there is one. Never fewer than one piece. */
export function wrap(line: StyledLine, columns: number): StyledLine[] {
  const pieces: StyledLine[] = [];
  let rest = line;
  const blanks = /^ */.exec(line.text)![0].length;
  const indent = " ".repeat(Math.max(0, Math.min(blanks + hangingIndent, columns - 20)));
  while (columnsOf(rest.text) > columns) {
    const end = cutBefore(rest.text, columns);
    pieces.push(slice(rest, 0, end));
    const next = slice(rest, end);
    const skipped = /^ */.exec(next.text)![0].length;
    const { text, formats } = slice(next, skipped);
    rest = { text: indent + text, formats: [...Array.from({ length: indent.length }, () => undefined), ...formats] };
  }
  pieces.push(rest);
  return pieces;
}

/** Index at which a line is cut to `columns`: after the last blank that leaves a piece of some length, or anywhere. */
function cutBefore(text: string, columns: number): number {
  const hard = unitsWithin(text, columns);
  const start = /^ */.exec(text)![0].length;
  const blank = text.lastIndexOf(" ", hard);
  return blank > start + (hard - start) / 3 ? blank : hard;
}

/** How many UTF-16 units fit in `columns`; at least one character. */
function unitsWithin(text: string, columns: number): number {
  let used = 0;
  let units = 0;
  for (const character of text) {
    used += columnsOfCharacter(character);
    if (used > columns && units > 0) break;
    units += character.length;
  }
  return units;
}

/** The line with its colours, and blanks up to `columns`. */
export function paintLine({ text, formats }: StyledLine, paint: Paint, columns = 0): string {
  let painted = "";
  let start = 0;
  for (let end = 1; end <= text.length; end++) {
    if (end < text.length && formats[end] === formats[start]) continue;
    const piece = text.slice(start, end);
    painted += formats[start] === undefined || piece.trim() === "" ? piece : paint(formats[start]!, piece);
    start = end;
  }
  return painted + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
