/**
 * Who can wait for a Future, besides a coroutine?
 *
 *     future.addDoneCallback(log);          a DoneCallback
 *     a.addWaiter(x); a.addWaiter(y);       a Crowd of two
 *
 * A Future has one waiter or none; several are one that tells them all. Whoever waits is told synchronously, which is why
 * chains of callbacks that settle further Futures are watched here: they must not use up the stack.
 */
import type { Future } from "./future.js";
import { nameOf } from "./names.js";
import { report } from "./report.js";

/** Who is told, once and synchronously, when a Future is done. Must not throw. */
export interface Waiter {
  /** True if it is going to look at an exception by itself, so that nobody else has to watch over it. */
  readonly retrieves?: boolean;
  futureDone(future: Future<unknown>): void;
}

/** More than one waiter, told one after the other. Most Futures have one, which then is all there is. */
export class Crowd implements Waiter {
  readonly members: Waiter[];

  constructor(members: Waiter[]) {
    this.members = members;
  }

  futureDone(future: Future<unknown>): void {
    for (const waiter of this.members) waiter.futureDone(future);
  }
}

export class DoneCallback implements Waiter {
  private readonly callback: (future: Future<unknown>) => void;

  constructor(callback: (future: Future<unknown>) => void) {
    this.callback = callback;
  }

  futureDone(future: Future<unknown>): void {
    if (depth === deepest) {
      postponed.push([this, future]);
      return;
    }
    depth++;
    try {
      this.callback(future);
    } catch (error) {
      report(`Exception in callback ${nameOf(this.callback)} for ${future}`, error);
    }
    // The outermost callback sees to the rest, still inside its level, so that what it runs does not do the same.
    if (depth === 1) while (postponed.length > 0) runPostponed();
    depth--;
  }
}

// A callback may settle the next Future, and so on, a million times. Beyond this depth the stack is unwound first.
const deepest = 200;
let depth = 0;
let postponed: [DoneCallback, Future<unknown>][] = [];

function runPostponed(): void {
  const batch = postponed;
  postponed = [];
  for (const [waiter, future] of batch) waiter.futureDone(future);
}
