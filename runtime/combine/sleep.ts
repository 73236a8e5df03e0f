/** How does a coroutine wait for time to pass? */
import type { Future } from "../future/future.js";
import { ProducedFuture, type Producer } from "../future/produced.js";
import { IOLoop } from "../loop/ioloop.js";
import type { Runnable } from "../loop/ready-queue.js";
import type { Timeout } from "../loop/timer-heap.js";

/** What the loop runs when the time has come. */
class Sleep implements Producer, Runnable {
  readonly future = new ProducedFuture<undefined>(this);
  private readonly loop = IOLoop.current();
  private readonly timeout: Timeout;

  constructor(seconds: number) {
    this.timeout = this.loop.runAt(this.loop.time() + seconds, this);
  }

  run(): void {
    this.future.setResult(undefined);
  }

  cancel(reason: unknown): boolean {
    this.loop.removeTimeout(this.timeout);
    return this.future.cancelNow(reason);
  }
}

/**
 * A Future that is done after `seconds`, counted from this call, not from the yield. Cancelling it removes the timeout.
 * Tornado: `gen.sleep`.
 * @throws TypeError if `seconds` is not a number.
 */
export function sleep(seconds: number): Future<undefined> {
  return new Sleep(seconds).future;
}
