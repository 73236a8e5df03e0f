/**
 * Where did each piece of the output come from?
 *
 *     const body = co.sent;          the writer's notes: [0, 120, 132]  (offset in the output, from, to in the source)
 *     ^^^^^^^^^^^^                    the map: a segment where the piece begins, at each word of it, and on each of its lines
 */
import { SourceMap } from "magic-string";

/** Triples, in the order of the output: offset in it, start and end in the source. Start and end are equal where nothing was copied. */
export type Pieces = number[];

type Segment = [column: number, source: number, line: number, column: number];

export interface MappedFile {
  readonly fileName: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export function createSourceMap(code: string, pieces: Pieces, { fileName, text, lineStarts }: MappedFile): SourceMap {
  const mappings: Segment[][] = [[]];
  let lineStart = 0;
  let nextBreak = code.indexOf("\n");

  /** Goes on to the output's line of `offset`. */
  function advance(offset: number): void {
    while (nextBreak >= 0 && nextBreak < offset) {
      mappings.push([]);
      lineStart = nextBreak + 1;
      nextBreak = code.indexOf("\n", lineStart);
    }
  }

  let line = 0;
  /** The source's line of `position`; mostly near that of the piece before. */
  function lineOf(position: number): number {
    if (position < lineStarts[line] || position > lineStarts[Math.min(line + 8, lineStarts.length - 1)]) line = lineBefore(lineStarts, position);
    while (line + 1 < lineStarts.length && lineStarts[line + 1] <= position) line += 1;
    return line;
  }

  function add(offset: number, position: number): void {
    advance(offset);
    const sourceLine = lineOf(position);
    mappings[mappings.length - 1].push([offset - lineStart, 0, sourceLine, position - lineStarts[sourceLine]]);
  }

  for (let index = 0; index < pieces.length; index += 3) {
    const [offset, start, end] = [pieces[index], pieces[index + 1], pieces[index + 2]];
    add(offset, start);
    for (let position = start + 1; position < end; position += 1) {
      if (beginsSegment(text.charCodeAt(position - 1), text.charCodeAt(position))) add(offset + position - start, position);
    }
  }
  advance(code.length + 1);
  return new SourceMap({ file: undefined, sources: [fileName], sourcesContent: [text], names: [], mappings });
}

/** The last line that starts at or before `position`. */
function lineBefore(lineStarts: readonly number[], position: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle] <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a token may begin between two characters: in front of a word, and at anything that is neither word nor blank. */
function beginsSegment(before: number, character: number): boolean {
  if (character <= 32) return false;
  return !isWord(character) || !isWord(before);
}

function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36 || code > 127;
}
