/// <reference lib="esnext.disposable" preserve="true" />
/**
 * How do coroutines keep out of each other's way?
 *
 *     const slots = new Semaphore(2);
 *     const release = yield* slots.acquire();
 *     try { yield this.fetch(url); } finally { release(); }
 *
 * Nothing here blocks a thread, and nothing is safe from other threads. Whoever waits is woken in the order of asking; a
 * woken coroutine resumes in the next iteration. Timeouts are in seconds. Tornado: `tornado.locks`.
 */
import { type Future, resolved } from "../future/future.js";
import { Waiting } from "./waiting.js";
import type { Deadline } from "../combine/with-timeout.js";

/** Lets coroutines wait until they are notified. */
export class Condition {
  private readonly waiters = new Waiting<boolean>((notified) => notified && this.notify());

  /** A Future with true after a notification, with false when `timeout` comes first. */
  wait(timeout?: Deadline): Future<boolean> {
    return this.waiters.add(timeout, undefined, (future) => future.setResult(false));
  }

  /** Wakes the `count` that have waited longest; those that timed out do not count. */
  notify(count = 1): void {
    const woken: Future<boolean>[] = [];
    // All are chosen before one runs: what they do must not change who is woken.
    while (woken.length < count && this.waiters.length > 0) woken.push(this.waiters.next()!);
    for (const future of woken) future.setResult(true);
  }

  notifyAll(): void {
    this.notify(this.waiters.length);
  }

  toString(): string {
    return `<Condition${this.waiters.length > 0 ? ` waiters[${this.waiters.length}]` : ""}>`;
  }
}

/** Lets coroutines wait until a flag is set. Who is waiting when it is set is woken, even if it is cleared at once. */
export class Event {
  private flag = false;
  private readonly waiters = new Waiting<undefined>();

  isSet(): boolean {
    return this.flag;
  }

  set(): void {
    this.flag = true;
    for (let waiter = this.waiters.next(); waiter !== undefined; waiter = this.waiters.next()) waiter.setResult(undefined);
  }

  clear(): void {
    this.flag = false;
  }

  /** A Future that is done when the flag is set; after `timeout` it fails with {@link TimeoutError}. */
  wait(timeout?: Deadline): Future<undefined> {
    return this.flag ? resolved(undefined) : this.waiters.add(timeout, undefined);
  }

  toString(): string {
    return `<Event ${this.flag ? "set" : "clear"}>`;
  }
}

/** Gives back what `acquire` took: call it once, or let `using` do it. A second call does nothing. */
export interface Release {
  (): void;
  [Symbol.dispose](): void;
}

/** Lets at most `value` coroutines in at a time. */
export class Semaphore {
  protected value: number;
  private readonly waiters = new Waiting<Release>((release) => release());

  constructor(value = 1) {
    if (value < 0) throw new RangeError("semaphore initial value must be >= 0");
    this.value = value;
  }

  /** A Future with the function that releases; after `timeout` it fails with {@link TimeoutError}. First come, first served. */
  acquire(timeout?: Deadline): Future<Release> {
    if (this.value === 0) return this.waiters.add(timeout, undefined);
    this.value--;
    return this.waiters.served(this.releaser(), undefined);
  }

  /** Lets the one in that has waited longest, or raises the value. */
  release(): void {
    const waiter = this.waiters.next();
    if (waiter === undefined) this.value++;
    else waiter.setResult(this.releaser());
  }

  toString(): string {
    const state = this.value === 0 ? "locked" : `unlocked,value:${this.value}`;
    return `<${this.constructor.name} ${state}${this.waiters.length > 0 ? `,waiters:${this.waiters.length}` : ""}>`;
  }

  private releaser(): Release {
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      this.release();
    };
    return Object.assign(release, { [Symbol.dispose]: release });
  }
}

/** A semaphore that refuses to be released more often than it was acquired. */
export class BoundedSemaphore extends Semaphore {
  private readonly initial: number;

  constructor(value = 1) {
    super(value);
    this.initial = value;
  }

  /** @throws RangeError if everything was released already. */
  override release(): void {
    if (this.value >= this.initial) throw new RangeError("Semaphore released too many times");
    super.release();
  }
}

/** Lets one coroutine in at a time. Not reentrant. */
export class Lock {
  private readonly semaphore = new BoundedSemaphore(1);

  /** A Future with the function that unlocks; after `timeout` it fails with {@link TimeoutError}. */
  acquire(timeout?: Deadline): Future<Release> {
    return this.semaphore.acquire(timeout);
  }

  /** @throws Error if the lock is not locked. */
  release(): void {
    try {
      this.semaphore.release();
    } catch {
      throw new Error("release unlocked lock");
    }
  }

  toString(): string {
    return `<Lock ${String(this.semaphore).slice(1, -1)}>`;
  }
}
