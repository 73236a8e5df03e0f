/**
 * What does a row of the region table say?
 *
 *     { states: [1, 4], finally: [5, 5], after: 6 }      states 1–4  try: whichever way it is left, 5 runs first; …
 *     { states: [3, 4], closes: true, inside: 0 }        states 3–4  for-of: left early, the iterator is closed
 */
import type { Listing } from "../listing.js";
import type { Marks } from "./marks.js";
import { concat, inFormat, unformatted, type StyledLine } from "./styled-line.js";

type Region = Listing["regions"][number];

/** One line for each region, the inner ones indented below the ones they are in. */
export function explainRegions(regions: readonly Region[], marks: Marks): StyledLine[] {
  const heads = regions.map((region) => `${"  ".repeat(depthOf(region, regions))}${statesOf(region.states, marks)}`);
  const columns = Math.max(0, ...heads.map((head) => head.length));
  return regions.map((region, index) => {
    const head = ` ${heads[index].padEnd(columns)}`;
    return concat(inFormat({ text: head, formats: [] }, "cyan"), "  ", unformatted(`${region.source}: ${meaningOf(region, marks)}`));
  });
}

function meaningOf(region: Region, marks: Marks): string {
  if (region.closes) return region.source === "using" ? "whichever way it is left, what was opened is disposed of" : "left early, the iterator is closed";
  const steps: string[] = [];
  if (region.catch) steps.push(`an exception is caught at ${rangeOf(region.catch, marks)}`);
  if (region.finally) {
    const runs = region.finally[0] === region.finally[1] ? "runs" : "run";
    steps.push(`whichever way it is left, ${rangeOf(region.finally, marks)} ${runs} first; a normal end goes on at ${region.after}`);
  }
  return steps.join("; ");
}

function statesOf(range: readonly [number, number], marks: Marks): string {
  return `${range[0] === range[1] ? "state" : "states"} ${rangeOf(range, marks)}`;
}

function rangeOf([first, last]: readonly [number, number], { dash }: Marks): string {
  return first === last ? String(first) : `${first}${dash}${last}`;
}

function depthOf(region: Region, regions: readonly Region[]): number {
  let depth = 0;
  for (let around = region.inside; around !== undefined; around = regions[around].inside) depth++;
  return depth;
}
