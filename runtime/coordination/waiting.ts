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

/**
 * A Future whose result must not get lost: when nobody is going to read it, it is given back. In the line it knows its
 * neighbours, so that it can leave from the middle.
 */
export class Turn<T, Carried = undefined> extends Future<T> {
  /** What whoever waits has brought along. */
  readonly carried: Carried;
  /** @internal */
  inLine = false;
  /** @internal */
  before: Turn<T, Carried> | undefined = undefined;
  /** @internal */
  after: Turn<T, Carried> | undefined = undefined;
  private readonly line: Waiting<T, Carried>;
  private timer: { readonly loop: IOLoop; readonly timeout: Timeout } | undefined = undefined;
  private isShared = false;

  constructor(line: Waiting<T, Carried>, carried: Carried) {
    super();
    this.line = line;
    this.carried = carried;
  }

  /** Calls `expire` when `timeout` comes first. A timeout of 0 is one (until Tornado 6.6 it was none). */
  limit(timeout: Deadline, expire: (turn: Turn<T, Carried>) => void): void {
    const loop = IOLoop.current();
    const deadline = typeof timeout === "number" ? loop.time() + timeout : timeout.at;
    this.timer = { loop, timeout: loop.callAt(deadline, () => expire(this)) };
  }

  override settle(status: number, outcome: unknown): void {
    if (this.inLine) this.line.leave(this);
    if (this.timer !== undefined) this.timer.loop.removeTimeout(this.timer.timeout);
    this.isShared = this.waiters instanceof Crowd;
    super.settle(status, outcome);
  }

  override resultIsDropped(): void {
    // Of several who wait, another one has it.
    if (this.status === SUCCEEDED && !this.isShared) this.line.giveBack(this.result());
  }
}

/** First in, first out; whoever times out or is cancelled is no longer in it. */
export class Waiting<T, Carried = undefined> {
  /** @internal Gets the result of a Future whose waiter was cancelled before it could read it. */
  readonly giveBack: (result: T) => void;
  private first: Turn<T, Carried> | undefined = undefined;
  private last: Turn<T, Carried> | undefined = undefined;
  private count = 0;

  constructor(giveBack: (result: T) => void = () => {}) {
    this.giveBack = giveBack;
  }

  get length(): number {
    return this.count;
  }

  /** A Future in last place. On timeout `expire` settles it; default: it fails with {@link TimeoutError}. */
  add(timeout: Deadline | undefined, carried: Carried, expire: (future: Future<T>) => void = failWithTimeout): Future<T> {
    const turn = new Turn<T, Carried>(this, carried);
    turn.inLine = true;
    turn.before = this.last;
    if (this.last === undefined) this.first = turn;
    else this.last.after = turn;
    this.last = turn;
    this.count++;
    if (timeout !== undefined) turn.limit(timeout, expire);
    return turn;
  }

  /** A Future for somebody who need not wait. */
  served(result: T, carried: Carried): Future<T> {
    const turn = new Turn<T, Carried>(this, carried);
    turn.setResult(result);
    return turn;
  }

  /** Takes out the one that has waited longest. It is the caller's to settle it. */
  next(): Turn<T, Carried> | undefined {
    const { first } = this;
    if (first !== undefined) this.leave(first);
    return first;
  }

  /** @internal Takes out one that waits. */
  leave(turn: Turn<T, Carried>): void {
    const { before, after } = turn;
    if (before === undefined) this.first = after;
    else before.after = after;
    if (after === undefined) this.last = before;
    else after.before = before;
    turn.before = turn.after = undefined;
    turn.inLine = false;
    this.count--;
  }
}

function failWithTimeout(future: Future<any>): void {
  future.setException(new TimeoutError("Timeout"));
}
