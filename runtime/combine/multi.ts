/**
 * How does a coroutine wait for several things at once?
 *
 *     const [user, posts] = yield* multi([this.user(id), this.posts(id)]);
 *     const { user, posts } = yield* multi({ user: this.user(id), posts: this.posts(id) });
 *
 * `multi` waits for all of them, also after one has failed. The exception it fails with is the first in the order of the
 * list, not of time; every other one is reported.
 */
import { Combination } from "./combination.js";
import { copyOutcome, SUCCEEDED, type Future } from "../future/future.js";
import { report } from "../future/report.js";
import type { ResultsOf, ResultOf } from "../types.js";

type ErrorType = abstract new (...args: never) => unknown;

export interface MultiOptions {
  /** Exceptions of these types are not reported when another one was first. Tornado: `quiet_exceptions`. */
  readonly quietExceptions?: ErrorType | readonly ErrorType[];
}

/**
 * A Future for the results of all `children`, in the same order and under the same keys. An empty collection is done at
 * once. Children are anything a coroutine may yield, also nested collections; the same one may stand twice. Cancelling
 * the Future cancels those children that nobody else waits for. Tornado: `multi`, `multi_future`.
 */
export function multi<const C extends readonly unknown[]>(children: C, options?: MultiOptions): Future<ResultsOf<C>>;
export function multi<K, V>(children: ReadonlyMap<K, V>, options?: MultiOptions): Future<Map<K, ResultOf<V>>>;
export function multi<const C extends Readonly<Record<string, unknown>>>(children: C, options?: MultiOptions): Future<ResultsOf<C>>;
export function multi(
  children: readonly unknown[] | ReadonlyMap<unknown, unknown> | Readonly<Record<string, unknown>>,
  options: MultiOptions = {},
): Future<unknown> {
  if (Array.isArray(children)) return new Multi(children, (results) => results, options).future;
  const entries = children instanceof Map ? [...children] : Object.entries(children);
  const keys = entries.map(([key]) => key as unknown);
  const collect = (results: unknown[]): unknown => {
    const pairs = keys.map((key, index) => [key, results[index]] as const);
    return children instanceof Map ? new Map(pairs) : Object.fromEntries(pairs as [string, unknown][]);
  };
  return new Multi(entries.map(([, child]) => child as unknown), collect, options).future;
}

class Multi extends Combination<unknown> {
  private readonly collect: (results: unknown[]) => unknown;
  private readonly options: MultiOptions;

  constructor(children: readonly unknown[], collect: (results: unknown[]) => unknown, options: MultiOptions) {
    super(children);
    this.collect = collect;
    this.options = options;
    if (this.unfinished === 0) this.end();
    for (const child of this.children) child.addWaiter(this);
  }

  protected override childDone(): void {
    if (this.unfinished === 0) this.end();
  }

  private end(): void {
    const results: unknown[] = [];
    for (const child of this.children) {
      if (child.status !== SUCCEEDED) {
        this.fail();
        return;
      }
      results.push(child.content);
    }
    this.future.settle(SUCCEEDED, this.collect(results));
  }

  private fail(): void {
    const quiet = [this.options.quietExceptions ?? []].flat() as ErrorType[];
    const [first, ...others] = new Set(this.children.filter((child) => child.status !== SUCCEEDED));
    for (const other of others) {
      const error = other.exception();
      if (other.cancelled() || quiet.some((type) => error instanceof type)) continue;
      report("Multiple exceptions in yield list", error);
    }
    copyOutcome(first, this.future);
  }
}
