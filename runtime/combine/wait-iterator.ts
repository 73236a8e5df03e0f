/**
 * How does a coroutine take several results in the order in which they come?
 *
 *     const iterator = new WaitIterator({ mirror1, mirror2 });
 *     while (!iterator.done()) {
 *       const body = yield iterator.next();
 *       console.log(iterator.currentIndex, body);         "mirror2", …
 *     }
 */
import { asFuture, type Yieldable } from "../future/convert-yielded.js";
import { copyOutcome, type Future } from "../future/future.js";
import { ProducedFuture } from "../future/produced.js";
import { InvalidStateError } from "../errors.js";
import type { Waiter } from "../future/waiters.js";

interface Entry<T> {
  readonly index: number | string;
  readonly future: Future<T>;
}

/**
 * Gives the outcomes of several Futures one by one, the earliest first; done ones in the order given. A failure fails
 * its own `next()` and ends nothing. The same Future may stand twice and comes twice (in Tornado a `KeyError`).
 * Tornado: `gen.WaitIterator`.
 */
export class WaitIterator<T = any> implements Waiter {
  /** Position or name of the Future that came last; `undefined` before the first and after the end. */
  currentIndex: number | string | undefined;
  /** The Future that came last. */
  currentFuture: Future<T> | undefined;
  private readonly pending: Entry<T>[];
  private readonly finished: Entry<T>[] = [];
  private unclaimed: number;
  private running: Future<T> | undefined;

  /** `new WaitIterator(a, b)`, with positions as indexes, or `new WaitIterator({ x: a, y: b })`, with names. */
  constructor(...children: Yieldable<T>[]);
  constructor(children: Readonly<Record<string, Yieldable<T>>>);
  constructor(...children: unknown[]) {
    this.pending = entriesOf<T>(children);
    this.unclaimed = this.pending.length;
    for (const { future } of [...this.pending]) future.addWaiter(this);
  }

  /** True when every outcome has been given. Clears the current index and Future. */
  done(): boolean {
    if (this.unclaimed > 0) return false;
    this.currentIndex = this.currentFuture = undefined;
    return true;
  }

  /**
   * A Future with the next outcome.
   * @throws {@link InvalidStateError} if there is none, or if the one before has not been waited for.
   */
  next(): Future<T> {
    if (this.unclaimed === 0) throw new InvalidStateError("all Futures of this WaitIterator were given already");
    if (this.running !== undefined) throw new InvalidStateError("the last next() of this WaitIterator is still pending");
    this.unclaimed--;
    const next: ProducedFuture<T> = new ProducedFuture<T>({
      // Its outcome stays for the next one.
      cancel: (reason) => {
        this.running = undefined;
        this.unclaimed++;
        return next.cancelNow(reason);
      },
    });
    this.running = next;
    this.give();
    return next;
  }

  /** `for await (const result of iterator)` in native async code; a failure ends the loop, another one goes on. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Awaited<T>, void, void> {
    while (!this.done()) yield await this.next();
  }

  /** @internal */
  futureDone(future: Future<unknown>): void {
    const place = this.pending.findIndex((entry) => entry.future === future);
    this.finished.push(...this.pending.splice(place, 1));
    this.give();
  }

  private give(): void {
    if (this.running === undefined || this.finished.length === 0) return;
    const { index, future } = this.finished.shift()!;
    const next = this.running;
    this.running = undefined;
    this.currentIndex = index;
    this.currentFuture = future;
    copyOutcome(future, next);
  }
}

function entriesOf<T>(children: unknown[]): Entry<T>[] {
  const [first] = children;
  const named = children.length === 1 && Object.getPrototypeOf(first) === Object.prototype;
  const entries: [number | string, unknown][] = named ? Object.entries(first as object) : [...children.entries()];
  return entries.map(([index, child]) => ({ index, future: asFuture(child as Yieldable<T>) }));
}
