/** How long is a coroutine willing to wait? */
import { asFuture, type Yieldable } from "../future/convert-yielded.js";
import { TimeoutError } from "../errors.js";
import { copyOutcome, FAILED, SUCCEEDED, type Future } from "../future/future.js";
import { IOLoop } from "../loop/ioloop.js";
import { ProducedFuture, type Producer } from "../future/produced.js";
import { report } from "../future/report.js";
import type { Timeout } from "../loop/timer-heap.js";
import type { Waiter } from "../future/waiters.js";

/** Seconds from now, or a time on the loop's clock (`IOLoop.current().time()`). */
export type Deadline = number | { readonly at: number };

export interface WithTimeoutOptions {
  /** False lets what was waited for go on after the timeout, as in Tornado. Default: true, it is cancelled. */
  readonly cancel?: boolean;
  /** Exceptions of these types are not reported when they come after the timeout. Tornado: `quiet_exceptions`. */
  readonly quietExceptions?: readonly (abstract new (...args: never) => unknown)[];
}

/**
 * A Future with the outcome of `awaited`, or with {@link TimeoutError} when that takes too long. After a timeout
 * `awaited` is cancelled, unless somebody else waits for it too or `cancel` is false; a failure that comes later is
 * reported. A deadline that has passed still takes an iteration, and an `awaited` that is done wins over it.
 * Tornado: `gen.with_timeout`; there a plain number is an absolute time.
 */
export function withTimeout<T>(timeout: Deadline, awaited: Yieldable<T>, options: WithTimeoutOptions = {}): Future<T> {
  return new WithTimeout(timeout, asFuture(awaited), options).future;
}

class WithTimeout<T> implements Producer, Waiter {
  readonly future = new ProducedFuture<T>(this);
  private readonly loop = IOLoop.current();
  private readonly source: Future<T>;
  private readonly options: WithTimeoutOptions;
  private timer: Timeout | undefined;

  constructor(timeout: Deadline, source: Future<T>, options: WithTimeoutOptions) {
    this.source = source;
    this.options = options;
    if (!source.done()) {
      const deadline = typeof timeout === "number" ? this.loop.time() + timeout : timeout.at;
      this.timer = this.loop.callAt(deadline, () => this.expire());
    }
    source.addWaiter(this);
  }

  futureDone(): void {
    if (this.future.done()) {
      this.reportLateFailure();
      return;
    }
    if (this.timer !== undefined) this.loop.removeTimeout(this.timer);
    copyOutcome(this.source, this.future);
  }

  /** Passes the cancellation on; this Future is cancelled when the cleanup there is over. */
  cancel(reason: unknown): boolean {
    if (this.source.isAwaitedOnlyBy(this)) return this.source.cancel(reason);
    this.source.removeWaiter(this);
    if (this.timer !== undefined) this.loop.removeTimeout(this.timer);
    return this.future.cancelNow(reason);
  }

  resultIsDropped(): void {
    this.source.resultIsDropped();
  }

  private expire(): void {
    const error = new TimeoutError("Timeout");
    this.future.settle(FAILED, error);
    if (this.options.cancel !== false && this.source.isAwaitedOnlyBy(this)) this.source.cancel(error);
  }

  private reportLateFailure(): void {
    if (this.source.status === SUCCEEDED || this.source.cancelled()) return;
    const error = this.source.exception();
    if (this.options.quietExceptions?.some((type) => error instanceof type)) return;
    report(`Exception in Future ${this.source} after timeout`, error);
  }
}
