/**
 * Which timeout is due next, when there may be millions and most of them are removed before they fire?
 *
 * A heap ordered by (deadline, sequence): equal deadlines fire in the order they were asked for. Every timeout
 * knows its place, so removing one is O(log n) and leaves nothing behind.
 */

import { Heap } from "./heap.js";
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
  private readonly heap = new Heap<Timeout>(before, (timeout, place) => (timeout.place = place));

  /** The timeout that is due first, left in the heap. */
  get first(): Timeout | undefined {
    return this.heap.first;
  }

  isDue(time: number): boolean {
    const { first } = this.heap;
    return first !== undefined && first.deadline <= time;
  }

  add(timeout: Timeout): void {
    this.heap.add(timeout);
  }

  /** Takes the timeout out, wherever it stands; one that is not in the heap is ignored. */
  remove(timeout: Timeout): void {
    if (timeout.place < 0) return;
    this.heap.removeAt(timeout.place);
    timeout.place = -1;
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
}
