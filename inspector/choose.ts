/**
 * Which coroutines does `--method` mean?
 *
 *     Reader.readAll     the one with this name
 *     readAll, work      every one whose name ends so; the # of a private name may be left out
 */
import { Failure } from "./failure.js";
import type { Listing } from "./listing.js";
import { nearest } from "./nearest.js";

/** @throws Failure with exit code 1 that lists the names there are */
export function chooseListings(listings: readonly Listing[], method: string | undefined): readonly Listing[] {
  if (method === undefined) return listings;
  const chosen = listings.filter(({ name }) => name === method);
  if (chosen.length > 0) return chosen;
  const byEnd = listings.filter(({ name }) => lastPart(name) === lastPart(method) && !method.includes("."));
  if (byEnd.length > 0) return byEnd;
  const names = [...new Set(listings.map(({ name }) => name))];
  const meant = nearest(lastPart(method), names.map(lastPart));
  const advice = meant === undefined ? "" : ` Did you mean ${names.find((name) => lastPart(name) === meant)!}?`;
  throw new Failure(1, `${listings[0].fileName} has no coroutine ${method}.${advice} It has:\n${names.map((name) => `  ${name}`).join("\n")}`);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).replace(/^#/, "");
}
