/**
 * What does `inspect --json` print?
 *
 * The same as the terminal shows, for a program to read: an array with one object for each coroutine. Lines and columns
 * count from 1; `rows` are the lines that belong together, null where one side has none.
 */
import type { Listing } from "./listing.js";
import { rowsOf } from "./rows.js";

export function toJson(listings: readonly Listing[]): string {
  return `${JSON.stringify(listings.map(describe), undefined, 2)}\n`;
}

function describe(listing: Listing): object {
  const { name, kind, fileName, states, yields, regions, source, emitted } = listing;
  const rows = rowsOf(listing).map((row) => ({
    source: row.source === null ? null : { line: source[row.source].number, text: source[row.source].code.text, ...(row.again ? { again: true } : {}) },
    emitted: row.emitted === null ? null : { text: emitted[row.emitted].code.text, state: emitted[row.emitted].state ?? null },
  }));
  return { name, kind, file: fileName, line: source[0].number, states, yields, regions, rows };
}
