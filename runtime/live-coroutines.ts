/**
 * Which coroutines are suspended on a loop right now?
 *
 * A coroutine enters the list when it first has to wait and leaves it when it ends, so one that never waits costs
 * nothing. The list runs through the frames themselves (`previous`, `next`): no allocation, and the order of first
 * suspension is kept. It holds the coroutines strongly, because somebody has to run their `finally` blocks in the end.
 */
import type { CoroutineFrame } from "./coroutine-frame.js";

/** A place in the list: a coroutine, or the list itself, which closes the ring. */
export interface Link {
  previous: Link | undefined;
  next: Link | undefined;
}

export class LiveCoroutines implements Link {
  previous: Link | undefined = this;
  next: Link | undefined = this;

  add(frame: Link): void {
    const last = this.previous!;
    frame.previous = last;
    frame.next = this;
    last.next = frame;
    this.previous = frame;
  }

  *[Symbol.iterator](): Generator<CoroutineFrame<unknown>> {
    for (let link = this.next!; link !== this; link = link.next!) yield link as CoroutineFrame<unknown>;
  }

  get count(): number {
    let count = 0;
    for (let link = this.next!; link !== this; link = link.next!) count++;
    return count;
  }
}

/** Takes a coroutine out of the list it is in. */
export function unlink(frame: Link): void {
  frame.previous!.next = frame.next;
  frame.next!.previous = frame.previous;
  frame.previous = frame.next = undefined;
}
