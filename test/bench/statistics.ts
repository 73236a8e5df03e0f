/**
 * Which number stands for many measurements on a busy machine?
 *
 * The median, with the quartiles beside it: one run that the operating system interrupted changes none of them. Two ways
 * are compared round by round, because what slows down one round (another process, a hot CPU) slows down both:
 *
 *     ours    10  11  30  10          ratios  2.0  2.0  2.0  2.1          median 2.0
 *     native  20  22  60  21          (the quotient of the medians would have done here; it does not on drifting machines)
 */

export interface Summary {
  readonly median: number;
  /** A quarter of the measurements is below. */
  readonly low: number;
  /** A quarter of the measurements is above. */
  readonly high: number;
}

/** @throws RangeError if there is nothing to summarize */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError("no measurements");
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** Between two measurements the value is interpolated. */
function quantile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** How many times as large as `divisors` the `values` are, measured in the same rounds. */
export function ratios(values: readonly number[], divisors: readonly number[]): Summary {
  if (values.length !== divisors.length) throw new RangeError(`${values.length} rounds beside ${divisors.length}`);
  return summarize(values.map((value, round) => value / divisors[round]));
}
