/** How does a coroutine wait for time to pass? */
import { Future } from "./future.js";
import { IOLoop } from "./ioloop.js";
import type { Timeout } from "./timer-heap.js";

class Sleep extends Future<undefined> {
  private readonly loop = IOLoop.current();
  private readonly timeout: Timeout;

  constructor(seconds: number) {
    super();
    this.timeout = this.loop.callLater(seconds, () => this.setResult(undefined));
  }

  override cancel(reason?: unknown): boolean {
    this.loop.removeTimeout(this.timeout);
    return super.cancel(reason);
  }
}

/**
 * A Future that is done after `seconds`, counted from this call, not from the yield. Cancelling it removes the timeout.
 * Tornado: `gen.sleep`.
 */
export function sleep(seconds: number): Future<undefined> {
  return new Sleep(seconds);
}
