/**
 * How does a coroutine wait for the first of several, for whichever succeeds, for all without failing, or for many but
 * not too many at a time?
 *
 *     const page = yield* race([this.fetch(mirror1), this.fetch(mirror2)], { cancelLosers: true });
 *     const pages = yield* map(urls, url => this.fetch(url), { concurrency: 10 });
 *
 * Tornado has none of these; the first three are `Promise`'s, with Futures. Children are anything a coroutine may yield.
 */
import { Combination } from "./combination.js";
import { asFuture, futureOfReturned, type Yieldable } from "../future/convert-yielded.js";
import { coroutine } from "../coroutine/coroutine.js";
import { copyOutcome, SUCCEEDED, type Future } from "../future/future.js";
import { multi } from "./multi.js";
import { ProducedFuture, type Producer } from "../future/produced.js";
import type { ResultOf } from "../types.js";
import type { Waiter } from "../future/waiters.js";

export interface RaceOptions {
  /** True cancels the children that are still running when the result is known, unless others wait for them too. */
  readonly cancelLosers?: boolean;
}

/** What became of one child: as `Promise.allSettled`, and cancelled is neither. */
export type Settled<T> =
  | { readonly status: "fulfilled"; readonly value: T }
  | { readonly status: "rejected"; readonly reason: unknown }
  | { readonly status: "cancelled"; readonly reason: unknown };

/** A Future with the outcome, good or bad, of the child that is done first; among done ones the first in the list. */
export function race<const C extends readonly unknown[]>(children: C, options: RaceOptions = {}): Future<ResultOf<C[number]>> {
  return new Contest<ResultOf<C[number]>>(children, options, () => true).future;
}

/**
 * A Future with the result of the child that succeeds first. When none does, it fails with an `AggregateError` of all
 * their exceptions in the order of the list.
 */
export function any<const C extends readonly unknown[]>(children: C, options: RaceOptions = {}): Future<ResultOf<C[number]>> {
  return new Contest<ResultOf<C[number]>>(children, options, (child) => child.status === SUCCEEDED).future;
}

/** A Future that never fails: what became of each child, in the order of the list. */
export function allSettled<const C extends readonly unknown[]>(
  children: C,
): Future<{ -readonly [K in keyof C]: Settled<ResultOf<C[K]>> }> {
  const settled = children.map((child) => new Settlement(asFuture(child as Yieldable<unknown>)).future);
  return multi(settled) as Future<any>;
}

export interface MapOptions {
  /** So many calls of `body` may be unfinished at a time. Default: all at once. */
  readonly concurrency?: number;
}

/**
 * Calls `body(item, index)` for each item and results in the results in the order of the items. After a failure no
 * further item is begun; what is running is waited for, then the Future fails. Cancelling it cancels what is running.
 */
export function map<T, R>(
  items: Iterable<T>,
  body: (item: T, index: number) => Yieldable<R> | R,
  { concurrency = Infinity }: MapOptions = {},
): Future<R[]> {
  if (!(concurrency >= 1)) throw new RangeError(`concurrency must be at least 1, not ${concurrency}`);
  return mapping(items[Symbol.iterator](), body, concurrency);
}

/** In place of an item: there is none left. */
const end = Symbol("end");

const mapping = coroutine(function* <T, R>(
  items: Iterator<T>,
  body: (item: T, index: number) => Yieldable<R> | R,
  concurrency: number,
): Generator<any, R[], any> {
  const results: R[] = [];
  let begun = 0;
  let isOver = false;
  const take = (): T | typeof end => {
    if (isOver) return end;
    const next = items.next();
    if (next.done) isOver = true;
    return next.done ? end : next.value;
  };
  const worker = coroutine(function* (first: T): Generator<any, void, any> {
    try {
      for (let item: T | typeof end = first; item !== end; item = take()) {
        const index = begun++;
        results[index] = yield futureOfReturned(body(item, index));
      }
    } catch (error) {
      if (!isOver) items.return?.();
      isOver = true;
      throw error;
    }
  });
  const workers: Future<void>[] = [];
  try {
    while (workers.length < concurrency) {
      const item = take();
      if (item === end) break;
      workers.push(worker(item));
    }
    yield multi(workers);
  } finally {
    if (!isOver) items.return?.();
  }
  return results;
}) as <T, R>(items: Iterator<T>, body: (item: T, index: number) => Yieldable<R> | R, concurrency: number) => Future<R[]>;

/** Waits until one child decides it; fails when all are done and none has. */
class Contest<T> extends Combination<T> {
  private readonly options: RaceOptions;
  private readonly decides: (child: Future<unknown>) => boolean;
  private winner: Future<unknown> | undefined;
  /** False while the children are being registered: some of them may be done already. */
  private isComplete = false;

  constructor(children: readonly unknown[], options: RaceOptions, decides: (child: Future<unknown>) => boolean) {
    super(children);
    this.options = options;
    this.decides = decides;
    if (this.unfinished === 0) this.fail();
    for (const child of this.children) child.addWaiter(this);
    this.isComplete = true;
    if (this.winner !== undefined) this.leaveLosers();
  }

  protected override childDone(child: Future<unknown>): void {
    // If it failed and does not decide, that is of interest to nobody, or it is in the AggregateError.
    child.exception();
    if (this.future.done()) return;
    if (this.decides(child)) {
      this.winner = child;
      copyOutcome(child as Future<T>, this.future);
      if (this.isComplete) this.leaveLosers();
    } else if (this.unfinished === 0) {
      this.fail();
    }
  }

  override resultIsDropped(): void {
    this.winner?.resultIsDropped();
  }

  private leaveLosers(): void {
    if (this.options.cancelLosers) this.giveUp(this.children.filter((child) => child !== this.winner), undefined);
  }

  private fail(): void {
    this.future.setException(new AggregateError(this.children.map((child) => child.exception()), "no child succeeded"));
  }
}

class Settlement implements Producer, Waiter {
  readonly future = new ProducedFuture<Settled<unknown>>(this);
  private readonly child: Future<unknown>;

  constructor(child: Future<unknown>) {
    this.child = child;
    child.addWaiter(this);
  }

  futureDone(child: Future<unknown>): void {
    if (this.future.done()) return;
    const reason = child.exception();
    if (child.status === SUCCEEDED) this.future.setResult({ status: "fulfilled", value: child.result() });
    else this.future.setResult({ status: child.cancelled() ? "cancelled" : "rejected", reason });
  }

  resultIsDropped(): void {
    if (this.child.status === SUCCEEDED) this.child.resultIsDropped();
  }

  cancel(reason: unknown): boolean {
    if (this.child.isAwaitedOnlyBy(this)) return this.child.cancel(reason);
    this.child.removeWaiter(this);
    return this.future.cancelNow(reason);
  }
}
