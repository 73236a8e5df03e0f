/**
 * How do locks and queues keep those who wait for their turn, some of them only for a while?
 *
 *     const turn = this.waiters.add(5);        a Future; in 5 seconds it fails with TimeoutError
 *     this.waiters.next()?.setResult(…);       the one that has waited longest, without those that gave up
 */
import { TimeoutError } from "../errors.js";
import { Future } from "../future/future.js";
import { IOLoop } from "../loop/ioloop.js";
import type { Deadline } from "../combine/with-timeout.js";

/** A Future whose result must not get lost: when nobody is going to read it, `giveBack` gets it. */
export class Turn<T> extends Future<T> {
  private readonly giveBack: (result: T) => void;

  constructor(giveBack: (result: T) => void) {
    super();
    this.giveBack = giveBack;
  }

  override resultIsDropped(): void {
    this.giveBack(this.result());
  }
}

/** First in, first out; whoever times out or is cancelled is no longer in it. */
export class Waiting<T> {
  private readonly futures = new Set<Future<T>>();
  private readonly giveBack: (result: T) => void;

  /** `giveBack` gets the result of a Future whose waiter was cancelled before it could read it. */
  constructor(giveBack: (result: T) => void = () => {}) {
    this.giveBack = giveBack;
  }

  get length(): number {
    return this.futures.size;
  }

  /** A Future in last place. On timeout `expire` settles it; default: it fails with {@link TimeoutError}. */
  add(timeout?: Deadline, expire: (future: Future<T>) => void = failWithTimeout): Future<T> {
    const future = new Turn<T>(this.giveBack);
    this.futures.add(future);
    future.addDoneCallback(() => this.futures.delete(future));
    if (timeout !== undefined) limit(future, timeout, () => expire(future));
    return future;
  }

  /** A Future for somebody who need not wait. */
  served(result: T): Future<T> {
    const future = new Turn<T>(this.giveBack);
    future.setResult(result);
    return future;
  }

  /** Takes out the one that has waited longest. It is the caller's to settle it. */
  next(): Future<T> | undefined {
    const [first] = this.futures;
    if (first !== undefined) this.futures.delete(first);
    return first;
  }
}

/** Calls `expire` when `timeout` comes before the Future is done. A timeout of 0 is one (until Tornado 6.6 it was none). */
export function limit(future: Future<any>, timeout: Deadline, expire: () => void): void {
  const loop = IOLoop.current();
  const handle = loop.callAt(typeof timeout === "number" ? loop.time() + timeout : timeout.at, () => future.done() || expire());
  future.addDoneCallback(() => loop.removeTimeout(handle));
}

/** Fails `future` with {@link TimeoutError}. */
export function failWithTimeout(future: Future<any>): void {
  future.setException(new TimeoutError("Timeout"));
}
