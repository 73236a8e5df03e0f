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
import { copyOutcome, failed, Future } from "../future/future.js";
import { fromPromise } from "../future/from-promise.js";
import type { Waiter } from "../future/waiters.js";

export { cancellation } from "./coroutine-frame.js";

/**
 * A Future with the outcome of `awaited` that can be cancelled without cancelling `awaited`. A failure of `awaited` after
 * that is reported as one that nobody retrieved.
 */
export function shield<T>(awaited: Yieldable<T>): Future<T> {
  const source = asFuture(awaited);
  const shielded = new Future<T>();
  source.addDoneCallback(() => copyOutcome(source, shielded));
  return shielded;
}

/**
 * A Future with the outcome of `awaited`; when `signal` is aborted, `awaited` is cancelled with the signal's reason. It
 * is done when the cleanup is.
 */
export function withSignal<T>(signal: AbortSignal, awaited: Yieldable<T>): Future<T> {
  const source = asFuture(awaited);
  const result = new Linked<T>(source);
  const abort = (): void => void result.cancel(signal.reason);
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener("abort", abort, { once: true });
    result.addDoneCallback(() => signal.removeEventListener("abort", abort));
  }
  return result;
}

/**
 * Calls `begin` with an `AbortSignal` and returns a Future for the promise it returns. Cancelling the Future aborts the
 * signal; the Future is cancelled at once.
 */
export function abortable<T>(begin: (signal: AbortSignal) => PromiseLike<T>): Future<T> {
  return new Abortable(begin);
}

/** Has the outcome of another Future and passes cancellation on to it. */
class Linked<T> extends Future<T> implements Waiter {
  private readonly source: Future<T>;

  constructor(source: Future<T>) {
    super();
    this.source = source;
    source.addWaiter(this);
  }

  futureDone(): void {
    copyOutcome(this.source, this);
  }

  override resultIsDropped(): void {
    this.source.resultIsDropped();
  }

  override cancel(reason?: unknown): boolean {
    if (this.done()) return false;
    if (this.source.isAwaitedOnlyBy(this)) return this.source.cancel(reason);
    this.source.removeWaiter(this);
    return super.cancel(reason);
  }
}

class Abortable<T> extends Future<T> implements Waiter {
  private readonly controller = new AbortController();

  constructor(begin: (signal: AbortSignal) => PromiseLike<T>) {
    super();
    start(() => begin(this.controller.signal)).addWaiter(this);
  }

  /** A promise that is rejected because it was aborted tells nobody anything new. */
  futureDone(source: Future<unknown>): void {
    if (this.done()) source.exception();
    else copyOutcome(source as Future<T>, this);
  }

  override cancel(reason?: unknown): boolean {
    const cancelled = super.cancel(reason);
    if (cancelled) this.controller.abort(reason ?? this.exception());
    return cancelled;
  }
}

function start<T>(begin: () => PromiseLike<T>): Future<T> {
  try {
    return fromPromise(begin());
  } catch (error) {
    return failed(error);
  }
}
