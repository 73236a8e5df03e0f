/**
 * When is a change slower, and when is the machine only restless?
 *
 * Both builds are measured in pairs of processes, one after the other, so each pair gives one ratio, now / base:
 *
 *     ratios, sorted     1.01  1.02  1.04  1.05  1.05  1.06  1.06  1.07  1.09  1.12        n = 10
 *     if nothing changed, each is above 1 as often as below, like coins:
 *     nine or more of ten on one side happen once in a hundred times, all ten once in a thousand
 *
 * So the interval between the `rank`-th smallest and the `rank`-th largest ratio holds the true one (99% and more); no
 * assumption is made about how the noise is distributed. Slower means that the whole interval is above 1 and its middle by more
 * than `negligible`. What seems slower is measured a second time by the caller, because of many cases one is always unlucky.
 */
import { summarize } from "../statistics.js";

/** Half the chance that the interval misses the true ratio. */
const risk = 0.005;
/** Differences below this are not worth a verdict: where code lies in memory changes as much. */
const negligible = 0.02;
/** Fewer pairs cannot show anything: all of seven on one side happen once in 128 times. */
export const fewestPairs = 8;

export type Verdict = "slower" | "faster" | "no difference beyond the noise";

export interface Comparison {
  readonly verdict: Verdict;
  /** Now / base: above 1 is slower, or more bytes. */
  readonly median: number;
  /** The interval that holds the true ratio. */
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError if there are fewer than `fewestPairs`, or not as many of the one as of the other */
export function compare(base: readonly number[], now: readonly number[]): Comparison {
  if (base.length !== now.length) throw new RangeError(`${now.length} measurements beside ${base.length}`);
  if (base.length < fewestPairs) throw new RangeError(`${base.length} pairs: at least ${fewestPairs} are needed`);
  const ratios = now.map((value, pair) => value / base[pair]).toSorted((a, b) => a - b);
  const rank = rankOf(ratios.length);
  const low = ratios[rank];
  const high = ratios[ratios.length - 1 - rank];
  const { median } = summarize(ratios);
  return { verdict: verdictOf(low, median, high), median, low, high };
}

function verdictOf(low: number, median: number, high: number): Verdict {
  if (low > 1 && median > 1 + negligible) return "slower";
  if (high < 1 && median < 1 - negligible) return "faster";
  return "no difference beyond the noise";
}

/** How many of the smallest, and of the largest, ratios are left out: as many as the risk allows. */
export function rankOf(pairs: number): number {
  let combinations = 1;
  let chance = 2 ** -pairs;
  let rank = 0;
  for (;;) {
    combinations = (combinations * (pairs - rank)) / (rank + 1);
    chance += combinations * 2 ** -pairs;
    if (chance > risk) return rank;
    rank++;
  }
}
