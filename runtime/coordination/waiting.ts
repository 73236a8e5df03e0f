/**
 * How do locks and queues keep those who wait for their turn, some of them only for a while?
 *
 *     const turn = this.waiters.add(5);        a Future; in 5 seconds it fails with TimeoutError
 *     this.waiters.next()?.setResult(…);       the one that has waited longest, without those that gave up
 *
 * Nobody but who called `acquire` or `get` is registered at such a Future: a cancellation of the only one who waits for it
 * therefore reaches it, and it leaves the line.
 */
import { TimeoutError } from "../errors.js";
import { Future, SUCCEEDED } from "../future/future.js";
import { Crowd } from "../future/waiters.js";
import { IOLoop } from "../loop/ioloop.js";
import type { Timeout } from "../loop/timer-heap.js";
import type { Deadline } from "../combine/with-timeout.js";

/** A Future whose result must not get lost: when nobody is going to read it, it is given back. */
class Turn<T> extends Future<T> {
  private readonly line: Set<Turn<T>>;
  private readonly giveBack: (result: T) => void;
  private stopTimer: () => void = () => {};
  private isShared = false;

  constructor(line: Set<Turn<T>>, giveBack: (result: T) => void) {
    super();
    this.line = line;
    this.giveBack = giveBack;
  }

  /** Calls `expire` when `timeout` comes first. A timeout of 0 is one (until Tornado 6.6 it was none). */
  limit(timeout: Deadline, expire: (turn: Turn<T>) => void): void {
    const loop = IOLoop.current();
    const handle: Timeout = loop.callAt(typeof timeout === "number" ? loop.time() + timeout : timeout.at, () => expire(this));
    this.stopTimer = () => loop.removeTimeout(handle);
  }

  override settle(status: number, outcome: unknown): void {
    this.line.delete(this);
    this.stopTimer();
    this.isShared = this.waiters instanceof Crowd;
    super.settle(status, outcome);
  }

  override resultIsDropped(): void {
    // Of several who wait, another one has it.
    if (this.status === SUCCEEDED && !this.isShared) this.giveBack(this.result());
  }
}

/** First in, first out; whoever times out or is cancelled is no longer in it. */
export class Waiting<T> {
  private readonly line = new Set<Turn<T>>();
  private readonly giveBack: (result: T) => void;

  /** `giveBack` gets the result of a Future whose waiter was cancelled before it could read it. */
  constructor(giveBack: (result: T) => void = () => {}) {
    this.giveBack = giveBack;
  }

  get length(): number {
    return this.line.size;
  }

  /** A Future in last place. On timeout `expire` settles it; default: it fails with {@link TimeoutError}. */
  add(timeout?: Deadline, expire: (future: Future<T>) => void = failWithTimeout): Future<T> {
    const turn = new Turn<T>(this.line, this.giveBack);
    this.line.add(turn);
    if (timeout !== undefined) turn.limit(timeout, expire);
    return turn;
  }

  /** A Future for somebody who need not wait. */
  served(result: T): Future<T> {
    const turn = new Turn<T>(this.line, this.giveBack);
    turn.setResult(result);
    return turn;
  }

  /** Takes out the one that has waited longest. It is the caller's to settle it. */
  next(): Future<T> | undefined {
    const [first] = this.line;
    if (first !== undefined) this.line.delete(first);
    return first;
  }
}

function failWithTimeout(future: Future<any>): void {
  future.setException(new TimeoutError("Timeout"));
}
