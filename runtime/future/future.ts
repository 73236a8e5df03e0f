/**
 * What is a Future?
 *
 * A value that is not there yet, and the list of who waits for it:
 *
 *     const reply = new Future<string>();
 *     reply.addDoneCallback(future => console.log(future.result()));
 *     reply.setResult("hello");            the callback runs here, before setResult returns
 *
 * As in Tornado 4.2, settling calls the callbacks at once and in order. A coroutine that waits is not resumed here: it
 * is put in its loop's queue and runs in a later iteration. `then` (and so `await`) follows the rules of promises.
 *
 * A coroutine's result Future is the coroutine's frame itself (`coroutine-frame.ts`): one object per call.
 */
import { CancelledError, InvalidStateError, Return } from "../errors.js";
import { summary } from "./names.js";
import { withTrace } from "../coroutine/trace.js";
import { failureWasSeen, watchFailure } from "./unretrieved.js";
import { DoneCallback, hasOnlyWaiter, hasWaiter, withoutWaiter, withWaiter, type Waiter } from "./waiters.js";

// `Future.status`. Everything below SUCCEEDED is pending; the first three differ for coroutines only.
export const PENDING = 0;
/** `cancel()` was called; the suspended yield is going to end as a `return`. */
export const CANCEL_REQUESTED = 1;
/** The `finally` blocks of a cancelled coroutine are running. */
export const CLEANING_UP = 2;
export const SUCCEEDED = 3;
/** Failed, and nobody has looked at the exception yet. */
export const FAILED = 4;
/** Failed, and somebody has seen the exception. */
export const FAILED_AND_SEEN = 5;
export const CANCELLED = 6;

export class Future<T> implements PromiseLike<T> {
  /** @internal */
  declare status: number;
  /**
   * @internal When it is done the result or the exception; before that who is going to be told: a waiter, a group of them, or
   * nobody. One field for both, because there may be a million of these.
   */
  declare content: unknown;

  constructor() {
    this.status = PENDING;
    this.content = undefined;
  }

  /** True once there is a result or an exception, or the Future was cancelled. */
  done(): boolean {
    return this.status >= SUCCEEDED;
  }

  /** True until it is done. */
  running(): boolean {
    return this.status < SUCCEEDED;
  }

  /** True after a cancellation has taken effect. A cancelled Future is done, and it has not failed. */
  cancelled(): boolean {
    return this.status === CANCELLED;
  }

  /**
   * The result, if it succeeded.
   * @throws the exception, if it failed; {@link CancelledError}, if it was cancelled; {@link InvalidStateError}, if it is
   * not done.
   */
  result(): T {
    if (this.status === SUCCEEDED) return this.content as T;
    throw this.exception();
  }

  /**
   * The exception of a failed Future, the {@link CancelledError} of a cancelled one, `undefined` after success. From now
   * on the exception counts as retrieved.
   * @throws {@link InvalidStateError} if the Future is not done.
   */
  exception(): unknown {
    if (this.status < SUCCEEDED) throw new InvalidStateError(`${this} is not done`);
    if (this.status === SUCCEEDED) return undefined;
    if (this.status === FAILED) {
      this.status = FAILED_AND_SEEN;
      failureWasSeen(this);
    }
    return this.content;
  }

  /**
   * Succeeds with `value`, which is stored as it is, even if it is a Future or a promise. Callbacks run before this
   * returns. After a cancellation it does nothing: who produces the value need not know that nobody waits any more.
   * @throws {@link InvalidStateError} if there is a result or an exception already.
   */
  setResult(value: T): void {
    if (this.status < SUCCEEDED) this.settle(SUCCEEDED, value);
    else this.refuse("setResult");
  }

  /**
   * Fails with `error`, which may be anything but is best an `Error`. Callbacks run before this returns; after a
   * cancellation it does nothing.
   * @throws {@link InvalidStateError} if there is a result or an exception already.
   */
  setException(error: unknown): void {
    if (this.status < SUCCEEDED) this.settle(FAILED, asFailure(error));
    else this.refuse("setException");
  }

  /**
   * Gives up what this Future stands for. A plain Future is cancelled at once and its waiters see a
   * {@link CancelledError}; a coroutine runs its `finally` blocks first, beginning in a later iteration.
   * @returns false if it was done already.
   */
  cancel(reason?: unknown): boolean {
    if (this.done()) return false;
    this.settle(CANCELLED, new CancelledError(reason));
    return true;
  }

  /**
   * Calls `callback(this)` as soon as the Future is done: synchronously when it is settled, at once if it is done
   * already. What the callback throws is reported and stops nobody. For a call in a later iteration see
   * `IOLoop.addFuture`.
   */
  addDoneCallback(callback: (future: this) => void): void {
    this.addWaiter(new DoneCallback(callback as (future: Future<unknown>) => void));
  }

  /** A native promise for the result. A Future or promise inside the result is awaited too, as promises do. */
  toPromise(): Promise<Awaited<T>> {
    return new Promise((resolve, reject) => {
      this.addDoneCallback((future) => {
        if (future.status === SUCCEEDED) resolve(future.content as Awaited<T>);
        else reject(withTrace(future.exception()));
      });
    });
  }

  then<A = Awaited<T>, B = never>(
    onFulfilled?: ((value: Awaited<T>) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.toPromise().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<Awaited<T> | B> {
    return this.toPromise().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Awaited<T>> {
    return this.toPromise().finally(onFinally);
  }

  /** Makes `yield* future` the typed form of `yield future`. */
  *[Symbol.iterator](): Generator<Future<T>, T, any> {
    return yield this;
  }

  get [Symbol.toStringTag](): string {
    return "Future";
  }

  toString(): string {
    return `<Future ${this.done() ? describeOutcome(this) : "pending"}>`;
  }

  /** @internal Ends this Future, whatever it is, and tells who waits. */
  settle(status: number, outcome: unknown): void {
    const waiters = this.content as Waiter | undefined;
    this.status = status;
    this.content = outcome;
    if (status === FAILED && !waiters?.retrieves) watchFailure(this);
    // Of the many classes that wait, only a coroutine's frame is a Future. It has a call of its own, whose target the engine knows.
    if (waiters instanceof Future) (waiters as Waiter).futureDone(this);
    else if (waiters !== undefined) waiters.futureDone(this);
  }

  /** @internal Called when the only one who would have read the result was cancelled just before it could. */
  resultIsDropped(): void {}

  /** @internal Registers `waiter`, or tells it at once. */
  addWaiter(waiter: Waiter): void {
    if (this.status >= SUCCEEDED) waiter.futureDone(this);
    else this.content = withWaiter(this.waiters, this, waiter);
  }

  /** @internal Forgets `waiter`, if it is registered. */
  removeWaiter(waiter: Waiter): void {
    if (this.status < SUCCEEDED) this.content = withoutWaiter(this.waiters, this, waiter);
  }

  /** @internal True if `waiter` is registered. */
  isAwaitedBy(waiter: Waiter): boolean {
    return hasWaiter(this.waiters, this, waiter);
  }

  /** @internal True if nobody but `waiter` waits for this Future, so that giving it up hurts nobody. */
  isAwaitedOnlyBy(waiter: Waiter): boolean {
    return hasOnlyWaiter(this.waiters, this, waiter);
  }

  /** @internal Who is going to be told: nobody any more, once it is done. */
  get waiters(): Waiter | undefined {
    return this.status < SUCCEEDED ? (this.content as Waiter | undefined) : undefined;
  }

  private refuse(operation: string): void {
    if (this.status !== CANCELLED) throw new InvalidStateError(`${operation}: ${this} is done already`);
  }
}

/** `Return` ends the coroutine that throws it; as the failure of a Future it would end whoever reads that Future. */
function asFailure(error: unknown): unknown {
  if (!(error instanceof Return)) return error;
  return new TypeError("a Future cannot fail with Return, which ends the coroutine that throws it", { cause: error });
}

function describeOutcome(future: Future<unknown>): string {
  if (future.status === CANCELLED) return "cancelled";
  return `${future.status === SUCCEEDED ? "result" : "exception"}=${summary(future.content)}`;
}

/** True if `value` is a Future of this package. Tornado: `is_future`. */
export function isFuture(value: unknown): value is Future<unknown> {
  return value instanceof Future;
}

/** A Future that has succeeded with `value`. */
export function resolved<T>(value: T): Future<T> {
  const future = new Future<T>();
  future.status = SUCCEEDED;
  future.content = value;
  return future;
}

/** A Future that has failed with `error`. */
export function failed(error: unknown): Future<never> {
  const future = new Future<never>();
  future.setException(error);
  return future;
}

/** Gives `target` the outcome of `source` when that is done, unless `target` is done by then. Tornado: `chain_future`. */
export function chainFuture<T>(source: Future<T>, target: Future<T>): void {
  source.addDoneCallback(() => copyOutcome(source, target));
}

/** Settles `target` as `source` was; the exception counts as retrieved, it has only moved. */
export function copyOutcome<T>(source: Future<T>, target: Future<T>): void {
  if (target.done()) return;
  if (source.status === SUCCEEDED) target.settle(SUCCEEDED, source.content);
  else if (source.status === CANCELLED) target.settle(CANCELLED, source.content);
  else target.settle(FAILED, source.exception());
}
