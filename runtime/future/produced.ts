/**
 * How does a Future reach whoever works on it?
 *
 *     const late = sleep(5);        ProducedFuture ──producer──> Sleep { loop, timeout }
 *     late.cancel();                the Sleep takes its timeout back and ends the Future as cancelled
 *
 * The same class for a sleep, a `multi`, a timeout: what differs is behind it. A coroutine meets all of them at one place, and
 * where V8 has met objects of more than four classes it looks up each property anew: with a subclass for each, a yield took
 * half as long again in a program that used five of them.
 */
import { Future } from "./future.js";

/** What works on a {@link ProducedFuture}, and settles it. */
export interface Producer {
  /** The Future, which is pending, is to be cancelled. Returns whether it is, or is going to be. */
  cancel(reason: unknown): boolean;
  /** As {@link Future.resultIsDropped}. */
  resultIsDropped?(): void;
}

export class ProducedFuture<T> extends Future<T> {
  private declare readonly producer: Producer;

  constructor(producer: Producer) {
    super();
    this.producer = producer;
  }

  override cancel(reason?: unknown): boolean {
    return !this.done() && this.producer.cancel(reason);
  }

  override resultIsDropped(): void {
    this.producer.resultIsDropped?.();
  }

  /** What `cancel` of a Future without a producer does. */
  cancelNow(reason: unknown): boolean {
    return super.cancel(reason);
  }
}
