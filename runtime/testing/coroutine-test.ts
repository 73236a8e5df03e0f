/**
 * How is a coroutine a test, for vitest and node:test alike?
 *
 *     test("reads all", coroutineTest(function* () {
 *       expect(yield* asFuture(reader.readAll(urls))).toHaveLength(3);
 *     }));
 *
 * Each test gets a loop of its own. When it takes too long, TimeoutError is thrown at the yield that is waiting: the
 * trace names the line. At the end nothing of the test may be left suspended.
 */
import { inContext } from "../context/context.js";
import { CoroutineFrame } from "../coroutine/coroutine-frame.js";
import { InterpretedCoroutine } from "../coroutine/interpreted-coroutine.js";
import { TimeoutError } from "../errors.js";
import { futureOfReturned, type Yieldable } from "../future/convert-yielded.js";
import type { Future } from "../future/future.js";
import { nameOf } from "../future/names.js";
import { IOLoop } from "../loop/ioloop.js";

export interface CoroutineTestOptions {
  /** Seconds. Default: 5, or the environment variable `ASYNC_TEST_TIMEOUT`. */
  readonly timeout?: number;
  /** The loop of the test. Default: a new `IOLoop` on the real clock. */
  readonly loop?: IOLoop;
  /** Coroutines that are suspended at the end fail the test. Default: true. */
  readonly checkLeaks?: boolean;
}

/** A coroutine that a test started is still suspended after it. */
export class LeakedCoroutineError extends Error {
  override name = "LeakedCoroutineError";
}

type Body = (...args: any[]) => Generator<any, unknown, any> | Yieldable<unknown>;

/**
 * A test function for `body`: a generator function, a coroutine function, or any function that returns something to wait
 * for. Tornado: `testing.gen_test`.
 */
export function coroutineTest(body: Body, options: CoroutineTestOptions = {}): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const loop = options.loop ?? new IOLoop();
    const { timeout = defaultTimeout() } = options;
    const blame = inContext(loop.root, () =>
      loop.run(() => {
        const future = start(body, args);
        const handle = loop.callLater(timeout, () => interrupt(future, timeout));
        future.addDoneCallback(() => loop.removeTimeout(handle));
        return future;
      }),
    );
    try {
      await blame;
      if (options.checkLeaks !== false) checkLeaks(loop);
    } finally {
      await loop.close();
    }
  };
}

/** Calls `body`; a native generator is driven as a coroutine, anything else it returns is waited for. */
function start(body: Body, args: unknown[]): Future<unknown> {
  const returned = body(...args);
  if (Object.prototype.toString.call(returned) !== "[object Generator]") return futureOfReturned(returned);
  return new InterpretedCoroutine(returned as Generator, () => nameOf(body)).begin();
}

/**
 * Checks that no coroutine is suspended on `loop`.
 * @throws {@link LeakedCoroutineError} that names those that are, and where.
 */
export function checkLeaks(loop: IOLoop): void {
  const leaked = loop.suspended();
  if (leaked.length > 0) throw new LeakedCoroutineError(`still suspended at the end:\n    ${leaked.join("\n    ")}`);
}

function interrupt(future: Future<unknown>, timeout: number): void {
  const error = new TimeoutError(`Operation timed out after ${timeout} seconds`);
  if (future instanceof CoroutineFrame) innermost(future).interrupt(error);
  else future.cancel(error);
}

/** The coroutine that waits for something that is no coroutine: there the time went. */
function innermost(frame: CoroutineFrame<unknown>): CoroutineFrame<unknown> {
  const awaited = frame.awaitedCoroutine();
  return awaited === undefined ? frame : innermost(awaited);
}

function defaultTimeout(): number {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return Number(process?.env?.ASYNC_TEST_TIMEOUT ?? 5);
}
