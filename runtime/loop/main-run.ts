/**
 * What happens between `IOLoop.run(main)` and its promise?
 *
 *     run        main is called in the next iteration; what it returns is awaited
 *     timeout    what is awaited is cancelled; its `finally` blocks run, then the run fails with TimeoutError
 *     deadlock   the host says that nothing is left to wait for: the run fails with DeadlockError
 */
import { futureOfReturned, type Yieldable } from "../future/convert-yielded.js";
import { DeadlockError, TimeoutError } from "../errors.js";
import { copyOutcome, failed, Future, SUCCEEDED } from "../future/future.js";
import type { IOLoop } from "./ioloop.js";

export interface RunOptions {
  /** Seconds after which the run fails with {@link TimeoutError}. Default: none. */
  readonly timeout?: number;
  /** False leaves a timed out main running, as Tornado 4 did. Default: true, it is cancelled. */
  readonly cancelOnTimeout?: boolean;
}

/** What `run` takes: something to wait for, or a function that is called in the first iteration and may return that. */
export type Main<T> = Yieldable<T> | (() => Yieldable<T> | T);

/** The run of one main. */
export class MainRun<T> {
  /** With main's outcome. */
  readonly future = new Future<T>();
  private awaited: Future<T> | undefined;
  private timedOut: Future<T> | undefined;

  constructor(loop: IOLoop, main: Main<T>, { timeout, cancelOnTimeout = true }: RunOptions) {
    loop.spawnCallback(() => this.start(main));
    if (timeout === undefined) return;
    const handle = loop.callLater(timeout, () => {
      this.timedOut = failed(new TimeoutError(`Operation timed out after ${timeout} seconds`));
      const cleanup = cancelOnTimeout && this.awaited?.cancel(this.timedOut.exception());
      if (!cleanup) this.end(this.timedOut);
    });
    this.future.addDoneCallback(() => loop.removeTimeout(handle));
  }

  /** Ends the run, if it has not ended yet, as `outcome` did. */
  end(outcome: Future<T>): void {
    copyOutcome(outcome, this.future);
  }

  private start(main: Main<T>): void {
    this.awaited = startMain(main);
    this.awaited.addDoneCallback((future) => {
      // A main that was cancelled by the timeout has timed out, unless its cleanup has something worse to tell.
      const hasFailed = !future.cancelled() && future.status !== SUCCEEDED;
      this.end(this.timedOut === undefined || hasFailed ? future : this.timedOut);
    });
  }
}

/** Calls main and returns a Future for what it results in. */
function startMain<T>(main: Main<T>): Future<T> {
  try {
    return futureOfReturned(typeof main === "function" ? main() : main);
  } catch (error) {
    return failed(error);
  }
}

/** What a run ends with when nothing can wake main any more: the first of the coroutines that wait, and where. */
export function deadlock(suspended: readonly Future<unknown>[]): DeadlockError {
  const names = suspended.slice(0, 10).map((coroutine) => `\n    ${coroutine}`);
  const message = `deadlock: ${suspended.length} coroutines are suspended and nothing can wake them`;
  return new DeadlockError(message + names.join(""));
}
