/**
 * Which timeout is due next, when there may be millions and most of them are removed before they fire?
 *
 * A binary heap ordered by (deadline, sequence): equal deadlines fire in the order they were asked for. Every timeout
 * knows its place, so removing one is O(log n) and leaves nothing behind.
 */

import type { Runnable } from "./ready-queue.js";

/** What `callAt` and `callLater` return; only good for `removeTimeout`. */
export class Timeout implements Runnable {
  /** In the loop's seconds. */
  readonly deadline: number;
  readonly sequence: number;
  /** @internal Place in the heap, or -1. */
  place = -1;
  /** Empty after it fired or was called off. */
  private callback: Runnable | undefined;

  constructor(deadline: number, sequence: number, callback: Runnable) {
    this.deadline = deadline;
    this.sequence = sequence;
    this.callback = callback;
  }

  /** @internal Calls back, unless it was called off after it had become due. */
  run(): void {
    const { callback } = this;
    this.callback = undefined;
    callback?.run();
  }

  toString(): string {
    return String(this.callback);
  }

  /** @internal */
  disarm(): void {
    this.callback = undefined;
  }
}

function before(a: Timeout, b: Timeout): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.sequence < b.sequence);
}

export class TimerHeap {
  private readonly items: Timeout[] = [];

  /** The timeout that is due first, left in the heap. */
  get first(): Timeout | undefined {
    return this.items[0];
  }

  isDue(time: number): boolean {
    return this.items.length > 0 && this.items[0].deadline <= time;
  }

  add(timeout: Timeout): void {
    this.items.push(timeout);
    this.raise(timeout, this.items.length - 1);
  }

  /** Takes the timeout out, wherever it stands; one that is not in the heap is ignored. */
  remove(timeout: Timeout): void {
    const place = timeout.place;
    if (place < 0) return;
    timeout.place = -1;
    const last = this.items.pop()!;
    if (last === timeout) return;
    this.raise(last, place);
    this.sink(last, last.place);
  }

  /** Takes out everything that is due at `time`, in the order in which it is to run. */
  takeDue(time: number): Timeout[] {
    const due: Timeout[] = [];
    for (let first = this.first; first !== undefined && first.deadline <= time; first = this.first) {
      this.remove(first);
      due.push(first);
    }
    return due;
  }

  /** Puts `timeout` at `place`, or as far above as its deadline lifts it. */
  private raise(timeout: Timeout, place: number): void {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.items[parent];
      if (!before(timeout, above)) break;
      this.put(above, place);
      place = parent;
    }
    this.put(timeout, place);
  }

  private sink(timeout: Timeout, place: number): void {
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && before(this.items[child + 1], this.items[child])) child++;
      if (!before(this.items[child], timeout)) break;
      this.put(this.items[child], place);
      place = child;
    }
    this.put(timeout, place);
  }

  private put(timeout: Timeout, place: number): void {
    this.items[place] = timeout;
    timeout.place = place;
  }
}
