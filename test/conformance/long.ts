/**
 * How many random programs behave the same?
 *
 *     searchForDifferences({ seed: 42, programs: 100_000 })      prints progress; a failure with its shrunk program
 *
 * Works in batches, each with a seed of its own, so that a run can be repeated from any batch: the failing batch's seed
 * with `--programs` of one batch finds the same program again.
 */
import fc from "fast-check";
import { sameBehaviour } from "./random.js";
import { compiledWays } from "./ways.js";

const BATCH = 1000;

export interface Search {
  readonly seed: number;
  readonly programs: number;
}

/** Returns whether all programs behaved the same. Stops at the first that does not. */
export function searchForDifferences({ seed, programs }: Search): boolean {
  const started = Date.now();
  console.log(`random programs: ${programs}, seed ${seed}`);
  for (let done = 0; done < programs; done += BATCH) {
    const batchSeed = seed + done / BATCH;
    const details = fc.check(sameBehaviour(compiledWays), { seed: batchSeed, numRuns: Math.min(BATCH, programs - done) });
    if (details.failed) {
      console.log(`\nseed ${batchSeed}, after ${details.numRuns} programs and ${details.numShrinks} shrinks:`);
      console.log(details.errorInstance instanceof Error ? details.errorInstance.message : details.errorInstance);
      console.log("Add the program to test/conformance/cases/found.ts.");
      return false;
    }
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`  ${Math.min(done + BATCH, programs)} programs the same after ${seconds} s`);
  }
  return true;
}
