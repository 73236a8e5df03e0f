/**
 * What is printed of one coroutine?
 *
 * A headline, its rows, and beneath them the region table in words.
 */
import { stripVTControlCharacters } from "node:util";
import type { Listing } from "../listing.js";
import { rowsOf } from "../rows.js";
import type { Terminal } from "../terminal.js";
import { columnsOf } from "./columns.js";
import { counted } from "./counted.js";
import { marksFor } from "./marks.js";
import { explainRegions } from "./regions.js";
import { enoughForTwo, printRows } from "./side-by-side.js";
import { paintLine, wrap } from "./styled-line.js";

export function printListing(listing: Listing, terminal: Terminal): string {
  const { paint } = terminal;
  const marks = marksFor(terminal.unicode);
  const { name, kind, fileName, source, yields, states, regions } = listing;
  const facts = `${kind}, ${counted(yields.length, "yield")}, ${counted(states, "state")}`;
  const headline = `${paint("bold", name)}  ${facts}  ${paint("gray", `${fileName}:${source[0].number}`)}`;
  const table = explainRegions(regions, marks).flatMap((line) => wrap(line, terminal.width)).map((line) => paintLine(line, paint));
  return [headline, "", ...printRows(listing, rowsOf(listing), terminal), ...(table.length > 0 ? ["", ...table] : []), ""].join("\n");
}

/** What the signs in the margins of these listings mean. */
export function printLegend(listings: readonly Listing[], terminal: Terminal): string {
  const { paint } = terminal;
  const marks = marksFor(terminal.unicode);
  const mayStay = listings.some(({ kind }) => kind === "coroutine");
  const signs = [
    `${paint("cyan", `0 ${marks.stateBegins}`)} a state`,
    `${paint("yellow", marks.yield(1))} a yield`,
    `${paint("yellow", marks.leaves(1))} stores the next state and returns${mayStay ? " if it has to wait" : ""}`,
    `${paint("yellow", marks.resumes(1))} is resumed`,
  ];
  if (terminal.width >= enoughForTwo && listings.some((listing) => rowsOf(listing).some(({ again }) => again))) signs.push(`${paint("gray", marks.again)} a line shown again`);
  const lines = [""];
  for (const sign of signs) {
    const line = lines.at(-1)!;
    const joined = line === "" ? sign : `${line}   ${sign}`;
    if (columnsOf(stripVTControlCharacters(joined)) > terminal.width) lines.push(sign);
    else lines[lines.length - 1] = joined;
  }
  return lines.join("\n");
}
