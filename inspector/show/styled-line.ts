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

export function unformatted(text: string): StyledLine {
  return { text, formats: Array.from({ length: text.length }, () => undefined) };
}

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

export function concat(one: StyledLine, blanks: string, other: StyledLine): StyledLine {
  return { text: one.text + blanks + other.text, formats: [...one.formats, ...unformatted(blanks).formats, ...other.formats] };
}

/** All in one format. */
export function inFormat({ text }: StyledLine, format: Format): StyledLine {
  return { text, formats: Array.from({ length: text.length }, () => format) };
}

/** The format of texts in quotes. */
export const textFormat: Format = "green";

/** Texts in quotes are only cut if nothing around them can be. */
const worstPlace = 100;

/** Blanks that a continued line gets beyond the line it continues. */
const hangingIndent = 4;

/** The line in pieces of at most `columns` columns, cut where code is usually broken. Never fewer than one piece. */
export function wrap(line: StyledLine, columns: number): StyledLine[] {
  const pieces: StyledLine[] = [];
  let rest = line;
  const indent = " ".repeat(Math.max(0, Math.min(blanksOf(line.text) + hangingIndent, columns - 20)));
  while (columnsOf(rest.text) > columns) {
    const end = cutBefore(rest, columns);
    pieces.push(slice(rest, 0, end));
    const next = slice(rest, end);
    // Blanks of a text in quotes mean something.
    const skipped = next.formats[0] === textFormat ? 0 : blanksOf(next.text);
    rest = concat(unformatted(""), indent, slice(next, skipped));
  }
  pieces.push(rest);
  return pieces;
}

/**
 * Index at which a line is cut to `columns`: at a blank or after an opening bracket, as far outside of brackets as
 * possible, and there as late as possible; in a text in quotes, if nothing else is left; or anywhere.
 */
function cutBefore({ text, formats }: StyledLine, columns: number): number {
  const hard = unitsWithin(text, columns);
  const start = blanksOf(text);
  let best = { index: hard, badness: Infinity };
  let depth = 0;
  for (let index = start + 1; index <= hard; index++) {
    const before = formats[index - 1] === textFormat ? "" : text[index - 1];
    if ("([{".includes(before || " ")) depth++;
    if (")]}".includes(before || " ")) depth--;
    if (index < start + (hard - start) / 5) continue;
    const isBlank = text[index] === " " && formats[index] !== textFormat;
    const isOpened = before === "(" && text[index] !== ")";
    const isAfterBlankOfText = text[index - 1] === " " && formats[index - 1] === textFormat;
    const badness = 2 * depth + (isBlank && isUgly(text, index) ? 1 : 0) + (isAfterBlankOfText ? worstPlace : 0);
    if ((isBlank || isOpened || isAfterBlankOfText) && badness <= best.badness) best = { index, badness };
  }
  return best.index;
}

/** After a `return`, a `yield` or an `if`, or before nothing but the brace that opens a body. */
function isUgly(text: string, index: number): boolean {
  return /\b(return|yield\*?|if)$/.test(text.slice(Math.max(0, index - 7), index)) || (text.endsWith(" {") && index === text.length - 2);
}

function blanksOf(text: string): number {
  return /^ */.exec(text)![0].length;
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
