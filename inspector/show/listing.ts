/**
 * What is printed of one coroutine?
 *
 * A headline, its rows, and beneath them the region table in words.
 */
import type { Listing } from "../listing.js";
import { rowsOf } from "../rows.js";
import type { Terminal } from "../terminal.js";
import { counted } from "./counted.js";
import { marksFor } from "./marks.js";
import { explainRegions } from "./regions.js";
import { printRows } from "./side-by-side.js";

export function printListing(listing: Listing, terminal: Terminal): string {
  const { paint } = terminal;
  const marks = marksFor(terminal.unicode);
  const { name, kind, fileName, source, yields, states, regions } = listing;
  const facts = `${kind}, ${counted(yields.length, "yield")}, ${counted(states, "state")}`;
  const headline = `${paint("bold", name)}  ${facts}  ${paint("gray", `${fileName}:${source[0].number}`)}`;
  const table = explainRegions(regions, marks, paint).map((line) => ` ${line}`);
  return [headline, "", ...printRows(listing, rowsOf(listing), terminal), ...(table.length > 0 ? ["", ...table] : []), ""].join("\n");
}

/** What the signs in the margins mean. */
export function printLegend(terminal: Terminal): string {
  const { paint } = terminal;
  const marks = marksFor(terminal.unicode);
  const sign = (text: string): string => paint("yellow", text);
  return `${sign(marks.yield(1))} a yield   ${sign(marks.leaves(1))} stores the next state and returns   ${sign(marks.resumes(1))} is called again   ${paint("cyan", `0 ${marks.stateBegins}`)} a state`;
}
