/**
 * How does the loop keep what is ready to run, first in, first out, without allocating?
 *
 * In a ring buffer whose size is a power of two. `push` and `shift` move two numbers; the array grows by doubling and is
 * the only allocation.
 *
 *     [ c d _ _ _ _ a b ]      head = 6, length = 4: runs a, b, c, d
 */

/** Something the loop runs in one iteration: a coroutine to resume or a callback. It must not throw. */
export interface Runnable {
  run(): void;
}

export class ReadyQueue {
  length = 0;
  private head = 0;
  private items: (Runnable | undefined)[] = new Array<Runnable | undefined>(64).fill(undefined);

  /** How many items the iteration that begins now is going to run. */
  beginIteration(): number {
    return this.length;
  }

  push(item: Runnable): void {
    if (this.length === this.items.length) this.grow();
    this.items[(this.head + this.length) & (this.items.length - 1)] = item;
    this.length++;
  }

  /** Removes and returns the oldest item. The queue must not be empty. */
  shift(): Runnable {
    const item = this.items[this.head] as Runnable;
    this.items[this.head] = undefined;
    this.head = (this.head + 1) & (this.items.length - 1);
    this.length--;
    return item;
  }

  private grow(): void {
    const ordered = [...this.items.slice(this.head), ...this.items.slice(0, this.head)];
    this.items = ordered.concat(new Array<undefined>(ordered.length).fill(undefined));
    this.head = 0;
  }
}
