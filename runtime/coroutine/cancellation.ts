/**
 * How does a cancellation enter a program, leave it, or stop somewhere?
 *
 *     withSignal(request.signal, this.handle(request))      in: an AbortSignal cancels a coroutine
 *     abortable(signal => fetch(url, { signal }))           out: cancelling the Future aborts what the signal reaches
 *     shield(this.save(order))                              stop: who waits may be cancelled, the order is saved
 *
 * `Future.cancel` is the middle: it travels from a coroutine to what the coroutine waits for, `finally` blocks run from
 * the inside out, and `cancellation()` says in such a block why it runs.
 */
import { asFuture, type Yieldable } from "../future/convert-yielded.js";
import { copyOutcome, failed, type Future } from "../future/future.js";
import { fromPromise } from "../future/from-promise.js";
import { ProducedFuture, type Producer } from "../future/produced.js";
import { report } from "../future/report.js";
import type { Waiter } from "../future/waiters.js";

export { cancellation } from "./coroutine-frame.js";

/**
 * A Future with the outcome of `awaited` that can be cancelled without cancelling `awaited`. A failure of `awaited` after
 * that is reported as one that nobody retrieved.
 */
export function shield<T>(awaited: Yieldable<T>): Future<T> {
  return new Shield(asFuture(awaited)).future;
}

/**
 * A Future with the outcome of `awaited`; when `signal` is aborted, `awaited` is cancelled with the signal's reason. It
 * is done when the cleanup is.
 */
export function withSignal<T>(signal: AbortSignal, awaited: Yieldable<T>): Future<T> {
  return new Signalled(signal, asFuture(awaited)).future;
}

/**
 * Calls `begin` with an `AbortSignal` and returns a Future for the promise it returns. Cancelling the Future aborts the
 * signal; the Future is cancelled at once.
 */
export function abortable<T>(begin: (signal: AbortSignal) => PromiseLike<T>): Future<T> {
  return new Abortable(begin).future;
}

/** Has the outcome of another Future. */
class Shield<T> implements Producer, Waiter {
  readonly future = new ProducedFuture<T>(this);
  protected readonly source: Future<T>;

  constructor(source: Future<T>) {
    this.source = source;
    source.addWaiter(this);
  }

  futureDone(): void {
    copyOutcome(this.source, this.future);
  }

  resultIsDropped(): void {
    this.source.resultIsDropped();
  }

  cancel(reason: unknown): boolean {
    this.source.removeWaiter(this);
    return this.future.cancelNow(reason);
  }
}

/** The same, and passes cancellation on to it: its own, and that of a signal. */
class Signalled<T> extends Shield<T> {
  private readonly signal: AbortSignal;
  private readonly abort = (): void => void this.future.cancel(this.signal.reason);

  constructor(signal: AbortSignal, source: Future<T>) {
    super(source);
    this.signal = signal;
    if (this.future.done()) return;
    if (signal.aborted) this.abort();
    else signal.addEventListener("abort", this.abort, { once: true });
  }

  override futureDone(): void {
    // If the source is done already, the signal is not known yet.
    this.signal?.removeEventListener("abort", this.abort);
    super.futureDone();
  }

  override cancel(reason: unknown): boolean {
    if (this.source.isAwaitedOnlyBy(this)) return this.source.cancel(reason);
    this.signal.removeEventListener("abort", this.abort);
    return super.cancel(reason);
  }
}

class Abortable<T> implements Producer, Waiter {
  readonly future = new ProducedFuture<T>(this);
  private readonly controller = new AbortController();

  constructor(begin: (signal: AbortSignal) => PromiseLike<T>) {
    start(() => begin(this.controller.signal)).addWaiter(this);
  }

  futureDone(source: Future<unknown>): void {
    if (!this.future.done()) copyOutcome(source as Future<T>, this.future);
    else this.reportLateFailure(source.exception());
  }

  /** A promise that is rejected because it was aborted tells nobody anything new. */
  private reportLateFailure(error: unknown): void {
    const isNews = error !== undefined && error !== this.controller.signal.reason && (error as Error | null)?.name !== "AbortError";
    if (isNews) report("Exception in a promise whose Future was cancelled", error);
  }

  cancel(reason: unknown): boolean {
    this.future.cancelNow(reason);
    this.controller.abort(reason ?? this.future.exception());
    return true;
  }
}

function start<T>(begin: () => PromiseLike<T>): Future<T> {
  try {
    return fromPromise(begin());
  } catch (error) {
    return failed(error);
  }
}
