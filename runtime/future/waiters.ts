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

/** A waiter that tells others. Most Futures have one waiter, which then is all there is. */
export abstract class Group implements Waiter {
  abstract futureDone(future: Future<unknown>): void;
  /** Takes in one more who waits for `future`. */
  abstract add(future: Future<unknown>, waiter: Waiter): void;
  /** Forgets one; nothing happens if it is not there. */
  abstract remove(future: Future<unknown>, waiter: Waiter): void;
  abstract includes(future: Future<unknown>, waiter: Waiter): boolean;
  /** True if `waiter` waits for `future`, and nobody else. */
  abstract includesOnly(future: Future<unknown>, waiter: Waiter): boolean;
}

/** Several, told one after the other. */
export class Crowd extends Group {
  private members: Waiter[];

  constructor(...members: Waiter[]) {
    super();
    this.members = members;
  }

  futureDone(future: Future<unknown>): void {
    for (const waiter of this.members) waiter.futureDone(future);
  }

  add(_: Future<unknown>, waiter: Waiter): void {
    this.members.push(waiter);
  }

  /** The others are told even if this happens while they are. */
  remove(_: Future<unknown>, waiter: Waiter): void {
    this.members = this.members.filter((other) => other !== waiter);
  }

  includes(_: Future<unknown>, waiter: Waiter): boolean {
    return this.members.includes(waiter);
  }

  includesOnly(_: Future<unknown>, waiter: Waiter): boolean {
    return this.members.every((other) => other === waiter);
  }
}

// Of whatever stands for those who wait for `future`: one waiter, a group, or nobody.

export function withWaiter(waiting: Waiter | undefined, future: Future<unknown>, waiter: Waiter): Waiter {
  if (waiting === undefined) return waiter;
  if (!(waiting instanceof Group)) return new Crowd(waiting, waiter);
  waiting.add(future, waiter);
  return waiting;
}

export function withoutWaiter(waiting: Waiter | undefined, future: Future<unknown>, waiter: Waiter): Waiter | undefined {
  if (waiting === waiter) return undefined;
  if (waiting instanceof Group) waiting.remove(future, waiter);
  return waiting;
}

export function hasWaiter(waiting: Waiter | undefined, future: Future<unknown>, waiter: Waiter): boolean {
  return waiting === waiter || (waiting instanceof Group && waiting.includes(future, waiter));
}

export function hasOnlyWaiter(waiting: Waiter | undefined, future: Future<unknown>, waiter: Waiter): boolean {
  return waiting === waiter || (waiting instanceof Group && waiting.includesOnly(future, waiter));
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
