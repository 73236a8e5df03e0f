/**
 * What do `multi`, `race` and `any` have in common?
 *
 *     children ──> one Future       each child is registered once per place it stands in
 *     cancel() ──> the children     those that others need go on without us; the rest is waited for, then this is cancelled
 *
 * A result that nobody is going to read (a lock, an item of a queue) is given back to where it came from.
 */
import { asFuture } from "../future/convert-yielded.js";
import { SUCCEEDED, type Future } from "../future/future.js";
import { ProducedFuture, type Producer } from "../future/produced.js";
import type { Waiter } from "../future/waiters.js";

export abstract class Combination<T> implements Producer, Waiter {
  readonly future = new ProducedFuture<T>(this);
  protected children: readonly Future<unknown>[];
  protected unfinished: number;
  private reason: { readonly cancelled: unknown } | undefined;

  constructor(children: readonly unknown[]) {
    const futures: Future<unknown>[] = [];
    // By index: `map` skips the holes of a sparse array, and an iterator takes longer than the rest.
    for (let index = 0; index < children.length; index++) futures.push(asFuture(children[index] as Future<unknown>));
    this.children = futures;
    this.unfinished = futures.length;
  }

  /** Called for each child that ends before this is cancelled, also after it is done. */
  protected abstract childDone(child: Future<unknown>): void;

  futureDone(child: Future<unknown>): void {
    this.unfinished--;
    if (this.reason === undefined) {
      this.childDone(child);
      return;
    }
    if (child.status === SUCCEEDED) child.resultIsDropped();
    this.endIfCancelled();
  }

  /** Waits for the cleanup of the children it cancels, and settles after the last one. */
  cancel(reason: unknown): boolean {
    if (this.reason !== undefined) return true;
    this.reason = { cancelled: reason };
    this.giveUp(this.children, reason);
    this.endIfCancelled();
    return true;
  }

  resultIsDropped(): void {
    for (const child of new Set(this.children)) if (child.status === SUCCEEDED) child.resultIsDropped();
  }

  /** Cancels what is running, unless others wait for it too; of what is done nobody is going to read the result. */
  protected giveUp(children: readonly Future<unknown>[], reason: unknown): void {
    for (const child of new Set(children)) {
      if (child.status === SUCCEEDED) child.resultIsDropped();
      else if (child.isAwaitedOnlyBy(this)) child.cancel(reason);
      else if (!child.done()) this.abandon(child);
    }
  }

  /** Somebody else waits for this child: it goes on without us. */
  private abandon(child: Future<unknown>): void {
    child.removeWaiter(this);
    this.unfinished -= this.children.filter((other) => other === child).length;
  }

  private endIfCancelled(): void {
    if (this.unfinished === 0 && !this.future.done()) this.future.cancelNow(this.reason!.cancelled);
  }
}
