/**
 * What is expected of a case whose syntax this engine may not know?
 *
 * `using` is native from Node 24. Its cases are run there, and what they do is recorded in `cases/using.expected.json`;
 * older engines compare with the record.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { usingCases, type Case } from "./cases/index.js";
import { expectation, type Expectation } from "./compare.js";
import { engineHasUsing } from "./engine.js";

const recordFile = new URL("cases/using.expected.json", import.meta.url);

/** What the engine, or the record of a newer one, says that the case does. */
export function usingExpectation({ name, source }: Case): Expectation {
  if (engineHasUsing) return expectation(source);
  const record = JSON.parse(readFileSync(recordFile, "utf8")) as Record<string, Expectation>;
  const expected = record[name];
  if (expected === undefined) throw new Error(`${name} is not recorded: run \`npm run conformance -- --record-using\` on Node 24 or newer`);
  return expected;
}

/** Writes the record anew. Needs an engine with `using`. */
export function recordUsing(): void {
  if (!engineHasUsing) throw new Error("this engine does not have `using`: record on Node 24 or newer");
  const record = Object.fromEntries(usingCases.map(({ name, source }) => [name, expectation(source)]));
  writeFileSync(recordFile, `${JSON.stringify(record, undefined, 1)}\n`);
}
