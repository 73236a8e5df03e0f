/** How does a coroutine wait for time to pass? */
import { Future } from "../future/future.js";
import { IOLoop } from "../loop/ioloop.js";
import type { Runnable } from "../loop/ready-queue.js";
import type { Timeout } from "../loop/timer-heap.js";

/** The Future is also what the loop runs when the time has come: a program may have a million of these. */
class Sleep extends Future<undefined> implements Runnable {
  private declare readonly loop: IOLoop;
  private declare readonly timeout: Timeout;

  constructor(seconds: number) {
    super();
    this.loop = IOLoop.current();
    this.timeout = this.loop.runAt(this.loop.time() + seconds, this);
  }

  run(): void {
    this.setResult(undefined);
  }

  override cancel(reason?: unknown): boolean {
    this.loop.removeTimeout(this.timeout);
    return super.cancel(reason);
  }
}

/**
 * A Future that is done after `seconds`, counted from this call, not from the yield. Cancelling it removes the timeout.
 * Tornado: `gen.sleep`.
 * @throws TypeError if `seconds` is not a number.
 */
export function sleep(seconds: number): Future<undefined> {
  return new Sleep(seconds);
}
